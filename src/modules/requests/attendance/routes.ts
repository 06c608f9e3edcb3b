import * as contract from '../../../contract/attendance.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import { actAlone, type Door } from '../../../platform/act/act.ts'
import { systemActor, type Actor } from '../../../platform/act/actor.ts'
import { findAnswers, keyOf } from '../../../platform/act/keys.ts'
import type { Outcome } from '../../../platform/act/command.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import {
  answer,
  forbidden,
  fromOutcome,
  notFound,
  refused,
  type HttpAnswer,
} from '../../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../../platform/http/route.ts'
import { guestPageTexts } from '../../../texts/guest-page.ts'
import { fill, type Language } from '../../../texts/text.ts'
import { zoneOf, type Organisation } from '../../access/index.ts'
import { moverObjection } from '../move.ts'
import { findCase, readerOf } from '../queries.ts'
import { loadRequests } from '../store.ts'
import type { ViewDeps } from '../view/deps.ts'
import { accessObjection, closeLinkCommand, openLinkCommand } from './links.ts'
import { standingOf } from './domain.ts'
import { hashOf, type GuestLinks } from './secret.ts'
import { guestActor, signInCommand, signInObjection, type GuestSaid, type Invited } from './sign-in.ts'
import { findLink, loadSignIns } from './store.ts'
import { invitationView, linkView } from './view.ts'

/** What the sign-in of guests is made with. */
export type AttendanceDeps = {
  readonly views: ViewDeps
  readonly door: Door
  readonly links: GuestLinks
}

type AnyCall = HttpCall<unknown, unknown, unknown>

/** Binds the operations of the sign-in; the page of guests calls the public two as well. */
export function attendanceRoutes(deps: AttendanceDeps): Route[] {
  const commands = { ...deps.views, links: deps.links }
  return [
    route(contract.guestLink, (call) => shownLink(deps, call, call.params.requestId)),
    route(contract.openGuestLink, async (call) => {
      const body = { ...call.body, requestId: call.params.requestId }
      const outcome = await actAlone(deps.door, openLinkCommand(commands), { ...call, body })
      return outcome.kind === 'done' ? shownLink(deps, call, body.requestId) : fromOutcome(outcome)
    }),
    route(contract.closeGuestLink, async (call) => {
      const outcome = await actAlone(deps.door, closeLinkCommand(commands), { ...call, body: call.params })
      return outcome.kind === 'done' ? shownLink(deps, call, call.params.requestId) : fromOutcome(outcome)
    }),
    route(contract.invitation, async ({ params, language, at }) => {
      const found = await invitationFor(deps, params.secret, { language, at })
      return found ? answer(found) : notFound()
    }),
    route(contract.guestSignIn, async (call) => {
      const done = await signInGuest(deps, { ...call, said: call.body, secret: call.params.secret })
      if (isRefusal(done)) return done.code === 'platform.not_found' ? notFound() : refused(done)
      if (done.kind !== 'done') return fromOutcome(done)
      const says = fill(guestPageTexts['done.title'], call.language)
      return answer({ signedAt: done.answer.at, says })
    }),
  ]
}

/** The code is for whoever records the giving: who holds it can sign in whom they like. */
function shownLink(deps: AttendanceDeps, call: AnyCall, requestId: string): Promise<HttpAnswer> {
  const { views, door, links } = deps
  return readOnly(door.pool, [call.actor], async (tx) => {
    const reader = await readerOf(views, tx, call.actor, call.at)
    const found = await findCase(views, tx, reader, requestId)
    if (isRefusal(found)) return notFound()
    const denied = accessObjection(found, call.actor, 'requests.guest_link')
    if (denied) return forbidden(denied)
    const foreign = moverObjection(found, call.actor, 'give')
    return foreign ? refused(foreign) : answer(await linkView(links, tx, reader, found))
  })
}

type Found = Invited & { readonly organisation: Organisation }

/** The link of a secret with its request, whatever its state. Nobody is signed in, so the product looks. */
function findInvited({ views, door }: AttendanceDeps, secret: string): Promise<Found | undefined> {
  return readOnly(door.pool, [systemActor], async (tx) => {
    const link = await findLink(tx, hashOf(secret))
    const request = link && (await loadRequests(tx, [link.request_id])).get(link.request_id)
    if (!link || !request) return undefined
    const signIns = (await loadSignIns(tx, [request.id])).get(request.id) ?? []
    return { link, request, signIns, organisation: await views.organisation(tx) }
  })
}

/** What a guest reads, where the link is good or will be on its day. */
export async function invitationFor(
  deps: AttendanceDeps,
  secret: string,
  { language, at }: { readonly language: Language; readonly at: Instant },
) {
  const found = await findInvited(deps, secret)
  const isApproved = found?.request.state === 'approved'
  const standing = standingOf(found?.link, { at, isApproved })
  if (!found || (standing !== 'open' && standing !== 'before')) return undefined
  return invitationView({ ...found, at, language })
}

/** A guest who signs in by the secret of a link. */
export type GuestCall = {
  readonly secret: string
  readonly said: GuestSaid
  readonly key: string
  readonly at: Instant
  readonly language: Language
}

/**
 * Signs a guest in. What would be refused is refused before the write door: a stranger with a dead link, or
 * with one that is full, writes nothing, not even a refusal, and cannot fill the log. The clock at the door
 * is that of the entity that invites.
 */
export async function signInGuest(
  deps: AttendanceDeps,
  { secret, said, key, at, language }: GuestCall,
): Promise<Refusal | (Outcome<{ readonly at: Instant }> & { readonly zone: string })> {
  const found = await findInvited(deps, secret)
  if (!found) return refuse('platform.not_found')
  const { link, request } = found
  const call = {
    key: `guest/${link.id}/${key}`,
    actor: guestActor(request.entity_id, language),
    at,
    body: { ...said, requestId: request.id, linkId: link.id },
  }
  const objection = signInObjection(found, said, at)
  if (objection && !(await wasAnswered(deps, call))) return objection
  const outcome = await actAlone(deps.door, signInCommand(deps.views), call)
  return { ...outcome, zone: zoneOf(found.organisation, request.entity_id) }
}

/** Whether this very call was answered before: a retry hears from the door what it was answered then. */
async function wasAnswered(
  { door }: AttendanceDeps,
  { actor, key }: { readonly actor: Actor; readonly key: string },
) {
  const known = keyOf(actor, key)
  const answers = await readOnly(door.pool, [actor], (tx) => findAnswers(tx, [known]))
  return answers.get(known)?.kind === 'stored'
}
