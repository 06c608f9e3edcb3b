import { forbidden, holds, holdersOf, refused, type Ruling } from './organisation.ts'
import { move, no, sees, yes, type Actor, type Ruled } from './requests.ts'
import type { Moving } from './moving.ts'
import type { Request, Reversal, World } from './state.ts'

/**
 * Asks for something given to be taken off again: with a paper, and confirmed by somebody who neither asks,
 * nor asked for the benefit, nor decided on it. Until then nothing changes.
 */
export function askReversal(
  world: World,
  actor: Actor,
  request: Request,
  verb: Reversal['verb'],
  { evidence }: Moving,
): Ruled {
  if (evidence.length === 0) return no(refused('requests.reversal_needs_paper'))
  const asked = confirmers(world, request, actor.person)
  if (asked.length === 0) return no(refused('requests.nobody_to_reverse'))
  return yes(() => {
    for (const paper of evidence) request.evidence.add(paper)
    const open = { id: undefined, state: 'proposed', answeredBy: undefined } as const
    request.reversals.push({ verb, askedBy: actor.person, asked, ...open })
  })
}

/** Compliance; where nobody of them is left, the general manager. */
function confirmers(world: World, request: Request, askedBy: string): string[] {
  const hasPart = (person: string) =>
    person === askedBy || !['checker', undefined].includes(request.duties.get(person))
  const of = (role: string) =>
    holdersOf(world, role, request.requester, request.entity).filter((person) => !hasPart(person))
  const compliance = of('compliance')
  return compliance.length > 0 ? compliance : of('general_manager')
}

/** What the second person says. */
export type Answering = { readonly isConfirmed: boolean; readonly hasReason: boolean }

/** The answer: confirmed, the benefit leaves the sums on this day; declined, everything stays as it was. */
export function answerReversal(
  world: World,
  actor: Actor,
  request: Request,
  reversal: Reversal,
  { isConfirmed, hasReason }: Answering,
): Ruled {
  const objection = answerObjection(world, actor, request, reversal)
  if (objection) return no(objection)
  if (!isConfirmed && !hasReason) return no(refused('approvals.reason_needed'))
  return yes(() => {
    reversal.state = isConfirmed ? 'confirmed' : 'declined'
    reversal.answeredBy = actor.person
    if (!request.duties.has(actor.person)) request.duties.set(actor.person, 'checker')
    if (isConfirmed) move(world, request, reversal.verb === 'reverse' ? 'reversed' : 'declined')
  })
}

function answerObjection(
  world: World,
  actor: Actor,
  request: Request,
  reversal: Reversal,
): Ruling | undefined {
  const { person } = actor
  const mayAnswer = holds(world, person, 'compliance') || holds(world, person, 'general_manager')
  if (!mayAnswer) return forbidden('access.role_needed')
  if (!actor.isFresh) return forbidden('access.fresh_factor_needed')
  if (!sees(world, actor, request)) return refused('platform.not_found')
  if (reversal.state !== 'proposed') return refused('requests.reversal_answered')
  if ([reversal.askedBy, request.requester].includes(person)) return refused('approvals.own_request')
  const duty = request.duties.get(person)
  if (duty !== undefined && duty !== 'checker') return refused('access.duty_conflict')
  const isAsked = confirmers(world, request, reversal.askedBy).includes(person)
  return isAsked ? undefined : refused('approvals.not_asked')
}
