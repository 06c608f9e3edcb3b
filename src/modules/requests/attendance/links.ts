import { because } from '../../../kernel/because.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import { daysBetween, type Instant, type LocalDate } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../../platform/act/rows.ts'
import { leadersOf, mayWith, zoneOf } from '../../access/index.ts'
import { loadCases, requestRef, type OpenCase } from '../decide-again.ts'
import type { RequestDeps } from '../deps.ts'
import { toleranceOf } from '../giving/compared.ts'
import { countsPeople, findKind } from '../kinds.ts'
import { moverObjection } from '../move.ts'
import { isReceived } from '../received.ts'
import { guestLinkTable, type GuestLinkRow } from '../tables.ts'
import { seatsFor, standingOf, windowOf } from './domain.ts'
import { hashOf, type GuestLinks } from './secret.ts'
import { loadLinks } from './store.ts'

/** The request whose sign-in is opened, and its day where it is held on another than was approved. */
export type OpenLinkBody = { readonly requestId: string; readonly heldOn?: LocalDate | undefined }

type State = {
  readonly cases: ReadonlyMap<string, OpenCase>
  readonly links: ReadonlyMap<string, readonly GuestLinkRow[]>
}

type Linked = { readonly linkId: string }

/** What opening a link is made with. */
export type LinkDeps = RequestDeps & { readonly links: Pick<GuestLinks, 'secretOf'> }

/** Opens the sign-in of its day; one that is open ends, so that a code that was copied is worth nothing. */
export function openLinkCommand(deps: LinkDeps): Command<OpenLinkBody, State, Linked> {
  return {
    operation: 'requests.open_guest_link',
    load: async (tx, calls) => {
      const cases = await loadCases(deps, tx, calls)
      return { cases, links: await loadLinks(tx, [...cases.keys()]) }
    },
    decide: (state, call) => opened(deps, state, call),
  }
}

function opened(deps: LinkDeps, state: State, call: Call<OpenLinkBody>): Decision<Linked> {
  const { requestId } = call.body
  const found = state.cases.get(requestId)
  if (!found) return { refusal: refuse('platform.not_found'), object: { type: 'request', id: requestId } }
  const { request, shared, situation } = found
  const about = { object: requestRef(request), entityId: request.entity_id }
  const day = call.body.heldOn ?? openDay(found, state, call) ?? request.happened_on ?? ''
  const { from, until } = windowOf(zoneOf(shared.organisation, request.entity_id), day || situation.today)
  const objection =
    linkObjection(found, call, 'requests.open_guest_link') ?? dayObjection(found, call, { day, until })
  if (objection) return { ...about, refusal: objection }
  const id = deps.newId('guestLink')
  const link = insertRow(guestLinkTable, {
    id,
    entity_id: request.entity_id,
    request_id: request.id,
    secret_hash: hashOf(deps.links.secretOf(id)),
    held_on: day,
    valid_from: from,
    valid_until: until,
    most: seatsFor(situation.asked?.recipientCount ?? 1),
    opened_by: call.actor.personId,
    opened_at: call.at,
    closed_by: null,
    closed_at: null,
    closed_as: null,
  })
  return {
    ...about,
    answer: { linkId: id },
    reason: because('requests.guests_are_to_sign_in', { request: request.id }),
    changes: [...endings(state.links.get(requestId) ?? [], 'replaced', call), link],
  }
}

/** The day of the link that takes sign-ins, or will: a new code for it is of the same day. */
function openDay({ request }: OpenCase, { links }: State, { at }: Call<OpenLinkBody>): LocalDate | undefined {
  const link = links.get(request.id)?.at(-1)
  const standing = standingOf(link, { at, isApproved: request.state === 'approved' })
  return standing === 'open' || standing === 'before' ? link?.held_on : undefined
}

/** Closes the links that are open. */
function endings(
  links: readonly GuestLinkRow[],
  as: 'closed' | 'replaced',
  { actor, at }: Pick<Call<unknown>, 'actor' | 'at'>,
): RowChange[] {
  return links
    .filter((link) => link.closed_at === null)
    .map((link) =>
      updateRow(guestLinkTable, link, { closed_by: actor.personId, closed_at: at, closed_as: as }),
    )
}

/** Its day is that of the approval, or one so near that the giving would pass; and it is not over. */
function dayObjection(
  found: OpenCase,
  call: Call<OpenLinkBody>,
  { day, until }: { readonly day: LocalDate; readonly until: Instant },
): Refusal | undefined {
  const { request, situation } = found
  const { heldOn } = call.body
  const { tolerance } = toleranceOf(found, situation.proposal.kindId)
  const planned = request.happened_on
  if (heldOn !== undefined && planned !== null && Math.abs(daysBetween(planned, heldOn)) > tolerance.days) {
    return refuse('requests.sign_in_day_far', { planned, days: tolerance.days }, '/body/heldOn')
  }
  return call.at >= until ? refuse('requests.sign_in_day_over', { day }) : undefined
}

/** Closes the sign-in. */
export function closeLinkCommand(deps: RequestDeps): Command<{ readonly requestId: string }, State, Linked> {
  return {
    operation: 'requests.close_guest_link',
    load: async (tx, calls) => {
      const cases = await loadCases(deps, tx, calls)
      return { cases, links: await loadLinks(tx, [...cases.keys()]) }
    },
    decide: (state, call) => {
      const { requestId } = call.body
      const found = state.cases.get(requestId)
      if (!found) return { refusal: refuse('platform.not_found'), object: { type: 'request', id: requestId } }
      const about = { object: requestRef(found.request), entityId: found.request.entity_id }
      const link = (state.links.get(requestId) ?? []).at(-1)
      const standing = standingOf(link, { at: call.at, isApproved: found.request.state === 'approved' })
      const objection =
        rightObjection(found, call.actor, 'requests.close_guest_link') ??
        (!link || standing === 'none' || standing === 'closed'
          ? refuse('requests.sign_in_not_open')
          : undefined)
      if (objection || !link) return { ...about, refusal: objection ?? refuse('requests.sign_in_not_open') }
      return {
        ...about,
        answer: { linkId: link.id },
        reason: because('requests.guests_have_signed_in', { request: requestId }),
        changes: endings([link], 'closed', call),
      }
    },
  }
}

/** Whose sign-in it is: of whoever records the giving, applicant or compliance. */
function rightObjection(found: OpenCase, actor: Actor, operation: string): Refusal | undefined {
  return accessObjection(found, actor, operation) ?? moverObjection(found, actor, 'give')
}

/** What the table of rights has against it. */
export function accessObjection(found: OpenCase, actor: Actor, operation: string): Refusal | undefined {
  const { request, shared, situation } = found
  const allowed = mayWith(actor, operation, {
    ownerId: request.requester_id,
    entityId: request.entity_id,
    state: request.state,
    leaderIds: leadersOf(shared.organisation, request.requester_id, situation.today),
  })
  return allowed.can ? undefined : allowed.refusal
}

/** Whether people attend it, so that somebody can sign in at all. */
export function isAttended({ situation: { proposal } }: OpenCase): boolean {
  return countsPeople(findKind(proposal.kindId)) && !isReceived(proposal)
}

/** What keeps a sign-in from being opened, but for its day. */
export function linkObjection(
  found: OpenCase,
  { actor }: Pick<Call<unknown>, 'actor'>,
  operation: string,
): Refusal | undefined {
  const { request, giving } = found
  if (request.state !== 'approved' || giving) {
    return moverObjection(found, actor, 'give') ?? refuse('requests.sign_in_not_approved')
  }
  const foreign = rightObjection(found, actor, operation)
  if (foreign) return foreign
  return isAttended(found) ? undefined : refuse('requests.sign_in_not_attended')
}
