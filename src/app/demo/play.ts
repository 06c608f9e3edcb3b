import type { DocKey, Step } from '../../../demo/types.ts'
import type { Instant } from '../../kernel/time.ts'
import { holders, loadOpenFlows, type Flow } from '../../modules/approvals/index.ts'
import {
  decideCommand,
  loadRequests,
  moveCommand,
  refileCommand,
  submitCommand,
  uploadCommand,
  type ApproverVerb,
  type MoveVerb,
} from '../../modules/requests/index.ts'
import { act } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call, Command, Outcome } from '../../platform/act/command.ts'
import { readOnly } from '../../platform/db/in-transaction.ts'
import { closeBooks, isClaimed, isOwedFor } from './books.ts'
import { isTransferred, later, skipTo, stepDone, type Course } from './course.ts'
import { givingFor, proofOfWay } from './giving.ts'
import { signGuestsIn } from './guests.ts'
import { paperOf } from './papers.ts'
import { proposalFor } from './proposal.ts'
import { confirmReversals } from './reverse.ts'
import { actAll, loaderOf, staffActor, told, type Stage } from './stage.ts'

/** What went otherwise than planned, by the words of the product: it tells whoever changes the rules. */
export type Surprises = Map<string, string[]>

type Due = { readonly course: Course; readonly step: Step }
type Player = (stage: Stage, due: readonly Due[], surprises: Surprises) => Promise<void>

/** Evidence that exists only once the benefit was given, because it proves that it was. */
const proofsOfGiving: readonly DocKey[] = [
  'attendeeList',
  'menu',
  'vendorInvoices',
  'distributionList',
  'deliverables',
  'ledgerAccount',
]

const players: readonly (readonly [Step['verb'], Player])[] = [
  ['submit', submitAll],
  ['answer', answerAll],
  ['return', (stage, due, surprises) => decideAll(stage, due, surprises, 'return')],
  ['approve', (stage, due, surprises) => decideAll(stage, due, surprises, 'approve')],
  ['reject', (stage, due, surprises) => decideAll(stage, due, surprises, 'reject')],
  ...(['withdraw', 'cancel', 'give', 'decline', 'complete', 'reverse'] as const).map(
    (verb) =>
      [
        verb,
        (stage: Stage, due: readonly Due[], surprises: Surprises) => moveAll(stage, due, surprises, verb),
      ] as const,
  ),
]

/**
 * Plays all steps before `until`, through the write door and in sets: one step of each course a round, so
 * that every course keeps its order. Within a stretch the entries of different benefits may stand out of the
 * order of their moments.
 */
export async function playUntil(
  stage: Stage,
  courses: readonly Course[],
  until: Instant,
  surprises: Surprises,
): Promise<void> {
  for (;;) {
    const due = courses.flatMap((course): Due[] => {
      const [step] = course.steps
      // Money is moved for many at once, when what comes before it was done.
      return step && step.at < until && step.verb !== 'pay' ? [{ course, step }] : []
    })
    if (due.length === 0) return
    const sorted = due.toSorted((a, b) => (a.step.at < b.step.at ? -1 : 1))
    for (const [verb, play] of players) {
      const mine = sorted.filter(({ step }) => step.verb === verb)
      if (mine.length > 0) await play(stage, mine, surprises)
    }
  }
}

async function submitAll(stage: Stage, due: readonly Due[], surprises: Surprises): Promise<void> {
  // What is paid out is paid on its booking, which is on file before: nobody records it as given.
  const isFirst = (benefit: Course['benefit'], doc: DocKey) =>
    isTransferred(benefit) || !proofsOfGiving.includes(doc)
  await upload(stage, due, ({ benefit }) =>
    benefit.docs.filter((doc) => isFirst(benefit, doc) && !(benefit.docsAdded ?? []).includes(doc)),
  )
  const command = submitCommand(stage.world.requests)
  const outcomes = await actOn(stage, command, due, ({ course, step }) => ({
    key: keyOf(course, 'submit'),
    actor: staffActor(stage, step.by),
    at: step.at,
    body: { proposal: proposalFor(stage, course.benefit, course.fileIds, course.shiftDays) },
  }))
  for (const [i, { course, step }] of due.entries()) {
    const outcome = outcomes[i]
    if (outcome?.kind !== 'done') {
      course.steps = []
      if (course.benefit.state !== 'refused_attempt') note(surprises, course, outcome)
      continue
    }
    course.requestId = outcome.answer.requestId
    stepDone(course, step.at)
    if (outcome.answer.state === 'more_information') skipTo(course, ['answer', 'withdraw'])
    if (outcome.answer.state === 'approved') skipTo(course, ['give', 'pay', 'decline', 'cancel'])
    if (outcome.answer.state === 'given') skipTo(course, ['complete'])
  }
}

async function answerAll(stage: Stage, due: readonly Due[], surprises: Surprises): Promise<void> {
  const open = await stillIn(stage, due, ['more_information'])
  await upload(stage, open, ({ benefit }) => benefit.docsAdded ?? [])
  const requests = await requestsOf(stage, open)
  const command = refileCommand(stage.world.requests, 'answer')
  const outcomes = await actOn(stage, command, open, ({ course, step }) => ({
    key: keyOf(course, 'answer'),
    actor: staffActor(stage, course.benefit.requester),
    at: step.at,
    body: {
      requestId: course.requestId ?? '',
      version: requests.get(course.requestId ?? '')?.version ?? 0,
      text: step.reason?.zh ?? '',
      proposal: proposalFor(stage, course.benefit, course.fileIds, course.shiftDays),
    },
  }))
  for (const [i, { course, step }] of open.entries()) {
    const outcome = outcomes[i]
    stepDone(course, step.at)
    if (outcome?.kind === 'done' && outcome.answer.state === 'submitted') continue
    note(surprises, course, outcome)
    course.steps = []
  }
}

/** Whoever the real route asks decides; the plan only says when. */
async function decideAll(
  stage: Stage,
  due: readonly Due[],
  surprises: Surprises,
  verb: 'approve' | 'reject' | 'return',
): Promise<void> {
  const flows = await openFlows(stage, due)
  const requests = await requestsOf(stage, due)
  const open = due.filter(({ course, step }) => {
    const opened = flows.get(course.requestId ?? '')?.flow.opened_at
    // A round that was opened after the question is the one that its answer opened, in an earlier run.
    const isOpen = opened !== undefined && (verb !== 'return' || opened < step.at)
    if (!isOpen) stepDone(course, step.at)
    return isOpen
  })
  const command = decideCommand(stage.world.requests, `approvals.${verb}`)
  const outcomes = await actOn(stage, command, open, ({ course, step }) => {
    const flow = flows.get(course.requestId ?? '')
    const request = requests.get(course.requestId ?? '')
    course.tries += 1
    return {
      key: keyOf(course, `${verb}:${course.tries}`),
      actor: deciderOf(stage, flow, step.by),
      at: afterOpening(flow, step.at),
      body: {
        requestId: course.requestId ?? '',
        version: request?.version ?? 0,
        readingSeconds: 20 + (course.benefit.reason.zh.length % 70),
        does: doesOf(verb, step, request?.outcome ?? null),
      },
    }
  })
  for (const [i, { course, step }] of open.entries()) afterDecision(course, step, outcomes[i], surprises)
}

function afterDecision(
  course: Course,
  step: Step,
  outcome: Outcome<{ readonly state: string }> | undefined,
  surprises: Surprises,
): void {
  if (outcome?.kind === 'key_reused' && course.tries < triesMax) {
    // An earlier run did this on the request as it stood then: a question is not asked twice.
    if (step.verb !== 'approve') stepDone(course, step.at)
    return
  }
  const isRaised = outcome?.kind === 'refused' && outcome.refusal.code === 'requests.level_raised'
  if (outcome?.kind !== 'done' && !(isRaised && course.tries < triesMax)) {
    note(surprises, course, outcome)
    course.steps = []
    return
  }
  const isOpen = isRaised || (outcome?.kind === 'done' && outcome.answer.state === 'submitted')
  if (!isOpen) {
    stepDone(course, step.at)
    while (course.steps[0]?.verb === 'approve') course.steps.shift()
  } else if (course.steps[1]?.verb === 'approve') {
    stepDone(course, step.at)
  } else {
    course.steps[0] = { ...step, at: later(step.at, 47 * 60_000) }
  }
}

/** A route has at most four levels, and each may be raised once. */
const triesMax = 8

/** Nobody decides before they are asked: a task that an earlier run opened later moves the moment. */
function afterOpening(flow: Flow | undefined, at: Instant): Instant {
  const opened = (flow?.tasks ?? []).flatMap((task) =>
    task.state === 'active' && task.opened_at !== null ? [task.opened_at] : [],
  )
  const latest = opened.toSorted().at(-1)
  return afterMoment(latest, at)
}

const judged = '已核对事实与依据，商业目的成立，同意。'

function doesOf(verb: 'approve' | 'reject' | 'return', step: Step, outcome: string | null): ApproverVerb {
  if (verb !== 'approve') return { verb, reason: step.reason?.zh ?? '请补充说明。' }
  return outcome === 'escalate' ? { verb, reason: judged } : { verb }
}

function deciderOf(stage: Stage, flow: Flow | undefined, planned: string): Actor {
  const asked = flow ? holders(flow) : []
  const keys = Object.entries(stage.founded.people).flatMap(([key, id]) => (asked.includes(id) ? [key] : []))
  return staffActor(stage, keys.includes(planned) ? planned : (keys[0] ?? planned))
}

/** From which states each move starts. */
const startsIn: Readonly<Record<MoveVerb, readonly string[]>> = {
  withdraw: ['submitted', 'more_information'],
  cancel: ['approved'],
  give: ['approved'],
  decline: ['approved', 'given'],
  complete: ['given', 'paid'],
  reverse: ['given', 'completed'],
}

async function moveAll(
  stage: Stage,
  all: readonly Due[],
  surprises: Surprises,
  verb: MoveVerb,
): Promise<void> {
  const open = await closable(stage, await stillIn(stage, all, startsIn[verb]), verb)
  // What has its papers already is completed by itself with the number of its voucher.
  const due = verb === 'complete' ? await stillIn(stage, open, startsIn[verb]) : open
  if (verb === 'reverse') await upload(stage, due, () => ['returnReceipt'])
  if (verb === 'give') await upload(stage, due, papersBeforePaying)
  const signedIn = verb === 'give' ? await signGuestsIn(stage, due) : undefined
  if (verb === 'complete')
    await upload(stage, due, ({ benefit }) => [
      ...benefit.docs.filter((doc) => proofsOfGiving.includes(doc)),
      ...proofOfWay(benefit),
    ])
  const requests = await requestsOf(stage, due)
  const outcomes = await actOn(stage, moveCommand(stage.world.requests, verb), due, ({ course, step }) => ({
    // What goes back to approval when it is given is given once more, as another call.
    key: keyOf(course, `${verb}:${requests.get(course.requestId ?? '')?.version ?? 0}`),
    actor: staffActor(stage, course.benefit.requester),
    at: afterMoment(requests.get(course.requestId ?? '')?.changed_at, step.at),
    body: {
      requestId: course.requestId ?? '',
      version: requests.get(course.requestId ?? '')?.version ?? 0,
      verb,
      ...(step.reason === undefined ? {} : { text: step.reason.zh }),
      ...(verb === 'give' ? givingFor(stage, course, signedIn?.get(course.requestId ?? '')) : {}),
      ...(verb === 'complete' || verb === 'reverse' || verb === 'give' ? { fileIds: course.fileIds } : {}),
    },
  }))
  for (const [i, { course, step }] of due.entries()) {
    const outcome = outcomes[i]
    stepDone(course, step.at)
    if (outcome?.kind !== 'done') {
      note(surprises, course, outcome)
      course.steps = []
    } else if (verb === 'give' && outcome.answer.state === 'submitted') {
      course.steps.unshift({ ...step, verb: 'approve', at: later(step.at, 47 * 60_000) })
      course.steps.splice(1, 0, { ...step, at: later(step.at, 94 * 60_000) })
    }
  }
  if (verb !== 'reverse') return
  const asked = due.map(({ course, step }) => ({ requestId: course.requestId ?? '', at: step.at }))
  for (const what of await confirmReversals(stage, asked)) surprises.set(what, ['a reversal'])
}

/** The receipt of what is claimed comes with its claim. */
function papersBeforePaying({ benefit }: Course): readonly DocKey[] {
  if (!isOwedFor(benefit)) return []
  const papers = benefit.docs.filter((doc) => proofsOfGiving.includes(doc))
  return isClaimed(benefit) ? papers.filter((doc) => doc !== 'vendorInvoices') : papers
}

/** What is still owed for is not completed: it waits for its payment. */
async function closable(stage: Stage, due: readonly Due[], verb: MoveVerb): Promise<readonly Due[]> {
  if (verb !== 'complete') return due
  const closing = due.map(({ course, step }) => ({ requestId: course.requestId ?? '', at: step.at }))
  const closed = await closeBooks(stage, closing)
  return due.filter(({ course, step }) => {
    const isClosed = closed.has(course.requestId ?? '')
    if (!isClosed) stepDone(course, step.at)
    return isClosed
  })
}

/** Nothing is done before what it follows. */
function afterMoment(last: Instant | undefined, at: Instant): Instant {
  return last !== undefined && last >= at ? later(last, 11 * 60_000) : at
}

/** From this day of the plan on each benefit has its own papers; for all, a first start took too long. */
const ownPapersFrom = '2026-09-01'

function aboutOf({ benefit }: Course): string {
  return benefit.date >= ownPapersFrom ? benefit.key : ''
}

/** Uploads the wanted papers of each course, which then names them. */
async function upload(
  stage: Stage,
  due: readonly Due[],
  wanted: (course: Course) => readonly Parameters<typeof paperOf>[0][],
): Promise<void> {
  const papers = due.flatMap(({ course, step }) =>
    wanted(course)
      .filter((doc) => doc !== 'contractClause')
      .map((doc) => ({ course, step, doc, paper: paperOf(doc, aboutOf(course)) })),
  )
  const contents = new Map(papers.map(({ paper }) => [paper.digest, paper.bytes]))
  const { requests, files } = stage.world
  const answers = await actAll(
    stage.world,
    uploadCommand(requests, files, contents),
    papers.map(({ course, step, doc, paper: { name, digest } }) => {
      return {
        key: keyOf(course, `file:${doc}`),
        actor: staffActor(stage, course.benefit.requester),
        at: step.at,
        body: { purpose: doc, files: [{ name, digest }] },
      }
    }),
  )
  for (const { course } of due) course.fileIds = []
  for (const [i, { course }] of papers.entries()) {
    course.fileIds = [...course.fileIds, ...(answers[i]?.files ?? []).map((file) => file.id)]
  }
}

/** The items that are still in one of these states; the others have passed this step in an earlier run. */
async function stillIn(stage: Stage, due: readonly Due[], states: readonly string[]): Promise<Due[]> {
  const requests = await requestsOf(stage, due)
  return due.filter(({ course, step }) => {
    const isOpen = states.includes(requests.get(course.requestId ?? '')?.state ?? '')
    if (!isOpen) stepDone(course, step.at)
    return isOpen
  })
}

function requestsOf(stage: Stage, due: readonly Due[]) {
  return readOnly(stage.world.pool, [loaderOf(stage.founded)], (tx) => loadRequests(tx, idsOf(due)))
}

function openFlows(stage: Stage, due: readonly Due[]) {
  return readOnly(stage.world.pool, [loaderOf(stage.founded)], (tx) =>
    loadOpenFlows(tx, 'request', idsOf(due)),
  )
}

function idsOf(due: readonly Due[]): string[] {
  return due.flatMap(({ course }) => course.requestId ?? [])
}

function keyOf(course: Course, what: string): string {
  return `demo:${course.benefit.key}:${what}`
}

/** How many requests one transaction decides. */
const setSize = 100

async function actOn<Body, State, Answer>(
  stage: Stage,
  command: Command<Body, State, Answer>,
  due: readonly Due[],
  callOf: (item: Due) => Call<Body>,
): Promise<Outcome<Answer>[]> {
  const outcomes: Outcome<Answer>[] = []
  for (let i = 0; i < due.length; i += setSize) {
    outcomes.push(...(await act(stage.world.door, command, due.slice(i, i + setSize).map(callOf))))
  }
  return outcomes
}

function note(surprises: Surprises, course: Course, outcome: Outcome<unknown> | undefined): void {
  const what = outcome === undefined ? 'nothing' : told(outcome)
  const where = `${course.benefit.key} ${course.steps[0]?.verb ?? 'end'} ${course.tries}`
  surprises.set(what, [...(surprises.get(what) ?? []), where])
}
