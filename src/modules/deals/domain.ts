import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { addDays, type LocalDate } from '../../kernel/time.ts'
import type { AgreementRow, ClauseRow, TenderRoleRow, TenderRow } from './tables.ts'

/** Where an open matter stands on a day. Ten days of objection follow an award, then it counts as awarded. */
export type TenderStanding = {
  readonly state: 'none' | 'open' | 'objection_period' | 'awarded'
  readonly matter: 'none' | 'tender' | 'renewal' | 'inspection' | 'licence' | 'audit' | 'dispute'
  readonly awardedOn: LocalDate | undefined
  readonly governmentProcurement: boolean
  readonly recipientRole: 'none' | 'panel_member' | 'tenderer_staff' | 'procurement_agent'
}

/**
 * Bidding Law Art. 54 and its regulations leave at least three days after publication; ten is the common
 * practice.
 */
const objectionDays = 10

/** A matter stays in view for this long after its award: the company's blackout is 90 days. */
const viewDays = 90

const noMatter: TenderStanding = {
  state: 'none',
  matter: 'none',
  awardedOn: undefined,
  governmentProcurement: false,
  recipientRole: 'none',
}

const states = ['open', 'objection_period', 'awarded'] as const

/** Who may decide a matter comes first: no rule is milder to them than to whoever stands behind them here. */
const roleOrder = ['panel_member', 'procurement_agent', 'tenderer_staff'] as const

/**
 * Where all matters stand together on a day, the strictest counting for each question: one that is open hides
 * neither that another is a government procurement nor what the recipient is in a third. What is over counts
 * only where nothing is open.
 */
export function tenderStanding(
  tenders: readonly TenderRow[],
  roles: readonly TenderRoleRow[],
  day: LocalDate,
): TenderStanding {
  const standings = tenders.flatMap((tender) => standingOf(tender, roles, day) ?? [])
  const state = states.find((each) => standings.some((standing) => standing.state === each))
  if (!state) return noMatter
  const isOver = state === 'awarded'
  const counted = standings.filter((each) => isOver || each.state !== 'awarded')
  const foremost = counted
    .filter((each) => each.state === state)
    .toSorted((a, b) => (b.awardedOn ?? '').localeCompare(a.awardedOn ?? ''))[0]
  const isTender = counted.some(({ matter }) => matter === 'tender')
  return {
    state,
    matter: isTender ? 'tender' : (foremost?.matter ?? 'none'),
    awardedOn: foremost?.awardedOn,
    governmentProcurement: counted.some(({ governmentProcurement }) => governmentProcurement),
    recipientRole: roleOrder.find((role) => counted.some((each) => each.recipientRole === role)) ?? 'none',
  }
}

function standingOf(
  tender: TenderRow,
  roles: readonly TenderRoleRow[],
  day: LocalDate,
): TenderStanding | undefined {
  if (day < tender.announced_on) return undefined
  const ended = tender.awarded_on ?? tender.closed_on
  const state =
    ended === null || day < ended
      ? 'open'
      : day <= addDays(ended, objectionDays)
        ? 'objection_period'
        : day <= addDays(ended, viewDays)
          ? 'awarded'
          : undefined
  if (!state) return undefined
  const own = roles.filter((each) => each.tender_id === tender.id)
  return {
    state,
    // The database holds the list of matters.
    matter: tender.matter as TenderStanding['matter'],
    awardedOn: ended !== null && ended <= day ? ended : undefined,
    governmentProcurement: tender.government_procurement,
    recipientRole: roleOrder.find((role) => own.some((each) => each.role === role)) ?? 'none',
  }
}

/** A clause in force on a day that provides for a form, with its agreement. */
export type ClauseInForce = { readonly agreement: AgreementRow; readonly clause: ClauseRow }

/** The clause that gives a customer the right to a form of benefit on a day, if there is one. */
export function clauseInForce(
  rows: { readonly agreements: readonly AgreementRow[]; readonly clauses: readonly ClauseRow[] },
  wanted: {
    readonly customerId: string
    readonly form: string
    readonly day: LocalDate
    /** The entity that gives: a sister's agreement gives it no right. Absent where nobody gives yet. */
    readonly entityId?: string | undefined
  },
): ClauseInForce | undefined {
  const holds = (row: { from_on: LocalDate; until_on: LocalDate | null }) =>
    row.from_on <= wanted.day && (row.until_on === null || wanted.day <= row.until_on)
  for (const agreement of rows.agreements) {
    const isMine = agreement.customer_id === wanted.customerId && agreement.state === 'active'
    const isOurs = wanted.entityId === undefined || agreement.entity_id === wanted.entityId
    if (!isMine || !isOurs || !holds(agreement) || agreement.signed_on > wanted.day) continue
    const clause = rows.clauses.find(
      (each) => each.agreement_id === agreement.id && each.form === wanted.form && holds(each),
    )
    if (clause) return { agreement, clause }
  }
  return undefined
}

/** What a second person says of an agreement that somebody recorded. */
export function agreementCheckObjection(row: AgreementRow, checkerId: string): Refusal | undefined {
  if (row.state !== 'draft') return refuse('deals.agreement_checked')
  return row.recorded_by === checkerId ? refuse('deals.own_agreement') : undefined
}

/** Customers of one role and one grade have the same terms; those without a grade are a group too. */
export function termsGroupOf(customer: { readonly role: string; readonly grade: string | null }): string {
  return `${customer.role}/${customer.grade ?? '-'}`
}

/** A refusal when a span of days ends before it begins. */
export function spanRefusal(
  fromOn: LocalDate,
  untilOn: LocalDate | undefined,
  pointer = '/body/untilOn',
): Refusal | undefined {
  return untilOn !== undefined && untilOn < fromOn
    ? refuse('deals.ends_before_it_begins', { from: fromOn, until: untilOn }, pointer)
    : undefined
}

type Days = { readonly fromOn?: LocalDate | undefined; readonly untilOn?: LocalDate | undefined }

/** The days of a clause: those of its agreement unless it has its own, which must lie within them. */
export function clauseSpan(
  agreement: { readonly fromOn: LocalDate; readonly untilOn?: LocalDate | undefined },
  clause: Days & { readonly number: string },
): { readonly from_on: LocalDate; readonly until_on: LocalDate | null } | Refusal {
  const fromOn = clause.fromOn ?? agreement.fromOn
  const untilOn = clause.untilOn ?? agreement.untilOn
  const wrong = spanRefusal(fromOn, untilOn, '/body/clauses')
  if (wrong) return wrong
  const endsLater = agreement.untilOn !== undefined && (untilOn === undefined || untilOn > agreement.untilOn)
  if (fromOn < agreement.fromOn || endsLater) {
    return refuse('deals.clause_outside', { number: clause.number }, '/body/clauses')
  }
  return { from_on: fromOn, until_on: untilOn ?? null }
}

/** The objection to an open matter ending on that day; a result is recorded once it is there, not before. */
export function decideEnd(
  row: TenderRow,
  on: LocalDate,
  today: LocalDate,
  pointer: string,
): Refusal | undefined {
  const ended = row.awarded_on ?? row.closed_on
  if (ended !== null) return refuse('deals.tender_ended', { day: ended })
  if (on > today) return refuse('deals.not_yet', { day: on })
  return spanRefusal(row.announced_on, on, pointer)
}
