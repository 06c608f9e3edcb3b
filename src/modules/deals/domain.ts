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

/** The most sensitive matter between us and a customer on a day. */
export function tenderStanding(
  tenders: readonly TenderRow[],
  roles: readonly TenderRoleRow[],
  day: LocalDate,
): TenderStanding {
  const standings = tenders.flatMap((tender) => standingOf(tender, roles, day) ?? [])
  const order = ['open', 'objection_period', 'awarded']
  const [first] = standings.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  return (
    first ?? {
      state: 'none',
      matter: 'none',
      awardedOn: undefined,
      governmentProcurement: false,
      recipientRole: 'none',
    }
  )
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
  const role = roles.find((each) => each.tender_id === tender.id)?.role
  return {
    state,
    // The database holds the lists of matters and roles.
    matter: tender.matter as TenderStanding['matter'],
    awardedOn: ended !== null && ended <= day ? ended : undefined,
    governmentProcurement: tender.government_procurement,
    recipientRole: (role ?? 'none') as TenderStanding['recipientRole'],
  }
}

/** A clause in force on a day that provides for a form, with its agreement. */
export type ClauseInForce = { readonly agreement: AgreementRow; readonly clause: ClauseRow }

/** The clause that gives a customer the right to a form of benefit on a day, if there is one. */
export function clauseInForce(
  rows: { readonly agreements: readonly AgreementRow[]; readonly clauses: readonly ClauseRow[] },
  wanted: { readonly customerId: string; readonly form: string; readonly day: LocalDate },
): ClauseInForce | undefined {
  const holds = (row: { from_on: LocalDate; until_on: LocalDate | null }) =>
    row.from_on <= wanted.day && (row.until_on === null || wanted.day <= row.until_on)
  for (const agreement of rows.agreements) {
    const isMine = agreement.customer_id === wanted.customerId && agreement.state === 'active'
    if (!isMine || !holds(agreement) || agreement.signed_on > wanted.day) continue
    const clause = rows.clauses.find(
      (each) => each.agreement_id === agreement.id && each.form === wanted.form && holds(each),
    )
    if (clause) return { agreement, clause }
  }
  return undefined
}

/** Customers of one role and one grade have the same terms; those without a grade are a group too. */
export function termsGroupOf(customer: { readonly role: string; readonly grade: string | null }): string {
  return `${customer.role}/${customer.grade ?? '-'}`
}

/** A refusal when a span of days ends before it begins. */
export function spanRefusal(fromOn: LocalDate, untilOn: LocalDate | undefined): Refusal | undefined {
  return untilOn !== undefined && untilOn < fromOn
    ? refuse('deals.ends_before_it_begins', { from: fromOn, until: untilOn }, '/body/untilOn')
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
  const wrong = spanRefusal(fromOn, untilOn)
  if (wrong) return wrong
  const endsLater = agreement.untilOn !== undefined && (untilOn === undefined || untilOn > agreement.untilOn)
  if (fromOn < agreement.fromOn || endsLater) {
    return refuse('deals.clause_outside', { number: clause.number }, '/body/clauses')
  }
  return { from_on: fromOn, until_on: untilOn ?? null }
}

/** The objection to an open matter ending on that day; a result is recorded once it is there, not before. */
export function decideEnd(row: TenderRow, on: LocalDate, today: LocalDate): Refusal | undefined {
  const ended = row.awarded_on ?? row.closed_on
  if (ended !== null) return refuse('deals.tender_ended', { day: ended })
  if (on > today) return refuse('deals.not_yet', { day: on })
  return spanRefusal(row.announced_on, on)
}
