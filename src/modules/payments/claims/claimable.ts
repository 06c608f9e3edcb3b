import type { z } from 'zod'
import type { claimable } from '../../../contract/claims.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import { addDays, type LocalDate } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayClaim } from '../../../texts/claims.ts'
import { sayPayment } from '../../../texts/payments.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { staffRefOf } from '../../access/index.ts'
import { loadBenefits, type BenefitRow } from '../../benefits/index.ts'
import { partyRefs } from '../../parties/index.ts'
import type { PolicyInForce } from '../../policy/index.ts'
import {
  loadEvidence,
  loadGivenBy,
  loadGivings,
  loadPaidBy,
  type EvidenceRow,
  type RequestRow,
} from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { wayOf } from '../orders/domain.ts'
import type { PaymentReader } from '../orders/queries.ts'
import { restOf } from '../payable.ts'
import { loadPayables } from '../store.ts'
import type { PayableRow } from '../tables.ts'
import { lateness } from './domain.ts'
import { worthSays } from './paid-lines.ts'
import { dayWorth } from './pay-currency.ts'
import { forOthers } from './for-others.ts'
import { releasedItems } from './released.ts'

type Answer = z.output<typeof claimable.answer>
type Item = Answer['items'][number]

/** How far back a person's own open benefits are looked at, and how many of them are listed. */
const lookedAt = 1000
const listed = 50

/** The papers that prove what was spent. */
const receiptKinds: readonly string[] = ['receipt', 'vendorInvoices', 'invoice']

type Open = {
  readonly request: RequestRow
  readonly benefit: BenefitRow
  readonly counted: PayableRow | undefined
}

/**
 * What the reader may claim, the latest first, and how much of all that is open would be late. Whoever may
 * claim for others is told of theirs the one that they name, with those that one bill may be for too.
 */
export async function claimableOf(
  deps: PaymentDeps,
  tx: Transaction,
  reader: PaymentReader,
  query: z.output<typeof claimable.query>,
): Promise<Answer> {
  const rules = await deps.requests.policy(tx)
  const { lateClaimDays } = rules.payments(reader.today)
  const isLate = ({ benefit }: Open) =>
    benefit.state === 'given' && lateness([benefit.happened_on], reader.today, lateClaimDays).isLate
  const { personId } = reader.actor
  const mine = { requestId: query.requestId, limit: lookedAt }
  const own = await loadGivenBy(tx, personId, mine)
  const requests = own.length > 0 ? own : await forOthers(tx, reader, query.requestId)
  const paid = await loadPaidBy(tx, personId, mine)
  const open = await openOf(tx, requests)
  const given = open.filter(({ benefit }) => benefit.state === 'given')
  const shown = open.slice(0, listed)
  const beside = await besideOf(tx, shown)
  return {
    items: shown.map((each) => ({
      ...itemOf(reader, each, { ...beside, isLate: isLate(each), lateClaimDays }),
      ...inBooks(reader, rules, each, query.minor),
    })),
    released: await releasedItems(deps, tx, reader, [...own, ...paid]),
    open: given.length,
    late: given.filter(isLate).length,
    hasMore: open.length > listed,
  }
}

/**
 * What is left of what was given in a foreign currency, or the part that is asked about, in the currency of
 * the books: at the rate of its day, or which rate is missing. A vendor is paid what its invoice says.
 */
function inBooks(
  { organisation, actor: { language } }: PaymentReader,
  rules: PolicyInForce,
  { request, benefit, counted }: Open,
  minor: string | undefined,
): Pick<Item, 'books'> {
  const own = benefit.value_currency.trim()
  const currency = organisation.entities.get(request.entity_id)?.currency ?? own
  if (currency === own || benefit.state !== 'given') return {}
  const left = restOf(benefit, counted)
  const closes = { currency: own, minor: minor === undefined ? left : BigInt(minor) }
  const worth = dayWorth(rules, closes, { currency, on: benefit.happened_on })
  if (isRefusal(worth)) {
    const { says, wayOut } = sayRefusal(worth, language)
    return { books: { currency, says: `${says}${language === 'en' ? ' ' : ''}${wayOut}` } }
  }
  const amount = { currency, minor: worth.day_minor }
  const { rate, rate_on: on } = worth
  return {
    books: {
      currency,
      worth: { amount: toMoneyJson(amount), rate, on },
      says: worthSays(language, { ...worth, ...closes }),
    },
  }
}

/** Where something is left to claim: what is paid for by a vendor's invoice or out of one's own pocket. */
async function openOf(tx: Transaction, requests: readonly RequestRow[]): Promise<Open[]> {
  const ids = requests.flatMap(({ benefit_id: id }) => id ?? []).sort()
  const benefits = await loadBenefits(tx, ids)
  const payables = await loadPayables(tx, ids)
  return requests.flatMap((request) => {
    const benefit = benefits.get(request.benefit_id ?? '')
    if (!benefit || benefit.direction !== 'given' || benefit.state !== request.state) return []
    const counted = payables.get(benefit.id)
    const isClaimed = ['vendor', 'reimbursement'].includes(wayOf(benefit)) && restOf(benefit, counted) > 0n
    return isClaimed ? [{ request, benefit, counted }] : []
  })
}

type Beside = {
  readonly files: ReadonlyMap<string, readonly EvidenceRow[]>
  readonly vendorOf: (requestId: string) => string | undefined
  readonly names: Awaited<ReturnType<typeof partyRefs>>
}

async function besideOf(tx: Transaction, open: readonly Open[]): Promise<Beside> {
  const ids = open.map(({ request }) => request.id)
  const [files, givings] = [await loadEvidence(tx, ids), await loadGivings(tx, ids)]
  const vendorOf = (requestId: string) => givings.get(requestId)?.vendor_id ?? undefined
  const parties = open.flatMap(({ request }) =>
    [request.customer_id ?? [], vendorOf(request.id) ?? []].flat(),
  )
  return { files, vendorOf, names: await partyRefs(tx, [...new Set(parties)]) }
}

function itemOf(
  reader: PaymentReader,
  { request, benefit, counted }: Open,
  beside: Beside & { readonly isLate: boolean; readonly lateClaimDays: number },
): Item {
  const { language, personId } = reader.actor
  const isOwn = request.requester_id === personId
  const { files, vendorOf, names, isLate, lateClaimDays } = beside
  const money = (minor: bigint) => toMoneyJson({ currency: benefit.value_currency.trim(), minor })
  const [claimed, released] = [counted?.claimed_minor ?? 0n, counted?.released_minor ?? 0n]
  const way = wayOf(benefit)
  const vendorId = way === 'vendor' ? vendorOf(request.id) : undefined
  const vendor = names.get(vendorId ?? '')
  const customer = names.get(request.customer_id ?? '')?.name
  const isGiven = benefit.state === 'given'
  const until: LocalDate = addDays(benefit.happened_on, lateClaimDays)
  return {
    requestId: request.id,
    number: request.number ?? '',
    title: request.title,
    ...(customer === undefined ? {} : { customer }),
    ...(isOwn ? {} : { requester: staffRefOf({ ...reader, language, personId }, request.requester_id) }),
    entityId: request.entity_id,
    // The database holds the list of ways.
    way: way as Item['way'],
    wayWord: sayPayment(language, `way.${way}`),
    isGiven,
    ...(isGiven ? { givenOn: benefit.happened_on } : {}),
    whole: money(benefit.value_minor),
    claimed: money(claimed),
    left: money(restOf(benefit, counted)),
    released: money(released),
    // Before anything is claimed, nobody knows yet what does not follow.
    canRelease: isGiven && claimed + released > 0n,
    isLate,
    says: isGiven
      ? sayClaim(language, isLate ? 'mine.late' : 'mine.open', { on: until, days: lateClaimDays })
      : sayClaim(language, 'mine.give_first'),
    receipts: (files.get(request.id) ?? [])
      .filter((file) => [personId, request.requester_id].includes(file.added_by))
      .filter((file) => receiptKinds.includes(file.kind))
      .map(({ id: fileId, name }) => ({ fileId, name })),
    ...(vendorId !== undefined && vendor ? { vendor: { id: vendorId, name: vendor.name } } : {}),
  }
}
