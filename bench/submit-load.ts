import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { monotonicMs } from '../src/platform/clock.ts'
import { postText, runClients, type NextCall } from './http-clients.ts'

// The load of the submit bench, in a process of its own: so many clients submit for so many seconds.

const [url = '', count = '1', seconds = '10', dealers = '1', cookie = ''] = process.argv.slice(2)
const server = new URL(url)
const until = monotonicMs() + Number(seconds) * 1_000

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

const next: NextCall = () => {
  if (monotonicMs() >= until) return undefined
  const call = { path: '/v1/requests', cookie, key: randomUUID(), body: body() }
  return { text: postText(server, call), status: 201 }
}

const { times: _, ...figures } = await runClients(server, Number(count), next)
process.stdout.write(JSON.stringify(figures))
