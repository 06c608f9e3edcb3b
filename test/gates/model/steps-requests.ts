import {
  answerReversalCommand,
  createDraftCommand,
  moveCommand,
  refileCommand,
  saveDraftCommand,
  submitCommand,
} from '../../../src/modules/requests/index.ts'
import { entitiesOf, forbidden, holds, isEmployed, mayDoBusiness, refused, today } from './organisation.ts'
import {
  actorFor,
  askedFor,
  changed,
  digit,
  pick,
  requestFor,
  said,
  saidOf,
  versionSeen,
  type Picks,
  type Prepared,
} from './picks.ts'
import { proposalOf } from './proposal.ts'
import { send, upload, type Answered } from './product.ts'
import { moveOn, type MoveVerb } from './moving.ts'
import { answerReversal } from './reversing.ts'
import { file, newRequest, no, refile, sees, yes, type Actor, type Filing, type Ruled } from './requests.ts'
import {
  daysAfter,
  openReversal,
  type Asked,
  type Day,
  type EntityKey,
  type Request,
  type RequestState,
  type World,
} from './state.ts'
import { papers } from './verdict.ts'

const applicants = ['sale1', 'sale3', 'sale2', 'head', 'sale3', 'fin1', 'comp', 'head2', 'twohats', 'chair']

function requestId(answered: Answered): string {
  return String(answered.answer['requestId'])
}

function withPapers(brings: readonly string[]): string {
  return brings.length > 0 ? ' with papers' : ''
}

/** The entity that gives: one that the applicant serves, now and then the other one. */
function entityFor(world: World, actor: Actor, { a, b }: Picks): EntityKey {
  const served = [...entitiesOf(world, actor.person)]
  return (a + b) % 19 === 3 ? 'b' : (pick(served, a) ?? 'a')
}

/** Files a benefit, from a draft or at once. */
export function submit(world: World, picks: Picks, draft?: Request): Prepared {
  const actor = actorFor(world, picks, draft ? [draft.requester] : applicants)
  const asked = askedFor(world, picks)
  const brings = digit(picks.c, 0, 4) === 2 ? [...papers[asked.kind]] : []
  const filing: Filing = {
    asked,
    entity: entityFor(world, actor, picks),
    evidence: brings,
    isIncomplete: digit(picks.c, 1, 16) === 5,
    draft,
    version: draft ? versionSeen(draft, picks) : 0,
  }
  const what = `${saidOf(asked)} for ${filing.entity}${withPapers(brings)}`
  const from = draft ? ` from the draft ${draft.name}` : ''
  return {
    says: `${said(actor)} files ${filing.isIncomplete ? 'incomplete ' : ''}${what}${from}`,
    ruled: file(world, actor, filing),
    idOf: requestId,
    send: async (product) => {
      const fileIds = await upload(product, world, actor, brings)
      const proposal = proposalOf(world, asked, { ...filing, fileIds })
      const body = draft ? { draftId: draft.id, draftVersion: filing.version, proposal } : { proposal }
      return send(product, world, actor, submitCommand(product.company.world.requests), body)
    },
  }
}

/** Files a draft that is there. */
export function submitDraft(world: World, picks: Picks): Prepared | undefined {
  const draft = requestFor(world, picks, (request) => request.state === 'draft')
  return draft && submit(world, picks, draft)
}

/** Opens a draft. */
export function openDraft(world: World, picks: Picks): Prepared {
  const actor = actorFor(world, picks, applicants)
  const asked = askedFor(world, picks)
  const entity = entityFor(world, actor, picks)
  return {
    says: `${said(actor)} opens a draft for ${entity}: ${saidOf(asked)}`,
    ruled: draftRuling(world, actor, { asked, entity }),
    idOf: requestId,
    send: (product) => {
      const proposal = proposalOf(world, asked, { entity, fileIds: [] })
      return send(product, world, actor, createDraftCommand(product.company.world.requests), { proposal })
    },
  }
}

function draftRuling(world: World, actor: Actor, given: { asked: Asked; entity: EntityKey }): Ruled {
  if (!mayDoBusiness(world, actor.person)) return no(forbidden('access.role_needed'))
  if (!entitiesOf(world, actor.person).has(given.entity)) return no(refused('access.other_entity'))
  return yes((id) => void (newRequest(world, actor, given).id = id))
}

/** Saves a draft whole. */
export function saveDraft(world: World, picks: Picks): Prepared | undefined {
  const draft = requestFor(world, picks, (request) => request.state === 'draft')
  if (!draft) return undefined
  const actor = actorFor(world, picks, [draft.requester])
  const asked = askedFor(world, picks)
  const version = versionSeen(draft, picks)
  return {
    says: `${said(actor)} saves ${draft.name}: ${saidOf(asked)}`,
    ruled: saveRuling(world, actor, draft, { asked, version }),
    send: (product) => {
      const proposal = proposalOf(world, asked, { entity: draft.entity, fileIds: [] })
      return send(product, world, actor, saveDraftCommand(), { requestId: draft.id, version, proposal })
    },
  }
}

function saveRuling(
  world: World,
  actor: Actor,
  draft: Request,
  given: { readonly asked: Asked; readonly version: number },
): Ruled {
  if (!mayDoBusiness(world, actor.person)) return no(forbidden('access.role_needed'))
  if (!sees(world, actor, draft) || draft.requester !== actor.person) return no(refused('platform.not_found'))
  if (draft.state !== 'draft') return no(refused('requests.not_a_draft'))
  if (draft.version !== given.version) return no(refused('platform.stale'))
  return yes(() => {
    draft.asked = given.asked
    draft.version++
    draft.changedOn = today(world)
  })
}

/** Supplies what was asked for, or changes what is asked. */
export function refileStep(world: World, picks: Picks, verb: 'answer' | 'change'): Prepared | undefined {
  const from: readonly RequestState[] = verb === 'answer' ? ['more_information'] : ['approved', 'submitted']
  const request = requestFor(world, picks, (each) => from.includes(each.state))
  if (!request) return undefined
  const compliance =
    verb === 'answer' ? [...world.people.keys()].filter((key) => holds(world, key, 'compliance')) : []
  const actor = actorFor(world, picks, [request.requester, request.requester, ...compliance])
  const isChanged = verb === 'change' || digit(picks.c, 0, 4) === 3
  const asked = isChanged ? changed(world, request.asked, picks) : request.asked
  const brings = digit(picks.c, 1, 4) === 1 ? [] : [...papers[asked.kind], 'contractClause']
  const version = versionSeen(request, picks)
  return {
    says: `${said(actor)} ${verb}s ${request.name}: ${saidOf(asked)}${withPapers(brings)}`,
    ruled: refile(world, actor, request, verb, { asked, evidence: brings, version }),
    send: async (product) => {
      const fileIds = await upload(product, world, actor, brings)
      const proposal = proposalOf(world, asked, { entity: request.entity, fileIds })
      const command = refileCommand(product.company.world.requests, verb)
      return send(product, world, actor, command, {
        requestId: request.id,
        version,
        text: '已补充',
        proposal,
      })
    },
  }
}

const fitsMove: Readonly<Record<MoveVerb, readonly RequestState[]>> = {
  withdraw: ['submitted', 'more_information'],
  give: ['approved'],
  decline: ['approved', 'given'],
  complete: ['given'],
  cancel: ['draft', 'approved', 'more_information'],
  reverse: ['given', 'completed'],
}

/** The day of giving: mostly the one that was decided, now and then another, or one that is still to come. */
function givenDay(world: World, request: Request, { a }: Picks): Day | undefined {
  const now = today(world)
  return pick([undefined, now, request.asked.happensOn, undefined, daysAfter(now, -1), daysAfter(now, 1)], a)
}

/** Moves a request on, or ends it. */
export function moveStep(world: World, picks: Picks, verb: MoveVerb): Prepared | undefined {
  const isTakenBack = (each: Request) => verb === 'withdraw' && openReversal(each) !== undefined
  const fits = (each: Request) => fitsMove[verb].includes(each.state) || isTakenBack(each)
  const request = requestFor(world, picks, fits)
  if (!request) return undefined
  const asker = isTakenBack(request) ? openReversal(request)?.askedBy : undefined
  const isThere = isEmployed(world, request.requester, today(world))
  const isOpen = verb === 'decline' || verb === 'cancel' || verb === 'reverse' || !isThere
  const fit = isOpen ? [request.requester, 'comp', 'twohats'] : [asker ?? request.requester]
  const actor = actorFor(world, picks, fit)
  const wanted: Partial<Record<MoveVerb, readonly string[]>> = {
    give: papers[request.asked.kind],
    complete: [...papers[request.asked.kind], ...(request.asked.kind === 'working_meal' ? ['receipt'] : [])],
    reverse: ['returnReceipt'],
    decline: ['returnReceipt'],
  }
  const brings = digit(picks.c, 0, 3) !== 2 ? [...(wanted[verb] ?? [])] : []
  const version = versionSeen(request, picks)
  const givenOn = verb === 'give' ? givenDay(world, request, picks) : undefined
  const day = givenOn === undefined ? '' : ` on ${givenOn}`
  return {
    says: `${said(actor)}: ${verb} ${request.name}${day}${withPapers(brings)}`,
    ruled: moveOn(world, actor, request, verb, { evidence: brings, version, givenOn }),
    send: async (product) => {
      const fileIds = await upload(product, world, actor, brings)
      const command = moveCommand(product.company.world.requests, verb)
      const body = { requestId: request.id, version, verb, text: '如实登记', givenOn, fileIds }
      return send(product, world, actor, command, body)
    },
  }
}

/** Somebody answers a reversal: mostly one that waits, and mostly somebody who may. */
export function answerReversalStep(world: World, picks: Picks): Prepared | undefined {
  const request = requestFor(world, picks, (each) => openReversal(each) !== undefined)
  const reversal = request && (openReversal(request) ?? request.reversals.at(-1))
  if (!request || reversal?.id === undefined) return undefined
  const { id: reversalId } = reversal
  const actor = actorFor(world, picks, [...reversal.asked, ...reversal.asked, 'comp', reversal.askedBy])
  const answering = { isConfirmed: digit(picks.c, 0, 3) !== 1, hasReason: digit(picks.c, 1, 4) !== 2 }
  const { isConfirmed, hasReason } = answering
  return {
    says: `${said(actor)} ${isConfirmed ? 'confirms' : 'declines'} to ${reversal.verb} ${request.name}`,
    ruled: answerReversal(world, actor, request, reversal, answering),
    send: (product) =>
      send(product, world, actor, answerReversalCommand(product.company.world.requests), {
        reversalId,
        isConfirmed,
        ...(hasReason ? { reason: '已核对' } : {}),
      }),
  }
}
