import type { Instant, LocalDate } from '../src/kernel/time.ts'
import { workingDay } from './days.ts'
import type { Random } from './random.ts'
import type {
  Bilingual,
  DocKey,
  Draft,
  FinalState,
  Form,
  PlanFrame,
  PlannedBenefit,
  PlanStaff,
  Step,
} from './types.ts'

/** A plan's people by key, and the day after which nothing has happened yet. */
type Stage = { readonly staff: ReadonlyMap<string, PlanStaff>; readonly to: LocalDate }

/** Prepares the stage on which benefits run their course. */
export function stageOf(frame: PlanFrame): Stage {
  return { staff: new Map(frame.staff.map((person) => [person.key, person])), to: frame.to }
}

/**
 * Runs an honest request from its submission on `submittedOn` to its usual end: approved, given, completed,
 * or one of the ends that also happen. Nothing is dated after the stage's last day.
 */
export function runCourse(
  key: string,
  draft: Draft,
  submittedOn: LocalDate,
  stage: Stage,
  random: Random,
): PlannedBenefit {
  const base = { ...draft, key, direction: 'given', ordinary: true, late: false } as const
  const submit: Step = { at: officeTime(submittedOn, random), by: draft.requester, verb: 'submit' }
  const decidedAt = officeTime(workingDay(submittedOn, random.between(0, 1)), random)
  const by = approverOf(draft, stage)
  const lot = random.below(1000)
  if (lot < 12) {
    const steps = inOrder([submit, { at: decidedAt, by: draft.requester, verb: 'withdraw' }])
    return { ...base, steps, state: 'withdrawn' }
  }
  if (lot < 36) {
    const reject: Step = { at: decidedAt, by, verb: 'reject', reason: random.pick(rejections) }
    return { ...base, steps: inOrder([submit, reject]), state: 'rejected' }
  }
  const asked = lot < 110 ? questionAndAnswer(decidedAt, by, draft, random) : []
  const docsAdded = asked.length > 0 ? forgotten[draft.form] : undefined
  const approve: Step = { at: asked.at(-1)?.at ?? decidedAt, by, verb: 'approve' }
  const steps = [submit, ...asked, approve, ...secondApproval(draft, approve, stage, random)]
  const { verbs, state } = afterApproval(draft, random)
  const course = cutAt(stage.to, inOrder([...steps, ...verbs]), state)
  return docsAdded === undefined ? { ...base, ...course } : { ...base, ...course, docsAdded }
}

type Rest = { readonly verbs: readonly Step[]; readonly state: FinalState }

function afterApproval(draft: Draft, random: Random): Rest {
  const lot = random.below(1000)
  const give: Step = { at: officeTime(draft.date, random), by: draft.requester, verb: 'give' }
  const isEntity = draft.recipient.kind === 'entity'
  if (lot < 8) return { verbs: [{ ...give, verb: 'cancel', reason: cancelled }], state: 'cancelled' }
  if (lot < 22 && !isEntity && draft.form !== 'meal') {
    return { verbs: [{ ...give, verb: 'decline', reason: declined }], state: 'declined' }
  }
  const complete = completeStep(draft, random)
  if (lot < 28 && isEntity) {
    const at = officeTime(workingDay(draft.date, random.between(10, 18)), random)
    return {
      verbs: [give, complete, { at, by: draft.requester, verb: 'reverse', reason: reversed }],
      state: 'reversed',
    }
  }
  const isPaid = draft.payee.rail === 'bank_transfer' || draft.payee.rail === 'invoice_deduction'
  const payAt = officeTime(workingDay(draft.date, random.between(1, 2)), random)
  const pay: readonly Step[] = isPaid ? [{ at: payAt, by: 'ding-rui', verb: 'pay' }] : []
  return { verbs: [give, ...pay, complete], state: 'completed' }
}

/** Moves a step that was drawn too early to shortly after the one before it. */
function inOrder(steps: readonly Step[]): Step[] {
  const ordered: Step[] = []
  let last = ''
  for (const step of steps) {
    const at = step.at > last ? step.at : new Date(Date.parse(last) + 19 * 60_000).toISOString()
    ordered.push({ ...step, at })
    last = at
  }
  return ordered
}

/** Keeps the steps up to the last day; the state follows from the last step that was kept. */
function cutAt(
  to: LocalDate,
  steps: readonly Step[],
  state: FinalState,
): { steps: readonly Step[]; state: FinalState } {
  const kept = steps.filter((step) => step.at.slice(0, 10) <= to)
  if (kept.length === steps.length) return { steps, state }
  const reached: Partial<Record<Step['verb'], FinalState>> = {
    approve: 'approved',
    give: 'given',
    pay: 'paid',
    complete: 'completed',
  }
  return { steps: kept, state: reached[kept.at(-1)?.verb ?? 'submit'] ?? 'submitted' }
}

function completeStep(draft: Draft, random: Random): Step {
  const at = officeTime(workingDay(draft.date, random.between(3, 9)), random)
  return { at, by: draft.form === 'meal' ? draft.requester : 'gao-yun', verb: 'complete' }
}

/** The first manager above the requester whose limit covers the whole amount, or the last there is. */
function approverOf(draft: Pick<Draft, 'requester' | 'value' | 'recipientCount'>, stage: Stage): string {
  const total = draft.value.minor * BigInt(draft.recipientCount)
  let person = stage.staff.get(draft.requester)
  for (;;) {
    const manager = stage.staff.get(person?.manager ?? '')
    if (!manager) return person?.key ?? draft.requester
    if (manager.limit && manager.limit.minor >= total && manager.key !== draft.requester) return manager.key
    person = manager
  }
}

function secondApproval(draft: Draft, first: Step, stage: Stage, random: Random): Step[] {
  const needsFinance = draft.form === 'rebate' || draft.value.minor >= 2_000_000n
  if (!needsFinance || !stage.staff.has('lin-xiao')) return []
  const day = workingDay(first.at.slice(0, 10), 1)
  return [{ at: officeTime(day, random), by: 'lin-xiao', verb: 'approve' }]
}

function questionAndAnswer(askedAt: Instant, by: string, draft: Draft, random: Random): Step[] {
  const at = officeTime(workingDay(askedAt.slice(0, 10), 1), random)
  return [
    { at: askedAt, by, verb: 'return', reason: questions[draft.form] ?? purposeQuestion },
    { at, by: draft.requester, verb: 'answer', reason: answered },
  ]
}

/** A moment in office hours of `day` in China, 09:00 to 17:59. */
export function officeTime(day: LocalDate, random: Random): Instant {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day}T${two(random.between(1, 9))}:${two(random.below(60))}:${two(random.below(60))}.000Z`
}

const rejections: readonly Bilingual[] = [
  {
    zh: '本季度该客户预算已用完，请下季度再提。',
    en: 'The budget for this customer is used up, please ask again next quarter.',
  },
  {
    zh: '商业目的不够具体，请结合项目进展重新申请。',
    en: 'The business purpose is too general; apply again with the state of the project.',
  },
  { zh: '与上月的同类申请重复。', en: 'Repeats a request of last month.' },
]
const agendaQuestion = {
  zh: '请补充议程，并写明对方参加人员的职务。',
  en: 'Please add the agenda and the posts of those who attend.',
}
const valueQuestion = { zh: '请补充公允价值的依据。', en: 'Please add what the fair value rests on.' }
const sheetQuestion = { zh: '请上传计算表。', en: 'Please upload the calculation.' }
const purposeQuestion = { zh: '请说明与哪个项目有关。', en: 'Please say which project this belongs to.' }

/** The question that an incomplete request of a form comes back with. */
const questions: Partial<Record<Form, Bilingual>> = {
  meal: agendaQuestion,
  free_goods: valueQuestion,
  free_service: valueQuestion,
  equipment_loan: valueQuestion,
  discount: sheetQuestion,
  rebate: sheetQuestion,
}

/** What people forget to attach, by form. */
const forgotten: Partial<Record<Form, readonly DocKey[]>> = {
  meal: ['agenda'],
  free_goods: ['fairValue'],
  free_service: ['fairValue'],
  equipment_loan: ['fairValue'],
  discount: ['calculationSheet'],
  rebate: ['calculationSheet'],
}
const answered: Bilingual = { zh: '已补充并上传。', en: 'Added and uploaded.' }
const cancelled: Bilingual = {
  zh: '客户行程变更，本次取消。',
  en: 'The customer changed its plans; cancelled.',
}
const declined: Bilingual = {
  zh: '对方单位规定不收礼品，已谢绝。',
  en: "The customer's own rules do not allow gifts; declined.",
}
const reversed: Bilingual = {
  zh: '订单部分退货，按差额冲销。',
  en: 'Part of the order came back; reversed by the difference.',
}
