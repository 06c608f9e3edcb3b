import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import process from 'node:process'
import { monotonicMs } from '../src/platform/clock.ts'

// The clients of the submit bench: each sends one request, waits for its answer, and sends the next. Like
// pgbench they read of an answer whether it is good and where it ends, so that the two cores that all share
// go to the server: each client is one connection that stays open.

const [url = '', count = '1', seconds = '10', dealers = '1', cookie = ''] = process.argv.slice(2)
const { hostname, port } = new URL(url)
const until = monotonicMs() + Number(seconds) * 1_000
const times: number[] = []
let failed = 0

function body(): string {
  const n = Math.floor(Math.random() * Number(dealers))
  return JSON.stringify({
    proposal: {
      customer: { partyId: `party_bench${String(n).padStart(7, '0')}` },
      recipient: { to: 'organisation' },
      kindId: 'rebate',
      amount: { currency: 'CNY', minor: '100000' },
      happensOn: '2026-11-26',
      reasonChip: 'quarter',
      reason: '三季度达量返利，按合同第 6 条',
      facts: { 'thirdParty.role': 'none', 'benefit.flags.concealed': false, 'tender.state': 'none' },
    },
  })
}

function requestText(): string {
  const sent = body()
  return (
    `POST /v1/requests HTTP/1.1
host: ${hostname}:${port}
cookie: ${cookie}
content-type: application/json
idempotency-key: ${randomUUID()}
content-length: ${Buffer.byteLength(sent)}

`.replaceAll('\n', '\r\n') + sent
  )
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

/** Sends one request and gives the status of its answer. */
function send(socket: Socket): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer: Buffer | undefined
    const end = (settle: () => void) => {
      socket.removeAllListeners()
      settle()
    }
    socket.on('error', (fault) => end(() => reject(fault)))
    socket.on('close', () => end(() => reject(new Error('the server closed the connection'))))
    socket.on('data', (chunk: Buffer) => {
      answer = answer ? Buffer.concat([answer, chunk]) : chunk
      const status = statusOf(answer)
      if (status !== undefined) end(() => resolve(status))
    })
    socket.write(requestText())
  })
}

async function client(): Promise<void> {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  while (monotonicMs() < until) {
    const began = monotonicMs()
    const status = await send(socket)
    if (status === 201) times.push(monotonicMs() - began)
    else failed++
  }
  socket.destroy()
}

const began = monotonicMs()
await Promise.all(Array.from({ length: Number(count) }, client))
const took = (monotonicMs() - began) / 1_000
times.sort((a, b) => a - b)
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
const { user, system } = process.cpuUsage()
const figures = { rate: times.length / took, median: at(0.5), p99: at(0.99), done: times.length, failed }
process.stdout.write(JSON.stringify({ ...figures, seconds: (user + system) / 1_000_000 }))
