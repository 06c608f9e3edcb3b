import type { GivingWay } from '../../../contract/common.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { requestsTexts } from '../../../texts/requests.ts'
import { fill, type Language } from '../../../texts/text.ts'
import { isEmployed } from '../../access/index.ts'
import type { OpenCase } from '../decide-again.ts'
import { kindsOf } from '../evidence.ts'
import { findKind } from '../kinds.ts'
import type { EvidenceRow } from '../tables.ts'
import { evidenceWord } from '../view/due-evidence.ts'
import { wayObjection, wayOf } from '../ways.ts'
import type { Actual } from './actual.ts'
import { attendeesOf, isListed } from './guests.ts'
import { compareGiving, unexplained } from './compared.ts'
import { invoiceNamed } from './invoice.ts'
import { needsOf, unmetNeeds, type Need } from './needs.ts'
import { vendorObjection } from './vendors.ts'

/** A guest, host or vendor who is not on record, and a way that is none of its kind. */
export function guestObjection(found: OpenCase, actual: Actual | undefined): Refusal | undefined {
  if (!actual) return undefined
  const { guests, situation, shared, vendors } = found
  const wrong = wayObjection({ ...situation.proposal, way: actual.way })
  if (wrong) return { ...wrong, pointer: '/body/way' }
  const unknown = guests.find((guest) => guest.isOnRecord && !guest.situation.parties.person)
  if (unknown) return refuse('parties.unknown', {}, '/body/attendees')
  const nobody = vendorObjection(vendors, actual.vendor, '/body/vendor')
  if (nobody) return nobody
  const strangers = (actual.attendees ?? []).some(
    (one) =>
      'staffId' in one && !isEmployed(shared.organisation, one.staffId, situation.asked?.happensOn ?? ''),
  )
  return strangers ? refuse('requests.host_unknown', {}, '/body/attendees') : undefined
}

/**
 * Another place or vendor than approved, where the policy has it recorded with its reason, and none is told.
 * The log keeps refusals for ever, so that neither name stands in it.
 */
export function reasonObjection(
  found: OpenCase,
  { actual, text }: { readonly actual?: Actual | undefined; readonly text?: string | undefined },
): Refusal | undefined {
  if (text !== undefined || !actual) return undefined
  const [other] = unexplained(found, actual, compareGiving(found, actual).differences)
  if (!other) return undefined
  const words = requestsTexts[`differs.${other.what}`]
  const named = { what_zh: fill(words, 'zh-CN'), what_en: fill(words, 'en') }
  return refuse('requests.difference_unexplained', named, '/body/text')
}

/**
 * What goes to the customer's company account is given by its transfer: a giving by hand would stand beside
 * the money. What was declared late was given before anybody asked, and what is on record as given is
 * corrected.
 */
export function transferObjection(found: OpenCase, actual: Actual | undefined): Refusal | undefined {
  const { request, benefit, situation, weighing } = found
  const isLate = request.is_late || weighing?.isLate === true
  if (isLate || request.state === 'given') return undefined
  // What entered before there were ways has none.
  const approved = benefit?.way === null ? undefined : wayOf(situation.proposal)
  return (actual?.way ?? approved) === 'company_account' ? refuse('requests.given_by_transfer') : undefined
}

/**
 * An invoice on record that cannot carry what is said to stand on it. Where it turned bad after the giving
 * was recorded, that is told beside it, and other facts can still be corrected.
 */
export function invoiceObjection(
  { request, seen }: OpenCase,
  actual: Actual | undefined,
): Refusal | undefined {
  const isNamedNow = actual?.invoiceNumber !== undefined || request.state !== 'given'
  const stops = isNamedNow ? seen.invoice?.stops : undefined
  return stops && { ...stops, pointer: '/body/invoiceNumber' }
}

/** The ways of its kind in which somebody may record it as given. */
export function waysByHand(found: OpenCase): readonly GivingWay[] {
  const ways = findKind(found.situation.proposal.kindId)?.ways ?? []
  return ways.filter((way) => transferObjection(found, { way }) === undefined)
}

/** The kinds of proof that are there; as many names as guests are a list of who attended. */
export function proofsOf(found: OpenCase, files: readonly EvidenceRow[]): string[] {
  const { situation, attendees } = found
  return [...kindsOf(files), ...(isListed(situation.proposal, attendees) ? ['names', 'attendeeList'] : [])]
}

/**
 * What the way of giving still asks for. What was declared late was given: its papers come until it is
 * closed.
 */
export function wayUnmet(
  found: OpenCase,
  files: readonly EvidenceRow[],
  before: Need['before'],
  actual?: Actual,
): Refusal | undefined {
  const { situation, benefit, giving, evidence } = found
  // What entered before there were ways, or was given by others, has none.
  const way = benefit?.way === null && actual?.way === undefined ? undefined : wayOf(situation.proposal)
  const needs = needsOf(way, situation.proposal.kindId, situation.asked?.recipientCount ?? 1)
  const number = invoiceNamed(actual, giving)
  const present = new Set([
    ...proofsOf(found, [...evidence, ...files]),
    ...(number === null ? [] : ['invoiceNumber']),
  ])
  const [first] = unmetNeeds(needs, present, before)
  return first && refuse('requests.way_proof_missing', wordsOf(way ?? 'service', first), pointerOf(first))
}

function pointerOf({ any }: Need): string {
  return any.includes('invoiceNumber') ? '/body/invoiceNumber' : '/body/fileIds'
}

function wordsOf(way: NonNullable<ReturnType<typeof wayOf>>, need: Need): Record<string, string> {
  const word = requestsTexts[`way.${way}`]
  return {
    way_zh: fill(word, 'zh-CN'),
    way_en: fill(word, 'en'),
    proofs_zh: needText(need, 'zh-CN'),
    proofs_en: needText(need, 'en'),
  }
}

/** Any one of these, in words. */
export function needText({ any }: Need, language: Language): string {
  const words = any.map((each) =>
    each === 'names' || each === 'invoiceNumber'
      ? fill(requestsTexts[`need.${each}`], language)
      : evidenceWord(each, language),
  )
  return [...new Set(words)].join(language === 'en' ? ' or ' : '或')
}

/** How many people of a list are there twice: they are counted once, and whoever sent it is told. */
export function toldTwice(actual: Actual | undefined): { readonly doubled?: number } {
  const given = actual?.attendees ?? []
  const doubled = given.length - attendeesOf(given).length
  return doubled === 0 ? {} : { doubled }
}
