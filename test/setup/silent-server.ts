import { createServer, type AddressInfo, type Socket } from 'node:net'

/** A mail server that accepts whoever comes, says `greeting` and nothing more. */
export type SilentServer = {
  readonly url: string
  /** Resolves when somebody has come. */
  readonly connected: Promise<void>
  /** How many stand there now. */
  readonly waiting: () => number
  readonly close: () => Promise<void>
}

/** Listens on a free port of this machine. */
export async function silentServer(greeting: string): Promise<SilentServer> {
  const open = new Set<Socket>()
  const come = Promise.withResolvers<void>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
    socket.resume()
    socket.write(greeting)
    come.resolve()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    connected: come.promise,
    waiting: () => open.size,
    close: () => {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
