/** Names and values as the operating system has them. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of this process; everything else of Muster is handed what it needs of it. */
export function processEnvironment(): Environment {
  return process.env
}
