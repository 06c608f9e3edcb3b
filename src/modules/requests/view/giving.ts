import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { GivingWay } from '../../../contract/common.ts'
import { formatMoney } from '../../../kernel/format.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { fill } from '../../../texts/text.ts'
import { partyRefs } from '../../parties/index.ts'
import type { OpenCase } from '../decide-again.ts'
import type { Difference } from '../giving/compare.ts'
import { evidenceDue } from '../../policy/index.ts'
import { flagsOf, listFlags, loadSeen, type SeenElsewhere } from '../giving/flags.ts'
import { storedAttendee, type Attendee } from '../giving/guests.ts'
import { offerOf, tellsNeed } from './give-offer.ts'
import { storedLeftOut } from '../giving/left-out.ts'
import { isInvoiced, needsOf } from '../giving/needs.ts'
import { findKind } from '../kinds.ts'
import { weighedInPlaceOf } from '../refile.ts'
import { loadAttendees } from '../store-giving.ts'
import type { AttendeeRow, GivingRow } from '../tables.ts'
import { wayOf } from '../ways.ts'
import { weigh } from '../weigh.ts'
import { moneyOf, say, sayIfKnown, staffOf, type Reader } from './reader.ts'

type Case = z.output<typeof caseJson>
type Giving = NonNullable<Case['giving']>

/** How it was given, beside what was approved, and what its way still asks for. */
export async function givingOfCase(
  tx: Transaction,
  reader: Reader,
  found: OpenCase,
): Promise<Pick<Case, 'giving' | 'needs' | 'give'>> {
  const { giving } = found
  const needs = { ...needsOfCase(reader, found), ...offerOf(reader, found) }
  if (!giving) return needs
  const rows = (await loadAttendees(tx, [giving.id])).get(giving.id) ?? []
  return { ...needs, giving: await givingJsonOf(tx, reader, found, { giving, rows }) }
}

const toBeGiven: readonly string[] = ['approved', 'given', 'paid']

function needsOfCase(reader: Reader, { request, benefit, situation }: OpenCase): Pick<Case, 'needs'> {
  if (!toBeGiven.includes(request.state) || !benefit || benefit.way === null) return {}
  const { kindId } = situation.proposal
  const needs = needsOf(wayOf(situation.proposal), kindId, situation.asked?.recipientCount ?? 1)
  return {
    needs: needs.map((need) => tellsNeed(need, reader.language)),
  }
}

type Recorded = { readonly giving: GivingRow; readonly rows: readonly AttendeeRow[] }

async function givingJsonOf(
  tx: Transaction,
  reader: Reader,
  found: OpenCase,
  { giving, rows }: Recorded,
): Promise<Giving> {
  const ids = [...rows.flatMap((row) => row.person_id ?? []), ...(giving.vendor_id ? [giving.vendor_id] : [])]
  const refs = await partyRefs(tx, ids)
  const attendees = rows.map(storedAttendee)
  const vendor = refs.get(giving.vendor_id ?? '')?.name ?? giving.vendor_name ?? undefined
  // The database holds the list of ways.
  const way = (giving.way ?? undefined) as GivingWay | undefined
  return {
    records: giving.ordinal,
    givenOn: giving.given_on,
    amount: moneyOf(giving.value_currency, giving.value_minor),
    quantity: giving.quantity,
    ...(giving.hosts === null ? {} : { hosts: giving.hosts }),
    ...(giving.place === null ? {} : { place: giving.place }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(way === undefined ? {} : { way, wayWord: say(reader, `way.${way}`) }),
    ...(giving.invoice_number === null ? {} : { invoiceNumber: giving.invoice_number }),
    // Written by the comparison and stored under a check that it is a list.
    differences: differencesOf(reader, JSON.parse(giving.differences) as readonly Difference[]),
    attendees: rows.map((row) => attendeeOf(reader, row, (id) => refs.get(id)?.name)),
    leftOut: leftOutShown(found, giving),
    flags: await flagsShown(tx, reader, found, { giving, way, attendees }),
  }
}

/** Whom the record leaves out, in their own words, and why. */
function leftOutShown({ signIns }: OpenCase, giving: GivingRow): Giving['leftOut'] {
  return storedLeftOut(giving).flatMap(({ signInId, reason }) => {
    const row = signIns.find(({ id }) => id === signInId)
    return row ? [{ name: row.name, employer: row.employer, reason }] : []
  })
}

type Shown = {
  readonly giving: GivingRow
  readonly way: GivingWay | undefined
  readonly attendees: readonly Attendee[]
}

/** What is doubtful about it, in the reader's words. */
async function flagsShown(
  tx: Transaction,
  reader: Reader,
  found: OpenCase,
  { giving, way, attendees }: Shown,
): Promise<Giving['flags']> {
  const { organisation } = found.shared
  const { given_on: day, form, invoice_number: invoiceNumber } = giving
  const seen = await loadSeen(tx, {
    request: found.request,
    day,
    form,
    invoiceNumber,
    isInvoiced: isInvoiced(way, found.situation.proposal.kindId),
    attendees,
    files: found.evidence,
    organisation,
  })
  const ofPeople = flagsOf({
    ...seen,
    attendees,
    signIns: found.signIns,
    guests: found.guests,
    quantity: giving.quantity,
    day,
    place: giving.place ?? undefined,
    organisation,
  })
  const ofList = listFlags(attendees, found.evidence)
  const flags = [...ofPeople, ...(ofList.length > 0 && wantsList(found) ? ofList : [])]
  return flags.map(({ what, count, typed, isStrong }) => ({
    what,
    text: [
      what === 'invoice_stopped' ? stopText(reader, seen) : say(reader, `flag.${what}`, { count }),
      ...(typed === 0 ? [] : [say(reader, 'flag.typed', { count: typed })]),
    ].join(''),
    isStrong,
  }))
}

/** Why the invoice cannot carry it by now. */
function stopText({ language }: Reader, { invoice }: Pick<SeenElsewhere, 'invoice'>): string {
  return invoice?.stops ? sayRefusal(invoice.stops, language).says : ''
}

/** Whether the policy asks for a list of who came, the names on record left out of sight. */
function wantsList(found: OpenCase): boolean {
  const { shared, situation } = found
  const evidence = situation.evidence.filter((kind) => kind !== 'attendeeList')
  const { decision } = weigh(shared, { ...situation, evidence }, weighedInPlaceOf(found, situation)) ?? {}
  const wanted = decision ? [...decision.missing, ...evidenceDue(decision, 'paying')] : []
  return wanted.includes('docs.attendeeList')
}

/** Differences in the reader's words. */
export function differencesOf(reader: Reader, differences: readonly Difference[]): Giving['differences'] {
  return differences.map(({ what, approved, actual, isBeyond }) => ({
    what,
    name: say(reader, `differs.${what}`),
    approved: valueText(reader, what, approved),
    actual: valueText(reader, what, actual),
    isBeyond,
  }))
}

/** A way and a kind as words, an amount with its figures; numbers, days and names as they are. */
function valueText(reader: Reader, what: Difference['what'], value: string): string {
  if (what === 'way') return sayIfKnown(reader, `way.${value}`) ?? value
  if (what === 'form') {
    const word = findKind(value)?.word
    return word ? fill(word, reader.language) : value
  }
  if (what !== 'whole' && what !== 'each') return value
  const [currency = '', minor = '0'] = value.split(' ')
  return formatMoney({ currency, minor: BigInt(minor) })
}

function attendeeOf(
  reader: Reader,
  row: AttendeeRow,
  nameOf: (id: string) => string | undefined,
): Giving['attendees'][number] {
  const { personId, staffId, name, employer, position, isOfficial, how, signInId } = storedAttendee(row)
  const known = personId === undefined ? undefined : (nameOf(personId) ?? personId)
  const ours = staffId === undefined ? undefined : staffOf(reader, staffId).name
  return {
    side: staffId === undefined ? 'guest' : 'host',
    name: known ?? ours ?? name ?? '',
    ...(employer === undefined ? {} : { employer }),
    ...(position === undefined ? {} : { position }),
    ...(isOfficial === undefined ? {} : { isOfficial }),
    how,
    howWord: say(reader, signInId === undefined ? `attended.${how}` : 'attended.signed_in'),
    ...(personId === undefined ? {} : { partyId: personId }),
    ...(staffId === undefined ? {} : { staffId }),
    ...(signInId === undefined ? {} : { signInId }),
  }
}
