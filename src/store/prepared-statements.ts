import pg from 'pg'

/** Statements that one connection keeps prepared; a plan takes PostgreSQL about 100 kB. */
const MOST = 200
/** Texts that are remembered as seen. */
const MOST_SEEN = 2_000

const seen = new Set<string>()
let generation = 0

/** Whether a statement failed only because a migration gave a column another type since it was prepared. */
export function isOutdated(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery'
}

/** Under which generation of names a statement goes out. */
export function namesGeneration(): number {
  return generation
}

/** Every connection prepares all anew. Of many that were found outdated at once the first renews. */
export function renewNames(outdated: number): void {
  if (outdated === generation) generation += 1
}

/**
 * Which statements a connection has prepared, and under which names. A text is prepared when it is seen for the second
 * time; those that were not used for the longest time make room, so that a stream of unlike filters can't fill the
 * server's memory, nor keep out what is asked every second.
 */
class PreparedStatements {
  readonly #names = new Map<string, string>()
  #generation = generation
  #made = 0

  /** Whether the names it has are of an older generation; from here on they are not known any more. */
  isOutdated(): boolean {
    if (this.#generation === generation) return false
    this.#generation = generation
    this.#names.clear()
    return true
  }

  /** @returns the statement's name, null where it runs without one, and the name of one to be deallocated before. */
  nameOf(text: string): { readonly name: string | null; readonly dropped: string | null } {
    const known = this.#names.get(text)
    if (known !== undefined) {
      this.#names.delete(text)
      this.#names.set(text, known)
      return { name: known, dropped: null }
    }
    if (isNew(text)) return { name: null, dropped: null }

    const dropped = this.#names.size < MOST ? null : this.#dropOldest()
    const name = `m${this.#made++}`
    this.#names.set(text, name)
    return { name, dropped }
  }

  #dropOldest(): string {
    const [text, name] = this.#names.entries().next().value!
    this.#names.delete(text)
    return name
  }
}

function isNew(text: string): boolean {
  if (seen.has(text)) return false
  if (seen.size >= MOST_SEEN) seen.clear()
  seen.add(text)
  return true
}

const byClient = new WeakMap<pg.ClientBase, PreparedStatements>()

export interface Statement {
  readonly text: string
  readonly values: unknown[]
  readonly isPrepared: boolean
}

/** Under which name a connection has a statement prepared, and which it gives up before. */
export interface Naming {
  /** Absent where it runs without one. */
  readonly name: string | undefined
  readonly dropped: readonly string[]
}

/** What was refused when it was parsed is not there to be given up. */
export function namingOn(client: pg.ClientBase, { text, isPrepared }: Pick<Statement, 'text' | 'isPrepared'>): Naming {
  if (!isPrepared) return { name: undefined, dropped: [] }
  let statements = byClient.get(client)
  if (!statements) byClient.set(client, (statements = new PreparedStatements()))
  const { parsedStatements: parsed } = (
    client as unknown as { connection: { parsedStatements: Record<string, string> } }
  ).connection
  const outdated = statements.isOutdated() ? Object.keys(parsed) : []
  const { name, dropped: oldest } = statements.nameOf(text)
  const dropped = oldest !== null && parsed[oldest] !== undefined ? [...outdated, oldest] : outdated
  for (const one of dropped) delete parsed[one]
  return { name: name ?? undefined, dropped }
}

/** The statement under the name by which this connection has it prepared, or prepares it with this query. */
export function namedOn(client: pg.ClientBase, statement: Statement): pg.QueryConfig {
  const { name, dropped } = namingOn(client, statement)
  /* Travels with the statement that takes the room. A transaction that failed refuses it; then they go on taking it. */
  if (dropped.length > 0) client.query(dropped.map((one) => `deallocate ${one}`).join(';')).catch(() => {})
  const { text, values } = statement
  return name === undefined ? { text, values } : { name, text, values }
}
