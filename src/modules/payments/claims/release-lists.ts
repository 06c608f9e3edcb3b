import type { z } from 'zod'
import {
  releasableCursors,
  releaseCursors,
  type releasable,
  type releases,
} from '../../../contract/releases.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayPayment } from '../../../texts/payments.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { entitiesFor, mayWith, nameOf, staffRefOf, type Permission } from '../../access/index.ts'
import { findOnClaim, loadBenefits, type BenefitRow, type OnClaimBenefit } from '../../benefits/index.ts'
import { partyRefs } from '../../parties/index.ts'
import { loadRequests, requestsOfBenefits, type RequestRow } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import { wayOf } from '../orders/domain.ts'
import type { PaymentReader } from '../orders/queries.ts'
import { restOf } from '../payable.ts'
import { loadPayables } from '../store.ts'
import { countReleases, listReleases, type ReleasesCounted } from '../store-releases.ts'
import type { PayableRow, ReleaseRow } from '../tables.ts'
import { lateness } from './domain.ts'
import { closedObjection, releaseObjection } from './release.ts'
import { mayClaim } from './whose.ts'

type Released = z.output<typeof releases.answer>
type Releasable = z.output<typeof releasable.answer>

const pageSize = 50
/** How many given benefits are looked through for a page, and how many for all that is open. */
const readAtOnce = 400
const summedMax = 5000

/** The releases of the entities that the reader watches over, with who said so, why, and how much it is. */
export async function releasesWatched(
  tx: Transaction,
  reader: PaymentReader,
  query: z.output<typeof releases.query>,
): Promise<Released> {
  const entityIds = watchedBy(reader, 'payments.releases', query.entityId)
  const { state, releaseId, cursor: after } = query
  const [rows, counted] = await Promise.all([
    listReleases(tx, { entityIds, state, releaseId, after, limit: pageSize + 1 }),
    countReleases(tx, entityIds),
  ])
  const shown = rows.slice(0, pageSize)
  const last = rows.length > pageSize ? shown.at(-1) : undefined
  const beside = await besideOf(
    tx,
    shown.map((row) => row.request_id),
  )
  return {
    items: shown.flatMap((row) => releasedItem(reader, beside, row) ?? []),
    ...(last ? { next: releaseCursors.write({ at: last.made_at, id: last.id }) } : {}),
    counts: (['released', 'withdrawn'] as const).map((each) => countIn(counted, each)),
  }
}

/** Given benefits with a rest that nobody claimed or released, the oldest first, and all of it together. */
export async function releasableWatched(
  deps: PaymentDeps,
  tx: Transaction,
  reader: PaymentReader,
  query: z.output<typeof releasable.query>,
): Promise<Releasable> {
  const entityIds = watchedBy(reader, 'payments.releasable', query.entityId)
  const { lateClaimDays } = (await deps.requests.policy(tx)).payments(reader.today)
  const isFirst = query.cursor === undefined
  const limit = isFirst ? summedMax : readAtOnce
  const given = await findOnClaim(tx, { entityIds, after: query.cursor, limit })
  const counted = await loadPayables(
    tx,
    given.map(({ id }) => id),
  )
  const open = given.flatMap((benefit): Open[] => {
    const left = restOf({ value_minor: benefit.minor }, counted.get(benefit.id))
    const age = lateness([benefit.happenedOn], reader.today, lateClaimDays)
    return left > 0n ? [{ ...benefit, left, counted: counted.get(benefit.id), ...age }] : []
  })
  const shown = open.slice(0, pageSize)
  const last = open.length > pageSize ? shown.at(-1) : given.length === limit ? given.at(-1) : undefined
  const requestOf = await requestsOfBenefits(
    tx,
    shown.map(({ id }) => id),
  )
  const beside = await besideOf(tx, [...requestOf.values()])
  return {
    items: shown.flatMap((each) => openItem(reader, beside, requestOf.get(each.id), each) ?? []),
    ...(last ? { next: releasableCursors.write({ on: last.happenedOn, id: last.id }) } : {}),
    ...(isFirst ? { all: allOf(open, given.length === limit) } : {}),
  }
}

/** The entities whose releases the reader watches over, or the one of them that they ask for. */
function watchedBy(
  { actor, organisation }: PaymentReader,
  operation: string,
  asked: string | undefined,
): string[] {
  const mine = entitiesFor(actor, operation)
  const all = mine.includes('*') ? [...organisation.entities.keys()] : [...mine]
  return asked === undefined ? all : all.filter((each) => each === asked)
}

/** Requests with their benefits and the names of their customers. */
type Beside = {
  readonly requests: ReadonlyMap<string, RequestRow>
  readonly benefits: ReadonlyMap<string, BenefitRow>
  readonly names: Awaited<ReturnType<typeof partyRefs>>
}

async function besideOf(tx: Transaction, requestIds: readonly string[]): Promise<Beside> {
  const requests = await loadRequests(tx, [...new Set(requestIds)].sort())
  const all = [...requests.values()]
  const [benefits, names] = await Promise.all([
    loadBenefits(tx, all.flatMap(({ benefit_id: id }) => id ?? []).sort()),
    partyRefs(
      tx,
      all.flatMap(({ customer_id: id }) => id ?? []),
    ),
  ])
  return { requests, benefits, names }
}

function releasedItem(
  reader: PaymentReader,
  beside: Beside,
  row: ReleaseRow,
): Released['items'][number] | undefined {
  const found = headOf(reader, beside, row.request_id)
  if (!found) return undefined
  const { head, request, benefit } = found
  const whose = { ownerId: request.requester_id, entityId: request.entity_id }
  const closed = row.state === 'withdrawn' ? refuse('payments.release_withdrawn') : closedObjection(benefit)
  const permission = mayWith(reader.actor, 'payments.withdraw_release', whose)
  return {
    ...head,
    releaseId: row.id,
    version: row.version,
    // The database holds both states.
    state: row.state as 'released' | 'withdrawn',
    stateWord: sayPayment(reader.actor.language, `release.${row.state}`),
    amount: toMoneyJson({ currency: row.currency, minor: row.minor }),
    reason: row.reason,
    by: staffRefOf(staffReader(reader), row.made_by),
    at: row.made_at,
    ...(row.withdrawn_by === null ? {} : { withdrawnBy: staffRefOf(staffReader(reader), row.withdrawn_by) }),
    ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at }),
    withdraw: said(reader, permission, closed),
  }
}

/** A given benefit with what nobody claimed of it, and how long ago it was given. */
type Open = OnClaimBenefit & {
  readonly left: bigint
  readonly counted: PayableRow | undefined
  readonly days: number
  readonly isLate: boolean
}

function openItem(
  reader: PaymentReader,
  beside: Beside,
  requestId: string | undefined,
  open: Open,
): Releasable['items'][number] | undefined {
  const found = headOf(reader, beside, requestId)
  if (!found) return undefined
  const { head, request, benefit } = found
  const money = (minor: bigint) => toMoneyJson({ currency: open.currency, minor })
  const whose = { ownerId: request.requester_id, entityId: request.entity_id }
  const permission = mayWith(reader.actor, 'payments.release', whose)
  return {
    ...head,
    requester: staffRefOf(staffReader(reader), request.requester_id),
    givenOn: open.happenedOn,
    days: open.days,
    isLate: open.isLate,
    value: money(open.minor),
    claimed: money(open.counted?.claimed_minor ?? 0n),
    released: money(open.counted?.released_minor ?? 0n),
    left: money(open.left),
    release: said(reader, permission, releaseObjection({ request, benefit }, open.left)),
    canClaim: mayClaim(reader.actor, request),
  }
}

function headOf(
  { actor: { language }, organisation }: PaymentReader,
  { requests, benefits, names }: Beside,
  requestId: string | undefined,
) {
  const request = requests.get(requestId ?? '')
  const benefit = benefits.get(request?.benefit_id ?? '')
  if (!request || !benefit) return undefined
  const customer = names.get(request.customer_id ?? '')?.name
  const entity = organisation.entities.get(request.entity_id)
  const head = {
    requestId: request.id,
    number: request.number ?? '',
    title: request.title,
    ...(customer === undefined ? {} : { customer }),
    entityId: request.entity_id,
    entity: entity ? nameOf(entity, language) : request.entity_id,
    wayWord: sayPayment(language, `way.${wayOf(benefit)}`),
  }
  return { head, request, benefit }
}

function staffReader({ actor, organisation, today }: PaymentReader) {
  return { organisation, language: actor.language, today, personId: actor.personId }
}

/** Whether the reader may, in words where not: first what they are, then how it stands. */
function said(
  { actor }: PaymentReader,
  permission: Permission,
  objection: Refusal | undefined,
): { can: boolean; why?: string } {
  const refusal = permission.can ? objection : permission.refusal
  return refusal ? { can: false, why: sayRefusal(refusal, actor.language).says } : { can: true }
}

function countIn(counted: readonly ReleasesCounted[], state: 'released' | 'withdrawn') {
  const own = counted.filter((each) => each.state === state)
  return { state, count: own.reduce((sum, { count }) => sum + count, 0), sums: own.map(toMoneyJson) }
}

function allOf(open: readonly Open[], isPart: boolean): NonNullable<Releasable['all']> {
  const byCurrency = Map.groupBy(open, ({ currency }) => currency)
  const sums = [...byCurrency].map(([currency, each]) =>
    toMoneyJson({ currency, minor: each.reduce((sum, { left }) => sum + left, 0n) }),
  )
  return { count: open.length, late: open.filter(({ isLate }) => isLate).length, sums, isPart }
}
