/** Invented people and issues that a tracker may bring, so that a newcomer finds it lived in. Names of values, never ids. */
export interface Demo {
  readonly people: readonly DemoPerson[]
  readonly stories: readonly DemoStory[]
}

export interface DemoPerson {
  readonly username: string
  readonly realname: string
  readonly roles: string
  /** Only those with one may log in. */
  readonly password?: string
  /** Other properties of the user class. */
  readonly values?: Readonly<Record<string, string | number | boolean>>
}

/** What an event says of an issue: names of values for links, `+name` and `-name` change lists. */
export type DemoValues = Readonly<Record<string, string | readonly string[]>>

export interface DemoFile {
  readonly name: string
  readonly text: string
  readonly description?: string
}

export interface DemoStory {
  /** What other stories call it. */
  readonly ref?: string
  readonly title: string
  /** User name of the reporter. */
  readonly by: string
  /** ISO 8601 to the minute, UTC. */
  readonly at: string
  readonly text: string
  readonly files?: readonly DemoFile[]
  readonly set?: DemoValues
  readonly events?: readonly DemoEvent[]
}

export interface DemoEvent {
  readonly by: string
  /** Time since the event before: `20m`, `3h`, `2d`, `5w`. */
  readonly after: string
  readonly text?: string
  readonly files?: readonly DemoFile[]
  readonly set?: DemoValues
  /** Refs of stories: the issue becomes a duplicate of it, or waits for them. Their stories may be later ones. */
  readonly duplicateOf?: string
  readonly dependsOn?: readonly string[]
}
