import type { z } from 'zod'
import type { attendanceJson, guestLink, invitation } from '../../../contract/attendance.ts'
import type { caseJson } from '../../../contract/case.ts'
import type { Instant } from '../../../kernel/time.ts'
import { guestPageTexts } from '../../../texts/guest-page.ts'
import { fill, type Language } from '../../../texts/text.ts'
import type { Organisation } from '../../access/index.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { OpenCase } from '../decide-again.ts'
import { findKind } from '../kinds.ts'
import { proposalOf } from '../stored-proposal.ts'
import type { GuestLinkRow, GuestSignInRow, RequestRow } from '../tables.ts'
import { denied } from '../view/permissions.ts'
import { say, staffOf, whenOf, type Reader } from '../view/reader.ts'
import { codeOf } from './code.ts'
import { officialOf, standingOf } from './domain.ts'
import { isAttended, linkObjection } from './links.ts'
import type { GuestLinks } from './secret.ts'
import { loadLinks, loadSignIns } from './store.ts'

type Attendance = z.output<typeof attendanceJson>
type LinkView = z.output<(typeof guestLink)['answer']>
type Invitation = z.output<(typeof invitation)['answer']>

/**
 * Who signed in, and whether the reader may open a sign-in; nothing where nobody attends anything. Whoever
 * signed in stays in sight when the request has become one that nobody attends.
 */
export async function attendanceOf(
  tx: Transaction,
  reader: Reader,
  found: OpenCase,
): Promise<Pick<z.output<typeof caseJson>, 'attendance'>> {
  const { request } = found
  if (!isAttended(found) && found.signIns.length === 0) return {}
  const [links, signIns] = await Promise.all([loadLinks(tx, [request.id]), loadSignIns(tx, [request.id])])
  const guests = signIns.get(request.id) ?? []
  const isApproved = request.state === 'approved'
  const state = standingOf(links.get(request.id)?.at(-1), { at: reader.now, isApproved })
  if (!isApproved && state === 'none') return {}
  const objection = linkObjection(found, reader, 'requests.open_guest_link')
  const permission = objection
    ? denied(reader, objection)
    : ({ can: true, needsReason: false, needsFactor: false } as const)
  return { attendance: { permission, state, guests: guests.map((row) => guestOf(reader, row)) } }
}

/** Somebody who signed in, as they wrote it. */
function guestOf(reader: Reader, row: GuestSignInRow): Attendance['guests'][number] {
  return {
    signInId: row.id,
    name: row.name,
    employer: row.employer,
    ...(row.position === null ? {} : { position: row.position }),
    isOfficial: officialOf(row),
    when: whenOf(reader, row.signed_at),
  }
}

/** The screen beside the door: the code, how many signed in, and nobody's name. */
export async function linkView(
  links: GuestLinks,
  tx: Transaction,
  reader: Reader,
  found: OpenCase,
): Promise<LinkView> {
  const { request, shared } = found
  const [all, signIns] = await Promise.all([loadLinks(tx, [request.id]), loadSignIns(tx, [request.id])])
  const link = all.get(request.id)?.at(-1)
  const state = standingOf(link, { at: reader.now, isApproved: request.state === 'approved' })
  const told = toldOf(shared.organisation, request, reader.language)
  return {
    state,
    count: (signIns.get(request.id) ?? []).length,
    ...(link ? { link: await linkOf(links, reader, link, state) } : {}),
    ...(request.happened_on === null ? {} : { plannedOn: request.happened_on }),
    invites: say(reader, 'attendance.invites', { company: told.company, host: told.host }),
    event: told.event,
    where: [link?.held_on ?? request.happened_on ?? '', told.place ?? ''].filter(Boolean).join(' · '),
  }
}

async function linkOf(
  links: GuestLinks,
  reader: Reader,
  link: GuestLinkRow,
  state: LinkView['state'],
): Promise<NonNullable<LinkView['link']>> {
  const url = `${links.origin()}/s/${links.secretOf(link.id)}`
  const isAlive = state === 'before' || state === 'open'
  return {
    linkId: link.id,
    ...(isAlive ? { code: { url, svg: await codeOf(url), isLocal: isLocal(links.origin()) } } : {}),
    heldOn: link.held_on,
    from: whenOf(reader, link.valid_from),
    until: whenOf(reader, link.valid_until),
    most: link.most,
  }
}

/** An address that only this computer reaches: no phone opens it. */
function isLocal(origin: string): boolean {
  return /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|$)/.test(origin)
}

/** What a guest may know of it: nothing of its worth, its reason, its approval or the other guests. */
function toldOf(organisation: Organisation, request: RequestRow, language: Language) {
  const entity = organisation.entities.get(request.entity_id)
  const { kindId, place } = proposalOf(request)
  const word = findKind(kindId)?.word
  return {
    company: (language === 'en' ? entity?.name_en : entity?.name_zh) ?? '',
    host: staffOf({ organisation, language }, request.requester_id).name,
    event: word ? fill(word, language) : '',
    place,
  }
}

type Asked = {
  readonly organisation: Organisation
  readonly request: RequestRow
  readonly link: GuestLinkRow
  readonly at: Instant
  readonly language: Language
}

/** What a guest reads before signing in. */
export function invitationView({ organisation, request, link, at, language }: Asked): Invitation {
  const { place, ...told } = toldOf(organisation, request, language)
  const words = { company: told.company, host: told.host }
  return {
    ...told,
    ...(place === undefined ? {} : { place }),
    heldOn: link.held_on,
    isOpen: standingOf(link, { at, isApproved: true }) === 'open',
    notice: (['what', 'why', 'long', 'rights'] as const).map((each) =>
      fill(guestPageTexts[`notice.${each}`], language, words),
    ),
  }
}
