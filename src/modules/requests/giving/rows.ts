import type { Call } from '../../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../../platform/act/rows.ts'
import type { OpenCase } from '../decide-again.ts'
import type { RequestDeps } from '../deps.ts'
import { attendeeTable, givingTable } from '../tables.ts'
import type { Actual } from './actual.ts'
import { statedText, type Comparison } from './compared.ts'
import type { Attendee } from './guests.ts'
import { invoiceNamed } from './invoice.ts'
import { leftOutOf } from './left-out.ts'

/** The rows of one giving: what happened, and who was there. A correction has rows of its own. */
export function givingRows(
  deps: RequestDeps,
  found: OpenCase,
  {
    call,
    comparison,
  }: { readonly call: Call<{ readonly actual?: Actual | undefined }>; readonly comparison: Comparison },
): RowChange[] {
  const { request, giving, situation, attendees } = found
  const { approved, actual, differences, whole } = comparison
  const told = call.body.actual ?? {}
  const { vendor } = actual
  const id = deps.newId('giving')
  const about = { entity_id: request.entity_id, request_id: request.id, given_on: actual.day }
  const row = insertRow(givingTable, {
    id,
    ...about,
    ordinal: (giving?.ordinal ?? 0) + 1,
    way: actual.way ?? null,
    form: situation.asked?.form ?? '',
    value_minor: whole.minor,
    value_currency: whole.currency,
    quantity: actual.count,
    hosts: actual.hosts ?? null,
    place: actual.place ?? null,
    vendor_id: vendor?.id ?? null,
    vendor_name: vendor && vendor.id === undefined ? vendor.names[0] : null,
    invoice_number: invoiceNamed(told, giving),
    approved: statedText(approved),
    differences: JSON.stringify(differences),
    recorded_by: call.actor.personId,
    recorded_at: call.at,
    left_out: JSON.stringify(leftOutOf(found, told)),
  })
  return [row, ...attendees.map((one) => attendeeRow(deps, one, { ...about, giving_id: id }))]
}

type Of = {
  readonly entity_id: string
  readonly request_id: string
  readonly giving_id: string
  readonly given_on: string
}

function attendeeRow(deps: RequestDeps, one: Attendee, of: Of): RowChange {
  const id = deps.newId('attendee')
  return insertRow(attendeeTable, {
    id,
    ...of,
    side: one.staffId === undefined ? 'guest' : 'host',
    how: one.how,
    person_id: one.personId ?? null,
    staff_id: one.staffId ?? null,
    subject_id: one.personId ?? one.staffId ?? id,
    name: one.name ?? null,
    employer: one.employer ?? null,
    position: one.position ?? null,
    is_official: one.isOfficial ?? null,
    sign_in_id: one.signInId ?? null,
  })
}
