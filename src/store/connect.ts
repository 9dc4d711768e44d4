import pg from 'pg'
import type { DatabaseAccess } from '../config/database-access.ts'

/** A kind of client that asks for its address when it is made: one class for pool and lanes. */
export function clientOpener(access: DatabaseAccess): new (config?: pg.ClientConfig) => pg.Client {
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      const { url, password } = access()
      super({ ...config, connectionString: url })
      // The driver takes the address's over one that stands beside it, even an empty one.
      if (password !== null) this.password = password
    }
  }
}

interface ConnectionFields {
  readonly host: string
  readonly port: number
  readonly user?: string
  readonly database?: string
  readonly password: () => string
  readonly ssl: pg.Client['ssl']
}

/**
 * The same for a library that makes clients of its own: the place as it is now, and the password asked for each time.
 * (Beside an address the driver would pass over the password.)
 */
export function connectionFields(access: DatabaseAccess): ConnectionFields {
  const { host, port, user, database, ssl } = new pg.Client({ connectionString: access().url })
  const password = (): string => {
    const now = access()
    return now.password ?? new pg.Client({ connectionString: now.url }).password ?? ''
  }
  return { host, port, password, ssl, ...(user && { user }), ...(database && { database }) }
}

const INVALID_PASSWORD = '28P01'

/** A password may be rotated between our reading its file and the server's look at it: the second try reads it anew. */
export async function withFreshPassword<T>(connect: () => Promise<T>): Promise<T> {
  try {
    return await connect()
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== INVALID_PASSWORD) throw error
    return connect()
  }
}
