import type { z } from 'zod'
import type { guestSaid } from '../../../contract/attendance.ts'
import { because } from '../../../kernel/because.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Command } from '../../../platform/act/command.ts'
import { insertRow } from '../../../platform/act/rows.ts'
import type { Language } from '../../../texts/text.ts'
import type { RequestDeps } from '../deps.ts'
import { loadRequests } from '../store.ts'
import { guestSignInTable, type GuestLinkRow, type GuestSignInRow, type RequestRow } from '../tables.ts'
import { findSignedIn, guestId, isFull, standingOf } from './domain.ts'
import { loadLinks, loadSignIns } from './store.ts'

/** What a guest says of themselves. */
export type GuestSaid = z.output<typeof guestSaid>

/** A guest who signs in by a link that was looked up by its secret; the secret itself goes no further. */
export type SignInBody = GuestSaid & { readonly requestId: string; readonly linkId: string }

type State = {
  readonly requests: ReadonlyMap<string, RequestRow>
  readonly links: ReadonlyMap<string, readonly GuestLinkRow[]>
  readonly signIns: Map<string, GuestSignInRow[]>
}

/** A guest by the link: nobody of ours, with no role, who reaches the entity that invites and no other. */
export function guestActor(entityId: string, language: Language): Actor {
  return {
    personId: guestId,
    accountId: guestId,
    roles: [],
    entityIds: [entityId],
    language,
    hasFreshFactor: false,
    via: 'web',
  }
}

/**
 * Signs a guest in. The request is locked first: a giving that is recorded at this moment waits, or is waited
 * for.
 */
export function signInCommand(deps: Pick<RequestDeps, 'newId'>): Command<SignInBody, State, { at: Instant }> {
  return {
    operation: 'requests.guest_sign_in',
    load: async (tx, calls) => {
      const ids = calls.map((call) => call.body.requestId)
      const requests = await loadRequests(tx, ids)
      const [links, signIns] = await Promise.all([loadLinks(tx, ids), loadSignIns(tx, ids)])
      return { requests, links, signIns }
    },
    decide: (state, { body, at }) => {
      const { requestId, linkId, name, employer, position = '', isOfficial } = body
      const request = state.requests.get(requestId)
      const link = state.links.get(requestId)?.find(({ id }) => id === linkId)
      const object = { type: 'request', id: requestId }
      if (!request || !link) return { refusal: refuse('platform.not_found'), object }
      const signIns = state.signIns.get(requestId) ?? []
      const about = { object, entityId: request.entity_id }
      const objection = signInObjection({ request, link, signIns }, body, at)
      if (objection) return { ...about, refusal: objection }
      const row = {
        id: deps.newId('guestSignIn'),
        entity_id: request.entity_id,
        request_id: requestId,
        link_id: linkId,
        name,
        employer,
        position: position === '' ? null : position,
        is_official: isOfficial,
        signed_at: at,
      }
      state.signIns.set(requestId, [...signIns, { ...row, version: 1 }])
      return {
        ...about,
        answer: { at },
        reason: because('requests.signed_in_by_link', { link: linkId }),
        changes: [insertRow(guestSignInTable, row)],
      }
    },
    constraints: {
      guest_sign_in_is_once: ({ body: { requestId } }) => ({
        refusal: refuse('requests.signed_in_already'),
        object: { type: 'request', id: requestId },
      }),
    },
  }
}

/** A link with its request and whoever signed in. */
export type Invited = {
  readonly request: RequestRow
  readonly link: GuestLinkRow
  readonly signIns: readonly GuestSignInRow[]
}

/** What keeps a guest from signing in. A link that is over and one that was closed are none. */
export function signInObjection(
  { request, link, signIns }: Invited,
  said: GuestSaid,
  at: Instant,
): Refusal | undefined {
  const standing = standingOf(link, { at, isApproved: request.state === 'approved' })
  if (standing === 'before') return refuse('requests.sign_in_before', { day: link.held_on })
  if (standing !== 'open') return refuse('platform.not_found')
  if (findSignedIn(signIns, said)) return refuse('requests.signed_in_already')
  return isFull(link, signIns) ? refuse('requests.sign_in_full') : undefined
}
