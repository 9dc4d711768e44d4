import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Knows which connections have a request in hand. Node's own `closeIdleConnections` leaves those alone that never
 * sent one, and such a connection would hold up the end of the server.
 */
export class Connections {
  readonly #busy = new Map<Socket, number>()

  constructor(server: HttpServer) {
    server.on('connection', (socket: Socket) => {
      this.#busy.set(socket, 0)
      socket.once('close', () => this.#busy.delete(socket))
    })
    server.on('request', ({ socket }, answer) => {
      this.#add(socket, 1)
      answer.once('close', () => this.#add(socket, -1))
    })
  }

  closeIdle(): void {
    for (const [socket, requests] of this.#busy) if (requests === 0) socket.destroy()
  }

  #add(socket: Socket, difference: number): void {
    const requests = this.#busy.get(socket)
    if (requests !== undefined) this.#busy.set(socket, requests + difference)
  }
}
