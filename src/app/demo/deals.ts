import type { Clause, Plan, PlanAgreement, PlanTender } from '../../../demo/types.ts'
import { addDays, dayIn, type Instant } from '../../kernel/time.ts'
import type { Founded } from '../../modules/access/index.ts'
import { organisationIn } from '../../modules/access/index.ts'
import {
  awardTender,
  checkAgreement,
  closeTender,
  createAgreement,
  createEvent,
  createTender,
  type AgreementBody,
  type AgreementDeps,
} from '../../modules/deals/index.ts'
import { findAskers } from '../../modules/requests/index.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call } from '../../platform/act/command.ts'
import type { World } from '../world.ts'
import type { Parties } from './parties.ts'
import { actAll, idOf, loaderOf, staffActor, type Stage } from './stage.ts'

const loadedAt = '2025-05-26T02:00:00.000Z'

function depsOf(world: World): AgreementDeps {
  return {
    newId: world.newId,
    rounds: world.rounds,
    organisation: (tx) => organisationIn(tx, world.organisations),
    dayAt: (at) => dayIn('Asia/Shanghai', at),
  }
}

/** Enters agreements with their clauses, and the events; gives the identifiers of the events. */
export async function loadDeals(
  world: World,
  founded: Founded,
  parties: Parties,
  given: Pick<Plan, 'agreements' | 'events' | 'staff'>,
): Promise<ReadonlyMap<string, string>> {
  const deps = depsOf(world)
  const actor = loaderOf(founded)
  const recorded = given.agreements.map((one) => ({
    key: `demo:${one.key}`,
    actor,
    at: `${one.signedOn}T08:00:00.000Z` > loadedAt ? `${one.signedOn}T08:00:00.000Z` : loadedAt,
    body: agreementBody(one, founded, parties),
  }))
  await enterChecked(world, checkerOf(founded, given.staff), recorded)
  const events = await actAll(
    world,
    createEvent(deps),
    given.events.map((one) => ({
      key: `demo:${one.key}`,
      actor,
      at: loadedAt,
      body: {
        title: one.title.zh,
        country: 'CN',
        place: one.place.zh,
        fromOn: one.from,
        untilOn: one.to,
      },
    })),
  )
  return new Map(given.events.map((one, i) => [one.key, events[i]?.eventId ?? '']))
}

type Recording = Call<AgreementBody> & { readonly key: string }

/** Enters agreements, each checked against its document by compliance an hour later. */
async function enterChecked(world: World, checker: Actor, recorded: readonly Recording[]): Promise<void> {
  const made = await actAll(world, createAgreement(depsOf(world)), recorded)
  await actAll(
    world,
    checkAgreement(depsOf(world)),
    recorded.map(({ key, at }, i) => ({
      key: `${key}:check`,
      actor: checker,
      at: new Date(Date.parse(at) + hourMs).toISOString(),
      body: { agreementId: made[i]?.agreementId ?? '', answer: 'confirm' as const },
    })),
  )
}

const hourMs = 3_600_000

function checkerOf(founded: Founded, staff: Plan['staff']): Actor {
  const person = staff.find(({ roles }) => roles.includes('compliance'))
  if (!person) throw new Error('the sample has nobody of compliance')
  return staffActor({ founded, plan: { staff } }, person.key)
}

/** The agreements of the last year of the plan run on to the end of the year in which the sample is made. */
export function withRunningAgreements(plan: Plan, begunAt: Instant): Plan {
  const planned = `${plan.to.slice(0, 4)}-12-31`
  const last = `${begunAt.slice(0, 4)}-12-31`
  if (last <= planned) return plan
  const prolonged = <Span extends { readonly to: string }>(span: Span): Span =>
    span.to === planned ? { ...span, to: last } : span
  const agreements = plan.agreements.map((one) => prolonged({ ...one, clauses: one.clauses.map(prolonged) }))
  return { ...plan, agreements }
}

/** The forms that a clause provides for. */
const formsOf: Readonly<Record<Clause['kind'], readonly string[]>> = {
  rebate: ['rebate'],
  discount: ['discount', 'discount_coupon'],
  free_goods: ['free_goods'],
  training: ['free_service'],
  points: ['points_award', 'points_redemption'],
  equipment_loan: ['equipment_loan'],
}

/**
 * The rebate of one dealer was raised by a supplement that was signed after the half-year for which it holds
 * had begun: what is asked under it needs somebody's judgement.
 */
export async function signSupplement(
  stage: Pick<Stage, 'world' | 'founded' | 'customers' | 'plan'>,
): Promise<void> {
  const main = stage.plan.agreements.find(({ customer, from }) => customer === supplemented && from >= '2026')
  if (!main) return
  const body: AgreementBody = {
    entityId: idOf(stage.founded.entities, main.entity),
    customerId: idOf(stage.customers, supplemented),
    number: `${main.number}-B1`,
    title: '新品推广返利补充协议',
    signedOn: '2026-07-20',
    fromOn: supplementFrom,
    untilOn: main.to,
    document: `合同柜 ${main.number}-B1`,
    clauses: [
      {
        number: '1',
        form: 'rebate',
        text: '三、四季度采购 CY-8 系列的，返利比例由 2.2% 调整为 3.2%，付至协议账户。',
        ratePercent: '3.2',
        isPublished: false,
      },
    ],
  }
  const call = {
    key: 'demo:supplement',
    actor: loaderOf(stage.founded),
    at: '2026-07-20T08:00:00.000Z',
    body,
  }
  await enterChecked(stage.world, checkerOf(stage.founded, stage.plan.staff), [call])
}

const supplemented = 'cus-hengyi'
const supplementFrom = '2026-07-01'

/** The last day of a clause; the supplement takes the rebate over in the middle of the year. */
function lastDayOf(agreement: PlanAgreement, clause: Clause): string {
  const isTakenOver = agreement.customer === supplemented && clause.kind === 'rebate'
  return isTakenOver && clause.to > supplementFrom ? addDays(supplementFrom, -1) : clause.to
}

function agreementBody(one: PlanAgreement, founded: Founded, parties: Parties): AgreementBody {
  return {
    entityId: idOf(founded.entities, one.entity),
    customerId: idOf(parties.customers, one.customer),
    number: one.number,
    title: one.title.zh,
    signedOn: one.signedOn,
    fromOn: one.from,
    untilOn: one.to,
    document: `合同柜 ${one.number}`,
    clauses: one.clauses.flatMap((clause) =>
      formsOf[clause.kind].map((form) => ({
        number: clause.number,
        form,
        text: clause.text.zh,
        // A coupon is worth what it says; only the discount itself has a rate.
        ratePercent: form === 'discount_coupon' ? undefined : clause.ratePercent,
        isPublished: true,
        fromOn: clause.from,
        untilOn: lastDayOf(one, clause),
      })),
    ),
  }
}

/** Something that is entered about a tender at a moment: its notice, or its end. */
export type TenderNote = {
  readonly at: Instant
  readonly tender: PlanTender
  readonly what: 'notice' | 'end'
}

/** Notices and ends of the tenders, each when it became known. */
export function tenderNotes(tenders: readonly PlanTender[]): TenderNote[] {
  return tenders.flatMap((tender) => [
    { at: tender.recordedAt, tender, what: 'notice' as const },
    ...(tender.awardedOn === undefined
      ? []
      : [{ at: `${tender.awardedOn}T08:00:00.000Z`, tender, what: 'end' as const }]),
  ])
}

/** Enters notes about tenders in their order, and remembers the identifiers of new ones. */
export async function enterTenders(
  world: World,
  founded: Founded,
  parties: Pick<Parties, 'customers'>,
  notes: readonly TenderNote[],
  known: Map<string, string>,
): Promise<void> {
  const deps = depsOf(world)
  const actor = loaderOf(founded)
  for (const { at, tender, what } of notes) {
    const key = `demo:${tender.key}:${what}`
    if (what === 'notice') {
      const { matter, governmentProcurement, openedOn } = tender
      const customerId = idOf(parties.customers, tender.customer)
      const body = {
        customerId,
        matter,
        title: tender.title.zh,
        announcedOn: openedOn,
        governmentProcurement,
        roles: [],
      }
      const [made] = await actAll(world, createTender(deps), [{ key, actor, at, body }])
      known.set(tender.key, made?.tenderId ?? '')
    } else {
      const tenderId = idOf(known, tender.key)
      const on = tender.awardedOn ?? ''
      const proof = { evidence: `结果公告 ${on}`, reason: '按公告登记结果' }
      if (tender.outcome === 'cancelled') {
        await actAll(world, closeTender({ ...deps, findAskers }), [
          { key, actor, at, body: { tenderId, closedOn: on, ...proof } },
        ])
      } else {
        await actAll(world, awardTender({ ...deps, findAskers }), [
          { key, actor, at, body: { tenderId, awardedOn: on, ...proof } },
        ])
      }
    }
  }
}
