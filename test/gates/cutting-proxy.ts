import { connect, createServer, type Socket } from 'node:net'

/** What happens to a commit on its way: it passes, it never arrives, or its answer never comes back. */
export type Fate = 'pass' | 'before' | 'after'

/** A proxy before a PostgreSQL server that cuts connections around their commits. */
export type CuttingProxy = {
  readonly port: number
  readonly cuts: () => { readonly before: number; readonly after: number }
  readonly close: () => Promise<void>
}

type Target = { readonly host: string; readonly port: number }

/**
 * Listens on loopback and passes everything on, but asks `fateOf` at each commit. Cut before, the commit does
 * not reach the server, which rolls back; cut after, the server has committed and nobody hears of it. The
 * client cannot tell which, and neither can anybody else but the database.
 */
export async function cuttingProxy(target: Target, fateOf: () => Fate): Promise<CuttingProxy> {
  const counts = { before: 0, after: 0 }
  const open = new Set<Socket>()
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
    cutting({ client, upstream, fateOf, counts })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    port: address.port,
    cuts: () => ({ ...counts }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

type Pair = {
  readonly client: Socket
  readonly upstream: Socket
  readonly fateOf: () => Fate
  readonly counts: { before: number; after: number }
}

const commit = Buffer.from('commit\0')
const committed = Buffer.from('COMMIT\0')

function cutting({ client, upstream, fateOf, counts }: Pair): void {
  let isCutAfter = false
  let seen = Buffer.alloc(0)
  client.on('data', (data) => {
    const at = data.indexOf(commit)
    const fate = at < 0 ? 'pass' : fateOf()
    if (fate === 'before') {
      counts.before++
      client.destroy()
      upstream.destroy()
      return
    }
    if (fate === 'after') isCutAfter = true
    upstream.write(data)
  })
  upstream.on('data', (data) => {
    if (!isCutAfter) {
      client.write(data)
      return
    }
    // From the commit on the client hears nothing; the connection goes once the server has said that it
    // holds.
    seen = Buffer.concat([seen.subarray(-committed.length), data])
    if (!seen.includes(committed)) return
    counts.after++
    client.destroy()
    upstream.destroy()
  })
}
