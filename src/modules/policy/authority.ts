import type { Decision, RouteStep } from '../../contract/decision.ts'
import type { Both, Level } from './domain.ts'

/** A role that approves. */
export type ApproverRole = 'line_manager' | 'department_head' | 'finance' | 'compliance' | 'general_manager'

/** One cell of the matrix: for these kinds, recipients and units, up to this amount, this level. */
type AuthorityCell = {
  readonly kinds?: readonly string[] | undefined
  readonly classes?: readonly string[] | undefined
  readonly units?: readonly string[] | undefined
  /** In minor units of the matrix's currency; the amount itself is still inside. */
  readonly upTo?: bigint | undefined
  readonly level: Level
  readonly registerOnly: boolean
}

/** The authority matrix (审批权限表). */
export type AuthorityMatrix = {
  readonly authority: string
  readonly version: string
  readonly cumulative: boolean
  readonly roles: Readonly<Record<ApproverRole, Both>>
  readonly levels: Readonly<Record<Level, readonly { role: ApproverRole; need: 'any' | 'all' }[]>>
  readonly smallCompany: {
    readonly enabled: boolean
    readonly roles: Readonly<Record<ApproverRole, ApproverRole>>
  }
  readonly validity: Validity
  readonly splitting: Splitting
  readonly review: Review
  readonly giving: GivingTolerance
  readonly payments: PaymentRules
  /** The forms that may be approved in a batch; none until the company names them. */
  readonly batch: readonly string[]
  readonly cells: readonly AuthorityCell[]
}

/** How many days a request stays open by itself: approved and not given, or asked and not answered. */
export type Validity = { readonly approvedDays: number; readonly unansweredDays: number }

/**
 * How far what was given may differ from what was approved before it goes back to approval. More by both the
 * share and the amount, in minor units of the matrix's currency, is too much by either.
 */
export type GivingTolerance = {
  readonly amountPercent: number
  readonly amountMinor: number
  readonly guests: number
  readonly days: number
  /** Elsewhere than approved, and from another vendor, by form. */
  readonly place: OtherThan
  readonly vendor: OtherThan
}

/**
 * What follows where something else was named in the approval: it is simply recorded, recorded with its
 * reason, or goes back to approval.
 */
export const followings = ['told', 'reason', 'back'] as const
export type Following = (typeof followings)[number]

/** By the form of the benefit, and `otherwise` for the forms that are not named. */
export type OtherThan = Readonly<Partial<Record<string, Following>>> & { readonly otherwise: Following }

/** What follows for one form. */
export function followingOf(switches: OtherThan, form: string | undefined): Following {
  return switches[form ?? ''] ?? switches.otherwise
}

/**
 * Within how many days what one recipient's organisation gets is read as one amount, so that a band holds
 * for the whole however it is split.
 */
export type Splitting = { readonly days: number }

/**
 * For how many working days a changed account is not paid after it was verified, after how many days from its
 * giving a claim counts as late, and how many percent a typed amount in another currency may lie apart from
 * the rate of the day before whoever checks the claim says why.
 */
export type PaymentRules = {
  readonly coolingDays: number
  readonly lateClaimDays: number
  readonly ratePercent: number
}

/** The currency of the bands of the matrix. */
export const matrixCurrency = 'CNY'

/** How many in a thousand of what is recorded at once are reviewed later, and who reviews them. */
export type Review = { readonly perMille: number; readonly level: Level }

/** What the matrix looks at. An amount that is unknown, or in another currency, takes the highest band. */
export type RouteSubject = {
  readonly kind: string | undefined
  /** Of all recipients together. */
  readonly amount: { readonly currency: string; readonly minor: string | bigint } | undefined
  /** What is read as one with it, in the currency of the matrix. */
  readonly beside?: readonly Beside[]
  readonly recipientClass: string | undefined
  /** The codes of the requester's unit and of those above it: a cell for a unit holds for the units below. */
  readonly units?: readonly string[] | undefined
}

/** Another benefit of the window, in minor units of the matrix's currency. */
export type Beside = { readonly kind: string; readonly minor: bigint }

/** The way of an approval. Without steps nobody approves: `closed` by the decision, or recorded at once. */
export type Route = {
  readonly steps: readonly RouteStep[]
  readonly registerOnly: boolean
  readonly closed: boolean
  /** For what is recorded at once: the share that is reviewed later, and the steps of such a review. */
  readonly review?: { readonly perMille: number; readonly steps: readonly RouteStep[] }
}

const levels: readonly Level[] = ['L1', 'L2', 'L3', 'L4']

/** The steps that an approval passes. Hold and prohibit have none, on no surface. Pure. */
export function route(
  decision: Pick<Decision, 'outcome' | 'level'>,
  subject: RouteSubject,
  matrix: AuthorityMatrix,
): Route {
  if (decision.outcome === 'prohibit' || decision.outcome === 'hold') {
    return { steps: [], registerOnly: false, closed: true }
  }
  const cell = matrix.cells.find((it) => fits(it, subject, matrix))
  if (cell?.registerOnly && decision.outcome === 'allow') {
    const { perMille, level } = matrix.review
    const review = { perMille, steps: stepsAt([level], matrix) }
    return { steps: [], registerOnly: true, closed: false, review }
  }
  const top = highest(cell?.level ?? 'L4', decision.level)
  const passed = matrix.cumulative ? levels.slice(0, levels.indexOf(top) + 1) : [top]
  return { steps: stepsAt(passed, matrix), registerOnly: false, closed: false }
}

function stepsAt(passed: readonly Level[], matrix: AuthorityMatrix): RouteStep[] {
  const steps = passed.flatMap((level) => matrix.levels[level].map((step) => ({ level, ...step })))
  return matrix.smallCompany.enabled ? merged(steps, matrix) : steps
}

/**
 * The roles that may hold a step of this level: those that the matrix names for it or for a higher one. Pure.
 */
export function rolesFrom(level: string, matrix: AuthorityMatrix): ApproverRole[] {
  const from = levels.findIndex((each) => each === level)
  const above = from < 0 ? [] : levels.slice(from)
  const named = above.flatMap((each) => matrix.levels[each].map((step) => step.role))
  const { enabled, roles } = matrix.smallCompany
  return [...new Set(enabled ? named.map((role) => roles[role]) : named)]
}

function fits(cell: AuthorityCell, subject: RouteSubject, matrix: AuthorityMatrix): boolean {
  if (cell.kinds && !cell.kinds.includes(subject.kind ?? '')) return false
  if (cell.classes && !cell.classes.includes(subject.recipientClass ?? 'unknown')) return false
  if (cell.units && !cell.units.some((unit) => subject.units?.includes(unit))) return false
  if (cell.upTo === undefined) return true
  if (subject.amount?.currency !== matrixCurrency) return false
  return BigInt(subject.amount.minor) + besideIn(cell, subject, matrix) <= cell.upTo
}

/**
 * What counts together in a cell: its kinds. A cell for all of them takes the kind that is asked for with
 * those that no band of the matrix names.
 */
function besideIn(cell: AuthorityCell, subject: RouteSubject, matrix: AuthorityMatrix): bigint {
  const bands = matrix.cells.filter((each) => !each.classes).flatMap((each) => each.kinds ?? [])
  const isIn = (kind: string) =>
    cell.kinds?.includes(kind) ?? (kind === subject.kind || !bands.includes(kind))
  return (subject.beside ?? []).reduce((sum, { kind, minor }) => (isIn(kind) ? sum + minor : sum), 0n)
}

function highest(a: Level, b: Level | undefined): Level {
  return b !== undefined && levels.indexOf(b) > levels.indexOf(a) ? b : a
}

type Step = { readonly level: Level; readonly role: ApproverRole; readonly need: 'any' | 'all' }

/** In a small company several roles are one person: each person is asked once, at the highest level. */
function merged(steps: readonly Step[], matrix: AuthorityMatrix): Step[] {
  const byRole = new Map<ApproverRole, Step>()
  for (const step of steps) {
    const role = matrix.smallCompany.roles[step.role]
    byRole.delete(role)
    byRole.set(role, { ...step, role })
  }
  return [...byRole.values()]
}
