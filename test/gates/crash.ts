import { openRound } from '../setup/approval-round.ts'
import { companyOn, type Company } from '../setup/company-on.ts'
import { paymentCalls, type PaymentCalls } from '../setup/payment-calls.ts'
import { countOf, killEverywhere, type Scenario } from './every-place.ts'
import { withGateDatabase, type Gate, type GateLine, type GateOptions } from './gate.ts'
import { couponOf } from './marked-coupon.ts'

/**
 * G2: crash of the application until a benefit is owed. A program of its own files, approves, gives, claims
 * and accepts a claim, and is killed at every place; the gate `paying` goes on from there.
 */
export const gate: Gate = {
  name: 'crash',
  rounds: 150,
  run: (options) => withGateDatabase(async (database) => crashOn(await companyOn(database), options)),
}

async function crashOn(company: Company, options: GateOptions): Promise<GateLine[]> {
  const calls = await paymentCalls(company)
  try {
    const scenarios = [...requestScenarios(company, calls), ...(await claimScenarios(company, calls))]
    return await killEverywhere(company, { ...options, scenarios })
  } finally {
    calls.close()
  }
}

/** Small claims of one lunch, each with a receipt of its own, by which it is found again. */
async function claimScenarios(company: Company, calls: PaymentCalls): Promise<Scenario[]> {
  const requestId = await calls.givenLunch()
  const receipts = new Map<string, string>()
  const claim = async (mark: string) => {
    const fileId = await calls.upload('sales', 'receipt', `${mark}.txt`)
    receipts.set(mark, fileId)
    return { lines: [{ requestId, minor: '1' }], fileIds: [fileId] }
  }
  const filed = countOf("select count(*) as count from payments.claim where file_ids like '%' || $1 || '%'")
  return [
    {
      operation: 'payments.file_claim',
      ask: async (mark) => ({ actor: company.actor('sales'), body: await claim(mark) }),
      effects: (tx, mark) => filed(tx, receipts.get(mark) ?? mark),
    },
    {
      operation: 'payments.check_claim',
      ask: async (mark) => {
        const { claimId } = await calls.good('sales', 'payments.file_claim', { body: await claim(mark) })
        return {
          actor: { ...calls.checker, hasFreshFactor: true },
          body: { claimId, version: 1, verdict: 'accept', reason: mark },
        }
      },
      effects: countOf(`select count(entry.id) as count from payments.claim
join audit.entry on entry.object_id = claim.id and entry.operation = 'payments.check_claim'
where not entry.is_refused and claim.reason = $1 and claim.state = 'accepted'`),
    },
  ]
}

function requestScenarios(company: Company, calls: PaymentCalls): Scenario[] {
  const coupon = async (mark: string) => {
    const round = await openRound(calls, couponOf(mark))
    return { requestId: round.requestId, version: round.version }
  }
  return [
    {
      operation: 'requests.submit',
      ask: async (mark) => ({ actor: company.actor('sales'), body: { proposal: couponOf(mark) } }),
      effects: countOf(
        "select count(*) as count from requests.request where reason = $1 and state = 'submitted'",
      ),
    },
    {
      operation: 'approvals.approve',
      ask: async (mark) => ({
        actor: { ...company.actor('head'), hasFreshFactor: true },
        body: { ...(await coupon(mark)), does: { verb: 'approve' } },
      }),
      effects: countOf(entriesOf('approvals.approve', 'approved')),
    },
    {
      operation: 'requests.give',
      ask: async (mark) => {
        const asked = await coupon(mark)
        await calls.approve(asked.requestId)
        const item = await calls.good('sales', 'requests.detail', { params: { requestId: asked.requestId } })
        const given = { verb: 'give', givenOn: '2026-11-25', fileIds: [] }
        return {
          actor: company.actor('sales'),
          body: { ...given, requestId: asked.requestId, version: Number(item['version']) },
        }
      },
      effects: countOf(entriesOf('requests.give', 'given')),
    },
  ]
}

function entriesOf(operation: string, state: string): string {
  return `select count(entry.id) as count from requests.request
join audit.entry on entry.object_id = request.id and entry.operation = '${operation}' and not entry.is_refused
where request.reason = $1 and request.state = '${state}'`
}
