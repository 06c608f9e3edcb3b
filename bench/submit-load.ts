import { Agent, request } from 'node:http'
import process from 'node:process'
import { randomUUID } from 'node:crypto'
import { monotonicMs } from '../src/platform/clock.ts'

// The clients of the submit bench: each sends one request, waits for its answer, and sends the next.

const [url = '', count = '1', seconds = '10', dealers = '1'] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: Number(count) })
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

function send(): Promise<number> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/v1/requests`, { method: 'POST', agent, headers }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject)
    sent.end(body())
  })
}

async function client(): Promise<void> {
  while (monotonicMs() < until) {
    const began = monotonicMs()
    const status = await send()
    if (status === 201) times.push(monotonicMs() - began)
    else failed++
  }
}

const began = monotonicMs()
await Promise.all(Array.from({ length: Number(count) }, client))
const took = (monotonicMs() - began) / 1_000
times.sort((a, b) => a - b)
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
process.stdout.write(JSON.stringify({ rate: times.length / took, median: at(0.5), p99: at(0.99), failed }))
agent.destroy()
