import { wordsOr, type Reason } from '../../kernel/because.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import { actAlone, type Door } from '../../platform/act/act.ts'
import type { Call, Command, Decision } from '../../platform/act/command.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import {
  saidOf,
  stillWaiting,
  type Gone,
  type Matter,
  type MatterReader,
  type MattersPort,
  type Unanswered,
} from '../../platform/matters.ts'
import { everybody, type OpenRound } from '../../platform/rounds.ts'
import { hasLeft, type Organisation } from './organisation.ts'
import { lockedSituation, type RoleDeps, type Situation } from './situation.ts'
import { organisationIn } from './snapshot.ts'
import { lockRows, type ProposalRows } from './store.ts'
import { authorise } from './permission.ts'

/** What one person of administration proposes of somebody, and another one answers. */
export type Proposed = { readonly proposalId: string; readonly state: 'proposed' | 'confirmed' | 'declined' }

/** Who answers a proposal, and when. */
export type Answering = { readonly answererId: string; readonly at: Instant; readonly isConfirmed: boolean }

type Answered = {
  readonly state: 'confirmed' | 'declined'
  readonly answered_by: string
  readonly answered_at: Instant
}

/** The columns that change when a proposal is answered, or ends without an answer. */
type Ending = Answered | { readonly state: Unanswered }

/** What tells one kind of proposal from another. */
export type ProposalRules<Kind extends keyof ProposalRows> = {
  readonly kind: Kind
  /** The operation of the second person. */
  readonly operation: string
  readonly objection: (
    organisation: Organisation,
    proposal: ProposalRows[Kind],
    answering: Answering,
  ) => Refusal | undefined
  readonly ended: (proposal: ProposalRows[Kind], ending: Ending) => RowChange
  /** Why nobody can confirm it any more. */
  readonly gone: (organisation: Organisation, proposal: ProposalRows[Kind], at: Instant) => Gone | undefined
  /** What is changed in the organisation by a confirmation. */
  readonly confirmed: (
    deps: RoleDeps,
    organisation: Organisation,
    proposal: ProposalRows[Kind],
    at: Instant,
  ) => readonly RowChange[]
  /** Why it was proposed, for the entry of an answer without words of its own. */
  readonly reason: (proposal: ProposalRows[Kind]) => Reason
}

/** The columns of a proposal that waits for its answer. */
export function waiting({ actor, at }: Pick<Call<unknown>, 'actor' | 'at'>) {
  const open = { answered_by: null, answered_at: null }
  return { state: 'proposed', proposed_by: actor.personId, proposed_at: at, ...open } as const
}

/** The round in which a second person is asked. */
export function askSecond(
  deps: RoleDeps,
  object: { readonly type: keyof ProposalRows; readonly id: string },
  { actor, at }: Pick<Call<unknown>, 'actor' | 'at'>,
  personIds: readonly string[],
): readonly RowChange[] {
  const asking = { entityId: everybody, requesterId: actor.personId, role: 'administrator' }
  return deps.rounds.open({ object, kind: object.type, ...asking, personIds, at })
}

type AnswerBody = {
  readonly proposalId: string
  readonly answer: 'confirm' | 'decline'
  readonly reason?: string | undefined
}

type AnswerState<Kind extends keyof ProposalRows> = {
  readonly situation: Situation
  readonly proposals: ReadonlyMap<string, ProposalRows[Kind]>
  readonly rounds: ReadonlyMap<string, OpenRound>
}

/** The second of the two persons. */
export function answerProposal<Kind extends keyof ProposalRows>(
  deps: RoleDeps,
  rules: ProposalRules<Kind>,
): Command<AnswerBody, AnswerState<Kind>, Proposed> {
  return {
    operation: rules.operation,
    load: async (tx, calls) => {
      const ids = calls.map((call) => call.body.proposalId)
      return {
        situation: await lockedSituation(tx, deps),
        proposals: await lockRows(tx, rules.kind, ids),
        rounds: await deps.rounds.load(tx, rules.kind, ids),
      }
    },
    decide: (state, call) => decideAnswer(deps, rules, state, call),
  }
}

function decideAnswer<Kind extends keyof ProposalRows>(
  deps: RoleDeps,
  rules: ProposalRules<Kind>,
  { situation, proposals, rounds }: AnswerState<Kind>,
  { body, actor, at }: Call<AnswerBody>,
): Decision<Proposed> {
  const { proposalId } = body
  const isConfirmed = body.answer === 'confirm'
  const proposal = proposals.get(proposalId)
  const object = { type: 'person', id: proposal?.person_id ?? proposalId }
  if (!proposal) return { refusal: refuse('access.not_in_organisation'), object }
  const organisation = situation.organisation()
  const objection = rules.objection(organisation, proposal, { answererId: actor.personId, at, isConfirmed })
  if (objection) return { refusal: objection, object }
  const state = isConfirmed ? 'confirmed' : 'declined'
  const answered = rules.ended(proposal, { state, answered_by: actor.personId, answered_at: at })
  const changes = isConfirmed ? situation.noting(rules.confirmed(deps, organisation, proposal, at)) : []
  const answer = { personId: actor.personId, at, isConfirmed, reason: body.reason }
  const closed = rounds.get(proposalId)?.answered(answer) ?? []
  return {
    answer: { proposalId, state },
    object,
    changes: [answered, ...changes, ...closed],
    reason: wordsOr(body.reason, rules.reason(proposal)),
  }
}

type MatterDeps = RoleDeps & { readonly door: Door }

/** What a kind of proposal says of itself. */
type Words = Pick<Matter, 'kind' | 'title' | 'heading' | 'reason' | 'facts' | 'changes'>

/** One kind of proposal in the inbox of those who may answer. */
export function proposalMatters<Kind extends keyof ProposalRows>(
  deps: MatterDeps,
  rules: ProposalRules<Kind>,
  wordsOf: (organisation: Organisation, reader: MatterReader, proposal: ProposalRows[Kind]) => Words,
): MattersPort {
  const matterOf = (
    organisation: Organisation,
    reader: MatterReader,
    proposal: ProposalRows[Kind],
  ): Matter => {
    const answering = { answererId: reader.actor.personId, at: reader.now, isConfirmed: true }
    const objection = () => rules.objection(organisation, proposal, answering)
    return {
      ...wordsOf(organisation, reader, proposal),
      version: proposal.version,
      loggedUnder: { type: 'person', id: proposal.person_id },
      ...answerable(reader, rules.operation, objection),
    }
  }
  return {
    type: rules.kind,
    describe: async (tx, reader, ids) => {
      const organisation = await organisationIn(tx, deps.organisation)
      const proposals = await lockRows(tx, rules.kind, ids)
      return new Map([...proposals].map(([id, row]) => [id, matterOf(organisation, reader, row)]))
    },
    answer: (call, proposalId, answer) =>
      actAlone(deps.door, answerProposal(deps, rules), { ...call, body: { proposalId, ...saidOf(answer) } }),
    waiting: async (tx, ids, at) => {
      const organisation = (await lockedSituation(tx, deps)).organisation()
      const rows = await lockRows(tx, rules.kind, ids)
      return stillWaiting(rows.values(), (row) => ({
        loggedUnder: { type: 'person', id: row.person_id },
        ended: (state) => rules.ended(row, { state }),
        gone: rules.gone(organisation, row, at),
      }))
    },
  }
}

/** Why nobody can confirm what is about people of whom one has left. */
export function leftOf(
  organisation: Organisation,
  personIds: readonly string[],
  at: Instant,
): Gone | undefined {
  return personIds.some((id) => hasLeft(organisation, id, at)) ? 'person_left' : undefined
}

/** Whether this reader can confirm it: may do so at all, and has nothing against it. */
export function answerable(
  { actor }: MatterReader,
  operation: string,
  objection: () => Refusal | undefined,
): Pick<Matter, 'objection' | 'needsFactor'> {
  const refused = authorise({ ...actor, hasFreshFactor: true }, operation)
  return { objection: refused ?? objection(), needsFactor: !actor.hasFreshFactor }
}
