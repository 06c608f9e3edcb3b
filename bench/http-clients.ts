import { connect, type Socket } from 'node:net'
import process from 'node:process'
import { monotonicMs } from '../src/platform/clock.ts'

// The clients of a bench: each sends one call, waits for its answer, and sends the next. Like pgbench they
// read of an answer whether it is good and where it ends, so that the two cores that all share go to the
// server: each client is one connection that stays open.

/** What a client sends next; undefined when it is done. */
export type NextCall = () => { readonly text: string; readonly status: number } | undefined

/** What the clients found; times in milliseconds. */
export type LoadFigures = {
  readonly rate: number
  readonly median: number
  readonly p99: number
  readonly done: number
  readonly failed: number
  /** Processor time of the clients, in seconds. */
  readonly seconds: number
  readonly times: readonly number[]
}

/** A POST with a JSON body as it goes over the wire. */
export function postText(
  url: URL,
  call: { path: string; cookie: string; key: string; body: string },
): string {
  const head = `POST ${call.path} HTTP/1.1
host: ${url.hostname}:${url.port}
cookie: ${call.cookie}
content-type: application/json
idempotency-key: ${call.key}
content-length: ${Buffer.byteLength(call.body)}

`
  return head.replaceAll('\n', '\r\n') + call.body
}

/** Runs so many clients until each has nothing more to send. */
export async function runClients(url: URL, count: number, next: NextCall): Promise<LoadFigures> {
  const sockets = await Promise.all(Array.from({ length: count }, () => opened(url)))
  const times: number[] = []
  const before = process.cpuUsage()
  let failed = 0
  const client = async (socket: Socket): Promise<void> => {
    for (let call = next(); call; call = next()) {
      const began = monotonicMs()
      const { status, answer } = await send(socket, call.text)
      if (status === call.status) times.push(monotonicMs() - began)
      else if (failed++ === 0) process.stderr.write(`${status}: ${answer()}\n`)
    }
  }
  const began = monotonicMs()
  await Promise.all(sockets.map(client))
  const took = (monotonicMs() - began) / 1_000
  for (const socket of sockets) socket.destroy()
  const { user, system } = process.cpuUsage(before)
  const sorted = times.toSorted((a, b) => a - b)
  return {
    rate: times.length / took,
    median: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    done: times.length,
    failed,
    seconds: (user + system) / 1_000_000,
    times,
  }
}

/** The value below which this share of sorted values lies. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function opened(url: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.removeAllListeners()
      resolve(socket)
    })
  })
}

const headEnd = '\r\n\r\n'

/** The status of an answer that has come whole; undefined while a part of it is missing. */
function statusOf(answer: Buffer): number | undefined {
  const end = answer.indexOf(headEnd)
  if (end < 0) return undefined
  const head = answer.toString('latin1', 0, end)
  const length = /^content-length: (\d+)$/im.exec(head)
  if (!length) throw new Error(`an answer of unknown length: ${head}`)
  if (answer.length < end + headEnd.length + Number(length[1])) return undefined
  return Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length))
}

type Answered = { readonly status: number; readonly answer: () => string }

function send(socket: Socket, text: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let answer: Buffer | undefined
    const end = (settle: () => void) => {
      socket.removeAllListeners()
      settle()
    }
    socket.on('error', (fault) => end(() => reject(fault)))
    socket.on('close', () => end(() => reject(new Error('the server closed the connection'))))
    socket.on('data', (chunk: Buffer) => {
      const all = answer ? Buffer.concat([answer, chunk]) : chunk
      answer = all
      const status = statusOf(all)
      if (status !== undefined) end(() => resolve({ status, answer: () => all.toString('utf8') }))
    })
    socket.write(text)
  })
}
