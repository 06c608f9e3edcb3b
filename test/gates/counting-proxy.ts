import { connect, createServer, type Socket } from 'node:net'

/** A proxy before a PostgreSQL server that counts the messages which pass it, either way. */
export type CountingProxy = {
  readonly port: number
  /** From now on messages count; at the `stopAt`th one `onStop` is called and nothing passes any more. */
  readonly arm: (stopAt: number, onStop: () => void) => void
  /** Everything passes again, uncounted. */
  readonly disarm: () => void
  /** How many messages passed since it was armed. */
  readonly passed: () => number
  readonly close: () => Promise<void>
}

/**
 * Listens on loopback and passes everything on until it is stopped. Each message, to the server or from it,
 * is a place at which whoever is behind the proxy waits.
 */
export async function countingProxy(target: {
  readonly host: string
  readonly port: number
}): Promise<CountingProxy> {
  const open = new Set<Socket>()
  const state = { isArmed: false, passed: 0, stopAt: 0, onStop: () => undefined as void }
  const mayPass = (): boolean => {
    if (!state.isArmed) return true
    if (state.passed + 1 === state.stopAt) {
      state.passed++
      state.onStop()
      return false
    }
    if (state.passed >= state.stopAt) return false
    state.passed++
    return true
  }
  const server = createServer((client) => {
    const upstream = connect(target)
    const both = [client, upstream]
    for (const socket of both) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        for (const each of both) each.destroy()
      })
    }
    client.on('data', (data) => void (mayPass() && upstream.write(data)))
    upstream.on('data', (data) => void (mayPass() && client.write(data)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    port: address.port,
    arm: (stopAt, onStop) => Object.assign(state, { isArmed: true, passed: 0, stopAt, onStop }),
    disarm: () => Object.assign(state, { isArmed: false }),
    passed: () => state.passed,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
