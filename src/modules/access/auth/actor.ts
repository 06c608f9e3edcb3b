import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import { employmentObjection } from '../domain.ts'
import { dayFor, type Organisation } from '../organisation.ts'
import { entitiesOf, roleEntitiesOf, rolesOf } from '../reach.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { SessionRow, TokenOwner } from './store.ts'

const minuteMs = 60_000

/** Half an hour without a request ends a session. */
const idleMs = 30 * minuteMs

/** Twelve hours end it whatever happened. */
export const wholeMs = 12 * 60 * minuteMs

/** How long a shown second factor counts as fresh. */
export const freshMs = 10 * minuteMs

/** True when the session may still be used. */
export function isLive(session: SessionRow, now: Instant): boolean {
  const at = Date.parse(now)
  return (
    session.isOpen &&
    at - Date.parse(session.activeAt) < idleMs &&
    at - Date.parse(session.startedAt) < wholeMs
  )
}

/** Who acts in this session; the reason why nobody does where the person is not employed on that day. */
export function actorOfSession(
  session: SessionRow,
  organisation: Organisation,
  now: Instant,
): Actor | Refusal {
  const { factorAt } = session
  return actorOf(session, organisation, now, {
    hasSecondFactor: factorAt !== null,
    hasFreshFactor: factorAt !== null && Date.parse(now) - Date.parse(factorAt) <= freshMs,
    via: 'web',
  })
}

/**
 * Who acts through this token: its account's person, limited to the operations named. A script shows no
 * second factor, whatever its account has, so it can do nothing that asks for one.
 */
export function actorOfToken(
  token: TokenOwner,
  organisation: Organisation,
  now: Instant,
): Actor | Refusal | undefined {
  if (!token.isOpen || token.expiresAt <= now) return undefined
  const actor = actorOf(token, organisation, now, {
    hasSecondFactor: false,
    hasFreshFactor: false,
    via: 'api',
  })
  return isRefusal(actor) ? actor : { ...actor, operations: token.operations.split(',') }
}

function actorOf(
  owner: Pick<SessionRow, 'accountId' | 'personId' | 'language' | 'waitsForFactor'>,
  organisation: Organisation,
  now: Instant,
  means: Pick<Actor, 'hasFreshFactor' | 'via'> & { hasSecondFactor: boolean },
): Actor | Refusal {
  const { accountId, personId, language, waitsForFactor } = owner
  const date = dayFor(organisation, personId, now)
  const objection = employmentObjection(organisation, personId, date)
  if (objection) return objection
  return {
    personId,
    accountId,
    roles: rolesOf(organisation, personId, date),
    entityIds: entitiesOf(organisation, personId, date),
    roleEntities: roleEntitiesOf(organisation, personId, date),
    language,
    waitsForFactor,
    ...means,
  }
}
