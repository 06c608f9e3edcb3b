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

/** Bidding Law Art. 54 and its regulations leave at least three days after publication; ten is the common practice. */
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
