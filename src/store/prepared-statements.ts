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

/** The statement under the name by which this connection has it prepared, or prepares it with this query. */
export function namedOn(client: pg.ClientBase, { text, values, isPrepared }: Statement): pg.QueryConfig {
  if (!isPrepared) return { text, values }
  let statements = byClient.get(client)
  if (!statements) byClient.set(client, (statements = new PreparedStatements()))
  if (statements.isOutdated()) deallocate(client, null)
  const { name, dropped } = statements.nameOf(text)
  if (dropped !== null) deallocate(client, dropped)
  return name === null ? { text, values } : { name, text, values }
}

/**
 * Gives a statement up, or all; it travels with the one that takes its room. What was refused when it was parsed is not
 * there to be given up.
 */
function deallocate(client: pg.ClientBase, name: string | null): void {
  const { connection } = client as unknown as { connection: { parsedStatements: Record<string, string> } }
  if (name === null) connection.parsedStatements = {}
  else if (connection.parsedStatements[name] === undefined) return
  else delete connection.parsedStatements[name]
  /* A transaction that failed refuses it; then it goes on taking room. */
  client.query(`deallocate ${name ?? 'all'}`).catch(() => {})
}
