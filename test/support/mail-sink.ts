import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail that arrived, with the envelope that it came in. */
export interface Arrived {
  readonly from: string
  readonly to: string
  readonly raw: Buffer
}

/** What the sink does instead of taking a mail: an SMTP answer, or nothing at all. */
export type Misdeed = { readonly code: number; readonly text: string } | 'hang' | 'drop'

/** Where a conversation stands. */
export type Phase = 'connect' | 'from' | 'to' | 'data'

export interface MailSink {
  readonly url: string
  readonly arrived: readonly Arrived[]
  /** What arrived since the last time. */
  takeAll(): readonly Arrived[]
  /** Asked in each phase; null: all is well. */
  misbehave: ((phase: Phase, address: string) => Misdeed | null) | null
  stop(): Promise<void>
}

/** A real SMTP server on a free port of this machine, that keeps what it is given. */
export async function mailSink(): Promise<MailSink> {
  const arrived: Arrived[] = []
  const sink: { misbehave: MailSink['misbehave'] } = { misbehave: null }
  const answer = (phase: Phase, address: string, close: () => void, done: (error?: Error | null) => void): void => {
    const misdeed = sink.misbehave?.(phase, address) ?? null
    if (misdeed === null) done()
    else if (misdeed === 'drop') close()
    else if (misdeed !== 'hang') done(Object.assign(new Error(misdeed.text), { responseCode: misdeed.code }))
  }
  const sockets = new Set<{ destroy(): void }>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onConnect: (session, done) => answer('connect', session.remoteAddress, closeAll, done),
    onMailFrom: ({ address }, _session, done) => answer('from', address, closeAll, done),
    onRcptTo: ({ address }, _session, done) => answer('to', address, closeAll, done),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const to = rcptTo.map(({ address }) => address).join(',')
        answer('data', to, closeAll, (error) => {
          if (!error) arrived.push({ from: mailFrom ? mailFrom.address : '', to, raw: Buffer.concat(chunks) })
          done(error)
        })
      })
    },
  })
  server.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  function closeAll(): void {
    for (const socket of sockets) socket.destroy()
  }
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    takeAll: () => arrived.splice(0),
    get misbehave() {
      return sink.misbehave
    },
    set misbehave(judge) {
      sink.misbehave = judge
    },
    stop: async () => {
      closeAll()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
