import { connect, createServer, type Socket } from 'node:net'

/** A proxy before a PostgreSQL server that counts the queries which pass it, and the answers to commits. */
export type CountingProxy = {
  readonly port: number
  /** From now on they count; at the `stopAt`th one `onStop` is called and nothing passes any more. */
  readonly arm: (stopAt: number, onStop: () => void) => void
  /** Everything passes again, uncounted. */
  readonly disarm: () => void
  /** How many passed since it was armed. */
  readonly passed: () => number
  readonly close: () => Promise<void>
}

/**
 * Listens on loopback and passes everything on until it is stopped. Whoever is behind it can have asked this
 * query and not the next one, and can have committed without hearing of it. How the network cuts what is sent
 * together does not count, so that the same work always has the same places.
 */
export async function countingProxy(target: {
  readonly host: string
  readonly port: number
}): Promise<CountingProxy> {
  const open = new Set<Socket>()
  const state = { isArmed: false, passed: 0, stopAt: 0, onStop: () => undefined as void }
  const isStopped = () => state.isArmed && state.passed >= state.stopAt
  const mayPass = (): boolean => {
    if (!state.isArmed) return true
    if (isStopped()) return false
    state.passed++
    if (isStopped()) state.onStop()
    return !isStopped()
  }
  const mayHear = (data: Buffer): boolean => (data.includes(committed) ? mayPass() : !isStopped())
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
    let asked: Buffer = Buffer.alloc(0)
    let isReady = false
    client.on('data', (data) => {
      // What opens a connection is no query.
      if (!state.isArmed || !isReady) return void (isStopped() || upstream.write(data))
      asked = Buffer.concat([asked, data])
      for (let end = endOfQuery(asked); end > 0 && mayPass(); end = endOfQuery(asked)) {
        upstream.write(asked.subarray(0, end))
        asked = asked.subarray(end)
      }
    })
    upstream.on('data', (data) => {
      isReady ||= data.includes(ready)
      if (mayHear(data)) client.write(data)
    })
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

/** `ReadyForQuery`, outside of a transaction. */
const ready = Buffer.from('Z\0\0\0\x05I')
const committed = Buffer.from('COMMIT\0')
/** The messages that end a query: `Sync`, `Query` and `Flush`. */
const endings = Buffer.from('SQH')

/** Where the first query ends in what a client sends; 0 while it is not there as a whole. */
function endOfQuery(bytes: Buffer): number {
  for (let at = 0; at + 5 <= bytes.length;) {
    const type = bytes.readUInt8(at)
    at += 1 + bytes.readInt32BE(at + 1)
    if (at <= bytes.length && endings.includes(type)) return at
  }
  return 0
}
