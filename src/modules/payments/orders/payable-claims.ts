import type { z } from 'zod'
import { payableClaimCursors, type payableClaims } from '../../../contract/payments.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Call } from '../../../platform/act/command.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { entitiesFor, staffRefOf } from '../../access/index.ts'
import type { BenefitRow } from '../../benefits/index.ts'
import { currentAccount } from '../../parties/index.ts'
import { paidOf } from '../claims/paid-lines.ts'
import type { PaymentDeps } from '../deps.ts'
import { openClaimLines, type LineNumbered } from '../store-sets.ts'
import type { ClaimLineRow, ClaimRow } from '../tables.ts'
import { claimedIn } from './claimed.ts'
import { leftFor } from './decide.ts'
import { isPayableWay } from './domain.ts'
import { loadPaying, type Paying } from './load.ts'
import { plannedOf, shownOf, type Read, type Weighed } from './payable-shown.ts'
import type { PrepareBody } from './prepare.ts'
import type { PaymentReader } from './queries.ts'
import { loadGrounds, staffNamesOf } from './rests.ts'

type Answer = z.output<typeof payableClaims.answer>
type Item = Answer['items'][number]

const pageSize = 20

/**
 * What of accepted claims may be ordered to vendors and our own people, the oldest first, each weighed as an
 * order would be: with what it rests on, and what holds it back.
 */
export async function payableClaimsOf(
  deps: PaymentDeps,
  tx: Transaction,
  reader: PaymentReader & { readonly at: Instant },
  query: z.output<typeof payableClaims.query>,
): Promise<Answer> {
  const mine = entitiesFor(reader.actor, 'payments.payable_claims')
  const all = mine.includes('*') ? [...reader.organisation.entities.keys()] : mine
  const entityIds = query.entityId === undefined ? all : all.filter((each) => each === query.entityId)
  const open = await openClaimLines(tx, { entityIds, after: query.cursor, limit: pageSize + 1 })
  const shown = open.slice(0, pageSize)
  const last = open.length > pageSize ? shown.at(-1) : undefined
  const calls = shown.map(({ requestId, claimId }): Call<PrepareBody> => {
    return { key: '', actor: reader.actor, at: reader.at, body: { requestId, claimId, purpose: '' } }
  })
  return {
    items: await itemsOf(deps, tx, reader, calls),
    ...(last ? { next: payableClaimCursors.write({ at: last.filedAt, id: last.lineId }) } : {}),
  }
}

async function itemsOf(
  deps: PaymentDeps,
  tx: Transaction,
  reader: PaymentReader,
  calls: readonly Call<PrepareBody>[],
): Promise<Item[]> {
  const paying = await loadPaying(deps, tx, calls)
  const found = calls.flatMap((call) => weighedOf(paying, reader, call) ?? [])
  const [grounds, claimOf] = await Promise.all([
    loadGrounds(
      tx,
      found.map(({ weighed }) => weighed.resting),
    ),
    claimedIn(tx, reader.actor, found.map(lineOf)),
  ])
  return found.flatMap(({ weighed, ...each }) => {
    const { benefitId } = weighed.resting
    const resting = { ...weighed.resting, ...claimOf({ claimId: each.claim.id, benefitId }) }
    return itemOf(reader, { paying, grounds }, { ...each, weighed: { ...weighed, resting } }) ?? []
  })
}

type Found = {
  readonly weighed: Weighed
  readonly claim: ClaimRow
  readonly line: ClaimLineRow
  readonly closes: bigint
}

function lineOf({ claim, line }: Found): LineNumbered {
  const { id: lineId, benefit_id: benefitId, currency, minor } = line
  return { lineId, claimId: claim.id, benefitId, number: claim.number, currency: currency.trim(), minor }
}

/** One benefit of a claim as its order would be, with what is left of it. */
function weighedOf(paying: Paying, reader: PaymentReader, call: Call<PrepareBody>): Found | undefined {
  const { requestId, claimId = '' } = call.body
  const benefit = paying.cases.get(requestId)?.benefit
  const claim = paying.claims.get(claimId)
  const line = paying.lines.find((row) => row.claim_id === claimId && row.benefit_id === benefit?.id)
  if (!benefit || !claim || !line || !isPayableWay(claim.way)) return undefined
  const { left: closes, pays } = leftFor(paying, benefit, claim.way, claim)
  if (pays.left <= 0n) return undefined
  const resting = { ...restingOn(paying, reader, benefit, claim), way: claim.way, benefit }
  const planned = plannedOf(paying, call)
  const left = { currency: pays.currency, minor: pays.left }
  return { weighed: { call, resting, planned, left, value: paidOf(line) }, claim, line, closes }
}

/** Whom it would pay and on which account, whether or not something holds it back. */
function restingOn(paying: Paying, reader: PaymentReader, benefit: BenefitRow, claim: ClaimRow) {
  const ground = { entityId: claim.entity_id, benefitId: benefit.id, form: benefit.form, clauseId: undefined }
  if (claim.way === 'reimbursement') {
    const { language, personId } = reader.actor
    const accounts = paying.staffAccounts.get(claim.payee_id) ?? []
    const account = accounts.findLast(({ state }) => state === 'stated' || state === 'verified')
    const { name } = staffRefOf({ ...reader, language, personId }, claim.payee_id)
    return {
      ...ground,
      payeeId: claim.payee_id,
      party: name,
      staffNames: staffNamesOf(reader.organisation, claim.payee_id),
      customer: undefined,
      holder: account?.holder,
      account,
    }
  }
  const payeeId = paying.survivorOf(claim.payee_id)
  const customer = paying.customers.get(payeeId)
  const account = currentAccount(paying.accounts.get(payeeId) ?? [])
  return { ...ground, payeeId, party: customer?.name ?? '', customer, holder: account?.holder, account }
}

function itemOf(reader: PaymentReader, read: Read, { weighed, claim, closes }: Found): Item | undefined {
  const shown = shownOf(reader, read, weighed)
  if (!shown) return undefined
  const currency = weighed.resting.benefit.value_currency.trim()
  const isOther = currency !== weighed.left.currency
  return {
    ...shown,
    claimId: claim.id,
    claimNumber: claim.number,
    ...(isOther ? { closes: toMoneyJson({ currency, minor: closes }) } : {}),
  }
}
