import {
  answerLeaving,
  answerRole,
  delegate,
  endDelegation,
  endEmployment,
  endRole,
  proposeRole,
} from '../../../src/modules/access/index.ts'
import type { GrantableRole } from '../../../src/modules/access/roles.ts'
import { chaseCommand } from '../../../src/modules/requests/index.ts'
import { kinds } from '../../../src/modules/requests/kinds.ts'
import * as access from './access.ts'
import { idIn, storeFact } from './company.ts'
import { managersAbove, today } from './organisation.ts'
import { actorFor, digit, pick, pickOne, said, type Picks, type Prepared } from './picks.ts'
import { send, sendExpiry, type Answered, type Product } from './product.ts'
import { expire } from './moving.ts'
import { yes } from './requests.ts'
import { newcomerObjection, newTask } from './rounds.ts'
import {
  activeStep,
  askedNow,
  daysAfter,
  openRound,
  type EntityKey,
  type Facts,
  type Grant,
  type Kind,
  type Request,
  type Round,
  type Step,
  type World,
} from './state.ts'

const kindIds = kinds.map(({ id }) => id)

function accessDeps(product: Product) {
  const { newId, organisations, rounds } = product.company.world
  return { newId, rounds, organisation: organisations }
}

const principals = ['head', 'head2', 'fin1', 'comp', 'chair', 'twohats', 'fin2']
const deputies = [
  'sale1',
  'head2',
  'fin1',
  'twohats',
  'head',
  'fin2',
  'comp',
  'sale2',
  'admin1',
  'chair',
  'sale3',
]

/** From one who is asked now to somebody whom the applicant leads: such a deputy must not decide. */
function throughTheApplicant(world: World, { isAimed, a, b, c }: Picks) {
  if (!isAimed || digit(c, 2, 4) !== 3) return undefined
  const pairs = world.requests.flatMap((request) => {
    const led = deputies.filter((key) => managersAbove(world, key).includes(request.requester))
    return askedNow(request).flatMap((from) => led.map((to) => ({ from, to })))
  })
  return pick(pairs, a + b)
}

/** Hands decisions to a colleague for a time. */
export function delegateStep(world: World, picks: Picks): Prepared {
  const { a, b, c } = picks
  const aimed = throughTheApplicant(world, picks)
  const actor = actorFor(world, picks, aimed ? [aimed.from] : principals)
  const fromOn = daysAfter(today(world), pickOne([0, 0, 0, 1, -1], a))
  const cap = pick([undefined, undefined, undefined, 1_000_000n], a)
  const wanted = {
    to: aimed?.to ?? pickOne(deputies, Math.floor(b / 7)),
    fromOn,
    untilOn: daysAfter(fromOn, pickOne([9, 4, 30, -1], c)),
    kind: pick<Kind | undefined>([undefined, undefined, undefined, 'rebate'], Math.floor(a / 5)),
    cap,
  }
  const limits = `${wanted.kind ?? 'all'}${cap === undefined ? '' : `, up to ${cap}`}`
  return {
    says: `${said(actor)} delegates to ${wanted.to} from ${fromOn} until ${wanted.untilOn} (${limits})`,
    ruled: access.delegate(world, actor, wanted),
    idOf: ({ answer }) => String(answer['delegationId']),
    send: (product) =>
      send(product, world, actor, delegate(accessDeps(product), kindIds), {
        toPersonId: idIn(world, wanted.to),
        fromOn,
        untilOn: wanted.untilOn,
        reason: '出差',
        ...(wanted.kind === undefined ? {} : { kinds: [wanted.kind] }),
        ...(cap === undefined ? {} : { cap: { currency: 'CNY', minor: cap } }),
      }),
  }
}

/** Ends a delegation before its day. */
export function endDelegationStep(world: World, picks: Picks): Prepared | undefined {
  const open = world.delegations.filter((each) => !each.isEnded)
  const delegation = pick(picks.isAimed && open.length > 0 ? open : world.delegations, picks.a)
  if (!delegation) return undefined
  const actor = actorFor(world, picks, [delegation.from, delegation.to])
  return {
    says: `${said(actor)} ends the delegation of ${delegation.from} to ${delegation.to}`,
    ruled: access.endDelegation(world, actor, delegation),
    send: (product) =>
      send(product, world, actor, endDelegation(accessDeps(product)), { delegationId: delegation.id }),
  }
}

function saidRole({ role, entity, person }: Pick<Grant, 'role' | 'entity' | 'person'>): string {
  return `${role} of ${entity} for ${person}`
}

const wantedRoles: readonly GrantableRole[] = [
  'finance',
  'compliance',
  'sales',
  'administrator',
  'general_manager',
]
const administrators = ['admin1', 'admin2', 'admin1', 'admin2', 'comp']

/** The first of two persons proposes a role. */
export function proposeRoleStep(world: World, picks: Picks): Prepared {
  const { a, b, c } = picks
  const actor = actorFor(world, picks, administrators)
  const from = daysAfter(today(world), pickOne([1, 1, 2, 0], c))
  const wanted = {
    person: pickOne(['sale1', 'head', 'sale2', 'fin1', 'admin2', 'admin1', 'auditor', 'sale3'], a),
    role: pickOne(wantedRoles, Math.floor(a / 8)),
    entity: pickOne<EntityKey>(['a', 'b'], b),
    from,
    until: pick([undefined, undefined, daysAfter(from, 1), daysAfter(from, -1)], Math.floor(b / 3)),
  }
  return {
    says: `${said(actor)} proposes ${saidRole(wanted)} from ${from} until ${wanted.until ?? 'it is ended'}`,
    ruled: access.proposeRole(world, actor, wanted),
    idOf: ({ answer }) => String(answer['grantId']),
    send: (product) =>
      send(product, world, actor, proposeRole(accessDeps(product)), {
        personId: idIn(world, wanted.person),
        role: wanted.role,
        entityId: idIn(world, wanted.entity),
        fromOn: from,
        untilOn: wanted.until,
      }),
  }
}

/** The second person confirms or declines it. */
export function answerRoleStep(world: World, picks: Picks): Prepared | undefined {
  const proposed = world.grants.filter((grant) => grant.state === 'proposed')
  const grant = pick(picks.isAimed && proposed.length > 0 ? proposed : world.grants, picks.a)
  if (!grant) return undefined
  const actor = actorFor(world, picks, [...administrators, grant.person])
  const answer = digit(picks.c, 0, 5) === 4 ? 'decline' : 'confirm'
  return {
    says: `${said(actor)} ${answer}s ${saidRole(grant)}, proposed by ${grant.proposedBy}`,
    ruled: access.answerRole(world, actor, grant, answer),
    send: (product) =>
      send(product, world, actor, answerRole(accessDeps(product)), { grantId: grant.id, answer }),
  }
}

/** One person ends a role. */
export function endRoleStep(world: World, picks: Picks): Prepared | undefined {
  const spared = ['sale1', 'sale3', 'admin1', 'admin2', 'chair']
  const fit = world.grants.filter((each) => each.state === 'confirmed' && !spared.includes(each.person))
  const grant = pick(picks.isAimed && fit.length > 0 ? fit : world.grants, picks.a)
  if (!grant) return undefined
  const actor = actorFor(world, picks, administrators)
  const until = daysAfter(today(world), pickOne([-1, 0, 1, -2], picks.c))
  return {
    says: `${said(actor)} ends ${saidRole(grant)} on ${until}`,
    ruled: access.endRole(world, actor, grant, until),
    send: (product) =>
      send(product, world, actor, endRole(accessDeps(product)), { grantId: grant.id, untilOn: until }),
  }
}

/** Somebody's employment ends; where it takes two, the product itself stands for the second person. */
export function leaveStep(world: World, picks: Picks): Prepared {
  const actor = actorFor(world, picks, administrators)
  const key = pickOne(['sale2', 'fin1', 'head', 'comp', 'head2', 'fin2'], picks.a)
  const leftOn = daysAfter(today(world), pickOne([0, -1, 1], picks.c))
  const state = access.leavesByTwo(world, key, leftOn) ? 'proposed' : 'confirmed'
  return {
    says: `${said(actor)} ends the employment of ${key} on ${leftOn}`,
    ruled: access.leave(world, actor, key, leftOn),
    send: async (product) => {
      const deps = accessDeps(product)
      const body = { personId: idIn(world, key), leftOn, reason: '合同到期' }
      const first = await send(product, world, actor, endEmployment(deps), body)
      const proposalId = first.answer['proposalId']
      if (first.kind !== 'done') return first
      if (first.answer['state'] !== state) return { ...first, kind: 'refused', code: `it is not ${state}` }
      if (typeof proposalId !== 'string') return first
      const answer = { proposalId, answer: 'confirm' } as const
      return send(product, world, 'system', answerLeaving(deps), answer)
    },
  }
}

/** Time passes. */
export function timeStep(world: World, picks: Picks): Prepared {
  const hours = pickOne([5, 26, 26, 1, 50, 98, 170], picks.a)
  return {
    says: `${hours} hours pass`,
    ruled: yes(() => void (world.now = new Date(Date.parse(world.now) + hours * 3_600_000).toISOString())),
    send: async () => happened,
  }
}

const happened: Answered = { kind: 'done', code: undefined, answer: {}, isReplayed: false }

/** A fact of the world changes: an agreement lapses, a tender opens, a person becomes known. */
export function factStep(world: World, picks: Picks): Prepared | undefined {
  const fact = pickOne<keyof Facts>(['hasClause', 'isTender', 'isTender', 'isNewcomerKnown'], picks.a)
  if (fact === 'isNewcomerKnown' && world.facts.isNewcomerKnown) return undefined
  const to = !world.facts[fact]
  return {
    says: `the fact ${fact} becomes ${to}`,
    ruled: yes(() => undefined),
    send: async (product) => {
      world.facts[fact] = to
      await storeFact(product.company, world, fact, product.versions)
      return happened
    },
  }
}

const escalateAfterMs = 24 * 3_600_000

/** The product's round of what is overdue: it reminds, asks one person more, and never decides. */
export function chaseStep(world: World): Prepared {
  return {
    says: 'the product chases what is overdue',
    ruled: yes(() => {
      for (const request of world.requests) {
        const round = openRound(request)
        const step = activeStep(round)
        if (!round || !step) continue
        chase(world, request, round, step)
      }
    }),
    send: (product) => send(product, world, 'system', chaseCommand(product.company.world.requests), null),
  }
}

function chase(world: World, request: Request, round: Round, step: Step): void {
  const overdue = step.tasks.filter(
    (task) =>
      task.state === 'active' &&
      task.escalatedAt === undefined &&
      task.due !== undefined &&
      Date.parse(task.due) < Date.parse(world.now),
  )
  for (const task of overdue) {
    if (
      task.remindedAt !== undefined &&
      Date.parse(world.now) - Date.parse(task.remindedAt) < escalateAfterMs
    )
      continue
    const isFirst = task.remindedAt === undefined
    // A timeout gives nobody a standing that they have not: asked is whoever could have been handed the task.
    const superior = managersAbove(world, task.person).find(
      (each) => !newcomerObjection(world, request, { round, step }, each),
    )
    if (isFirst || superior === undefined) {
      task.remindedAt = world.now
      continue
    }
    task.escalatedAt = world.now
    const chased = { due: world.now, remindedAt: world.now, escalatedAt: world.now, standsFor: task }
    step.tasks.push({ ...newTask(superior, 'escalation', 'active'), ...chased })
  }
}

/** The product ends what nobody used or answered in time. */
export function expireStep(world: World): Prepared {
  return {
    says: 'the product ends what nobody used or answered',
    ruled: yes(() => expire(world)),
    send: (product) => sendExpiry(product, world),
  }
}

/**
 * The last recorded call comes once more: the same, which is answered as before, or with something else in
 * it.
 */
export function againStep(_: World, picks: Picks): Prepared {
  const isOther = digit(picks.c, 0, 4) === 1
  return {
    says: isOther ? 'the last key comes with another body' : 'the last call comes once more',
    ruled: yes(() => undefined),
    send: async (product) => (product.again ? product.again(isOther) : happened),
    objection: (answered) => {
      if (answered === happened) return undefined
      if (isOther) return answered.kind === 'key_reused' ? undefined : `it was answered ${answered.kind}`
      return answered.isReplayed ? undefined : 'it was carried out once more'
    },
  }
}
