import { booksBehind } from '../../src/app/booking.ts'
import { proveBooks, type Proof } from '../../src/modules/ledger/index.ts'
import { systemActor } from '../../src/platform/act/actor.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { bankSays, bankWords } from './bank-says.ts'
import { testCompany, type Company } from './company.ts'
import { paymentCalls, type PaymentCalls } from './payment-calls.ts'

/** What was given on its way through claims and payments, and how it stands. */
export type ClaimPaths = {
  /** Files a claim for a part of what was given. */
  readonly filed: (requestId: string, minor: string) => Promise<string>
  /** Has a claim for a part of what was given accepted. */
  readonly claimed: (requestId: string, minor: string) => Promise<string>
  /** Pays all of a claim, and gives the order. */
  readonly paid: (requestId: string, claimId: string) => Promise<string>
  /** The money of an order comes back. */
  readonly returned: (orderId: string) => Promise<void>
  readonly stateOf: (requestId: string) => Promise<Record<string, unknown>>
  /** What the books hold for the benefit of a request, by account. */
  readonly booked: (requestId: string) => Promise<Record<string, unknown>>
  /** The proof of the books from the registers behind them. */
  readonly proof: () => Promise<Proof>
}

/** Claims and their payments in the name of the sales person who asked, and of two people of finance. */
export function claimPaths(company: Company, calls: PaymentCalls): ClaimPaths {
  const happened = bankSays(company)
  let receipts = 0
  const filed = async (requestId: string, minor: string) => {
    // A receipt for each claim: one that is shown twice is paid once.
    const fileIds = [await calls.upload('sales', 'receipt', `${requestId}-${++receipts}.txt`)]
    const body = { lines: [{ requestId, minor }], fileIds }
    return String((await calls.good('sales', 'payments.file_claim', { body }))['claimId'])
  }
  const told = async (orderId: string, word: keyof typeof bankWords) => {
    const answer = await happened(orderId, bankWords[word])
    if (answer !== 'done') throw new Error(`the bank’s ${word} was not taken: ${answer}`)
  }
  return {
    filed,
    claimed: async (requestId, minor) => {
      const claimId = await filed(requestId, minor)
      const accept = { params: { claimId }, body: { version: 1, verdict: 'accept', reason: '小票已核对' } }
      await calls.good(calls.checker, 'payments.check_claim', accept)
      return claimId
    },
    paid: async (requestId, claimId) => {
      const orderId = await calls.prepared(requestId, { claimId })
      await calls.checked(orderId)
      await told(orderId, 'sent')
      await told(orderId, 'paid')
      return orderId
    },
    returned: (orderId) => told(orderId, 'returned'),
    stateOf: async (requestId) => {
      const [row] = await calls.sql(
        `select request.state as request, benefit.state as benefit, benefit.way
from requests.request as request
join benefits.benefit as benefit on benefit.id = request.benefit_id
where request.id = $1`,
        [requestId],
      )
      return row ?? {}
    },
    booked: async (requestId) => {
      const rows = await calls.sql(
        `select line.account, sum(line.minor)::text as minor
from requests.request as request
join ledger.entry as entry on entry.object_id = request.benefit_id
join ledger.line as line on line.entry_id = entry.id
where request.id = $1
group by line.account
having sum(line.minor) <> 0`,
        [requestId],
      )
      return Object.fromEntries(rows.map(({ account, minor }) => [account, minor]))
    },
    proof: () => readOnly(company.world.pool, [systemActor], (tx) => proveBooks(tx, booksBehind, () => true)),
  }
}

/** A company of one test file, in which the sales person has an account that money may go to. */
export async function claimGround() {
  const company = await testCompany()
  const calls = await paymentCalls(company)
  await calls.verified(await calls.ownAccount('sales', '王磊'))
  return { company, calls, paths: claimPaths(company, calls) }
}
