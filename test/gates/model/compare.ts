import { systemActor } from '../../../src/platform/act/actor.ts'
import { readOnly } from '../../../src/platform/db/in-transaction.ts'
import type { Company } from '../../setup/company-on.ts'
import { reversalWords, roundOf, type StoredReversal } from './compare-reversals.ts'
import { idIn } from './company.ts'
import { wholeOf, type Grant, type Request, type Round, type World } from './state.ts'
import { counts } from './verdict.ts'

/** A request as the database holds it, with all that belongs to it. */
export type Stored = {
  readonly id: string
  readonly entity: string
  readonly requester: string
  readonly state: string
  readonly version: number
  readonly outcome: string | null
  readonly level: string | null
  readonly waiting: string | null
  readonly late: boolean
  readonly benefit: {
    readonly state: string
    readonly whole: string
    readonly entity: string
    readonly deal: string | null
  } | null
  readonly duties: readonly string[] | null
  readonly lines: readonly string[] | null
  readonly papers: readonly string[] | null
  readonly rounds: readonly StoredRound[] | null
  readonly ended: string | null
  readonly breaches: readonly string[] | null
  readonly reversals: readonly StoredReversal[] | null
}

type StoredTask = {
  readonly person: string
  readonly source: string
  readonly state: string
  readonly by: string | null
  readonly due: string | null
  readonly reminded: string | null
  readonly escalated: string | null
  readonly nudged: string | null
}

type StoredRound = {
  readonly state: string
  readonly entity: string
  readonly copies: readonly string[] | null
  readonly steps:
    | readonly {
        readonly level: string
        readonly role: string
        readonly need: string
        readonly state: string
        readonly tasks: readonly StoredTask[] | null
      }[]
    | null
}

/** What the database holds of a run. */
export type Observed = {
  readonly requests: readonly Stored[]
  readonly grants: readonly string[]
  readonly delegations: readonly string[]
  readonly attempts: number
}

const observeSql = `select
  (select coalesce(json_agg(r order by r.created_at), '[]') from (
    select r.id, r.entity_id as entity, r.requester_id as requester, r.state, r.version, r.outcome, r.level,
      r.waiting_on as waiting, r.is_late as late, r.created_at, r.ended_as as ended,
      (select json_agg(v order by v.asked_at) from (
        select v.id, v.verb, v.state, v.asked_by as by, v.answered_by as answered, v.asked_at,
          f.state as round,
          (select json_agg(t.person_id) from approvals.task as t where t.flow_id = f.id) as asked
        from requests.reversal as v
        join approvals.flow as f on f.object_type = 'reversal' and f.object_id = v.id
        where v.request_id = r.id) as v) as reversals,
      (select json_agg(distinct a.reason) from benefits.alert as a
        where a.benefit_id = r.benefit_id and a.reason is not null) as breaches,
      (select json_build_object('state', b.state, 'whole', b.value_minor::text, 'entity', b.entity_id,
        'deal', b.deal_id) from benefits.benefit as b where b.id = r.benefit_id) as benefit,
      (select json_agg(d.person_id || ' ' || d.duty) from access.duty as d
        where d.object_type = 'request' and d.object_id = r.id) as duties,
      (select json_agg(concat_ws(' ', l.recipient_id, l.happened_on, coalesce(l.deal_id, '-'), l.minor))
        from (select recipient_id, happened_on, deal_id, sum(minor) as minor from benefits.line
          where benefit_id = r.benefit_id group by 1, 2, 3 having sum(minor) <> 0) as l) as lines,
      (select json_agg(distinct e.kind) from requests.evidence as e where e.request_id = r.id) as papers,
      (select json_agg(f order by f.opened_at) from (
        select f.state, f.entity_id as entity, f.opened_at,
          (select json_agg(c.person_id) from approvals.copy as c where c.flow_id = f.id) as copies,
          (select json_agg(s order by s.ordinal) from (
            select s.ordinal, s.level, s.role, s.need, s.state,
              (select json_agg(json_build_object('person', t.person_id, 'source', t.source, 'state', t.state,
                'by', t.decided_by, 'due', t.due_at, 'reminded', t.reminded_at,
                'escalated', t.escalated_at, 'nudged', t.nudged_at))
                from approvals.task as t where t.flow_id = f.id and t.step_id = s.id) as tasks
            from approvals.step as s where s.flow_id = f.id) as s) as steps
        from approvals.flow as f where f.object_type = 'request' and f.object_id = r.id) as f) as rounds
    from requests.request as r where r.entity_id = any($1)) as r) as requests,
  (select coalesce(json_agg(concat_ws(' ', person_id, role, coalesce(entity_id, '-'), from_on,
    coalesce(until_on::text, '-'), state)), '[]')
    from access.role_grant where entity_id = any($1)) as grants,
  (select coalesce(json_agg(from_id || ' ' || to_id || ' ' || from_on || ' ' || until_on || ' ' ||
    (ended_at is not null)), '[]')
    from access.delegation where from_id = any($2)) as delegations,
  (select count(*)::int from requests.attempt where entity_id = any($1)) as attempts`

/** Reads what the database holds of a run. */
export function observe(company: Company, world: World): Promise<Observed> {
  const entities = ['a', 'b'].map((key) => idIn(world, key))
  const people = [...world.people.keys()].map((key) => idIn(world, key))
  return readOnly(company.world.pool, [systemActor], async (tx) => {
    const [row] = await tx.sql<Observed>(observeSql, [entities, people], 'model_observe')
    if (!row) throw new Error('one row is read')
    return row
  })
}

/** What differs between the model and the database, in words; empty when they agree. */
export function differences(world: World, observed: Observed): string[] {
  const stored = new Map(observed.requests.map((request) => [request.id, request]))
  return [
    ...world.requests.flatMap((request) => {
      const found = stored.get(request.id)
      return difference(request.name, ofRequest(request), found ? ofStored(world, found) : ['is not stored'])
    }),
    ...difference('number of requests', [String(world.requests.length)], [String(stored.size)]),
    ...difference('refused attempts', [String(world.attempts)], [String(observed.attempts)]),
    ...difference('roles', world.grants.map(ofGrant).sort(), cut(world, observed.grants)),
    ...difference(
      'delegations',
      world.delegations
        .map((each) => `${each.from} ${each.to} ${each.fromOn} ${each.untilOn} ${each.isEnded}`)
        .sort(),
      cut(world, observed.delegations),
    ),
  ]
}

function difference(what: string, ought: readonly string[], is: readonly string[]): string[] {
  const lacking = ought.filter((line) => !is.includes(line))
  const extra = is.filter((line) => !ought.includes(line))
  if (lacking.length === 0 && extra.length === 0 && ought.length === is.length) return []
  return [`${what} ought to be [${lacking.join('; ')}] and is [${extra.join('; ')}]`]
}

/** Identifiers without the run's suffix, sorted. */
function cut(world: World, texts: readonly string[] | null): string[] {
  const named = new RegExp(`md_([0-9A-Za-z]+?)${world.suffix}`, 'g')
  return (texts ?? []).map((text) => text.replaceAll(named, '$1')).sort()
}

function ofGrant(grant: Grant): string {
  return [grant.person, grant.role, grant.entity, grant.from, grant.until ?? '-', grant.state].join(' ')
}

function ofRequest(request: Request): string[] {
  const isFiled = request.duties.size > 0
  const { outcome, level, waitingOn, asked } = request
  return [
    `${request.state} v${request.version} of ${request.requester} for ${request.entity}`,
    `verdict ${outcome ?? '-'} ${level ?? '-'}, waits for ${waitingOn ?? '-'}, late ${request.isLate}`,
    `ended as ${request.endedAs ?? '-'}`,
    ...[...request.breaches].map((breach) => `told of: ${breach}`),
    ...request.reversals.flatMap((each, i) =>
      reversalWords(i, { ...each, by: each.askedBy, answered: each.answeredBy, round: roundOf[each.state] }),
    ),
    isFiled
      ? `benefit ${request.state} ${wholeOf(asked)} for ${request.entity}, ${asked.deal ?? '-'}`
      : 'no benefit',
    ...[...request.duties].map(([person, duty]) => `duty ${person} ${duty}`),
    ...netLines(request).map((line) => `sum ${line}`),
    ...[...request.evidence].map((paper) => `paper ${paper}`),
    ...request.rounds.flatMap((round, i) => ofRound(round, i, request.entity)),
  ].sort()
}

/** What the lines of a request come to, by recipient, day and deal. */
function netLines(request: Request): string[] {
  const sums = new Map<string, bigint>()
  for (const line of request.lines) {
    const key = `${line.recipient} ${line.day} ${line.deal ?? '-'}`
    sums.set(key, (sums.get(key) ?? 0n) + line.minor)
  }
  return [...sums].filter(([, sum]) => sum !== 0n).map(([key, sum]) => `${key} ${sum}`)
}

function ofRound(round: Round, index: number, entity: string): string[] {
  const at = `round ${index + 1}`
  return [
    `${at} ${round.state} for ${entity}`,
    ...[...round.copies].map((person) => `${at} copy ${person}`),
    ...round.steps.flatMap((step, i) => [
      `${at}.${i + 1} ${step.level} ${step.role} ${step.need} ${step.state}`,
      ...step.tasks.map((task) => {
        const { person, source, state, decidedBy } = task
        const chased = chasedWords(task.remindedAt, task.escalatedAt, task.nudgedAt)
        return `${at}.${i + 1} ${person} ${source} ${state} by ${decidedBy ?? '-'}${chased}`
      }),
    ]),
  ]
}

type Moment = string | null | undefined

function chasedWords(reminded: Moment, escalated: Moment, nudged: Moment): string {
  return `${reminded ? ', reminded' : ''}${escalated ? ', escalated' : ''}${nudged ? ', asked for' : ''}`
}

function ofStored(world: World, request: Stored): string[] {
  const { benefit, outcome, level, waiting, late } = request
  const rounds = (request.rounds ?? []).flatMap((round, index) => ofStoredRound(round, index))
  return cut(world, [
    `${request.state} v${request.version} of ${request.requester} for ${request.entity}`,
    `verdict ${outcome ?? '-'} ${level ?? '-'}, waits for ${waiting ?? '-'}, late ${late}`,
    `ended as ${request.ended ?? '-'}`,
    ...(request.breaches ?? []).map((breach) => `told of: ${breach}`),
    ...(request.reversals ?? []).flatMap((each, i) => reversalWords(i, each)),
    benefit
      ? `benefit ${benefit.state} ${benefit.whole} for ${benefit.entity}, ${benefit.deal ?? '-'}`
      : 'no benefit',
    ...(request.duties ?? []).map((duty) => `duty ${duty}`),
    ...(request.lines ?? []).map((line) => `sum ${line}`),
    ...(request.papers ?? []).map((paper) => `paper ${paper}`),
    ...rounds,
  ])
}

function ofStoredRound(round: StoredRound, index: number): string[] {
  const at = `round ${index + 1}`
  return [
    `${at} ${round.state} for ${round.entity}`,
    ...(round.copies ?? []).map((person) => `${at} copy ${person}`),
    ...(round.steps ?? []).flatMap((step, i) => [
      `${at}.${i + 1} ${step.level} ${step.role} ${step.need} ${step.state}`,
      ...(step.tasks ?? []).map((task) => {
        const chased = chasedWords(task.reminded, task.escalated, task.nudged)
        return `${at}.${i + 1} ${task.person} ${task.source} ${task.state} by ${task.by ?? '-'}${chased}`
      }),
    ]),
  ]
}

/** Identifiers are the product's to give: the model takes over those of reversals, to answer them. */
export function takeReversals(world: World, observed: Observed): void {
  const stored = new Map(observed.requests.map((request) => [request.id, request.reversals ?? []]))
  for (const request of world.requests) {
    for (const [i, reversal] of request.reversals.entries()) reversal.id = stored.get(request.id)?.[i]?.id
  }
}

/** Deadlines are the product's matter: the model takes them over for the tasks that both know. */
export function takeDeadlines(world: World, observed: Observed): void {
  const stored = new Map(observed.requests.map((request) => [request.id, request]))
  for (const request of world.requests) {
    for (const [r, round] of request.rounds.entries()) {
      for (const [s, step] of round.steps.entries()) {
        const tasks = stored.get(request.id)?.rounds?.[r]?.steps?.[s]?.tasks ?? []
        for (const task of step.tasks.filter((each) => each.state === 'active')) {
          const same = tasks.find(
            (each) => each.person === idIn(world, task.person) && each.state === 'active',
          )
          task.due = same?.due ?? undefined
        }
      }
    }
  }
}

/**
 * What must hold whatever the model says, read off the database alone: nobody decides their own request,
 * one duty a person, nothing stands approved without a round that was decided to its end, and what counts
 * is in the sums.
 */
export function violations(world: World, observed: Observed): string[] {
  return observed.requests.flatMap((request) => {
    const name = world.requests.find((each) => each.id === request.id)?.name ?? request.id
    return brokenBy(request).map((broken) => `${name}: ${broken}`)
  })
}

function brokenBy(request: Stored): string[] {
  const rounds = request.rounds ?? []
  const tasks = rounds.flatMap((round) => (round.steps ?? []).flatMap((step) => step.tasks ?? []))
  const deciders = tasks.flatMap((task) => task.by ?? [])
  const last = rounds.at(-1)
  const isPast = ['approved', 'given', 'completed'].includes(request.state)
  // Declared late, it was given before anybody was asked, and ended without an approval.
  const isUnapproved = ['withdrawn', 'rejected', 'cancelled'].includes(request.ended ?? '')
  const needsRound =
    isPast && !isUnapproved && (request.outcome === 'escalate' || request.outcome === 'allow_with_conditions')
  const holders = (request.duties ?? []).map((duty) => duty.split(' ')[0])
  const sum = (request.lines ?? []).reduce((total, line) => total + BigInt(line.split(' ').at(-1) ?? 0), 0n)
  const reversals = request.reversals ?? []
  const isOff = request.state === 'reversed' || (request.state === 'declined' && reversals.length > 0)
  const broken: readonly (readonly [boolean, string])[] = [
    [
      isOff && !reversals.some((each) => each.state === 'confirmed' && each.round === 'approved'),
      'something given was taken off without a second person',
    ],
    [
      reversals.some(
        (each) => each.answered !== null && [each.by, request.requester].includes(each.answered),
      ),
      'somebody confirmed their own reversal',
    ],
    [
      request.late && ['withdrawn', 'rejected', 'cancelled'].includes(request.state),
      'what was declared as given was taken off without a reversal',
    ],
    [deciders.includes(request.requester), 'somebody decided their own request'],
    [new Set(holders).size !== holders.length, 'a person holds two duties'],
    [needsRound && last?.state !== 'approved', 'it stands approved and its last round does not'],
    [
      last?.state === 'approved' && (last.steps ?? []).some((step) => step.state !== 'approved'),
      'a round closed approved with a level that nobody approved',
    ],
    [
      rounds.some((round) => round.entity !== request.entity) ||
        (request.benefit !== null && request.benefit.entity !== request.entity),
      'its parts belong to two entities',
    ],
    [
      request.benefit !== null && counts(asState(request)) !== sum > 0n,
      'what counts is not what the sums hold',
    ],
    [request.benefit !== null && request.benefit.state !== request.state, 'the register says another state'],
  ]
  return broken.flatMap(([isBroken, words]) => (isBroken ? [words] : []))
}

function asState(request: Stored): Pick<Request, 'state'> {
  // The database holds the list of states.
  return { state: request.state as Request['state'] }
}
