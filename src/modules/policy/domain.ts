import type { LocalDate } from '../../kernel/time.ts'
import type { Decision, Effect } from '../../contract/decision.ts'

/** A text in both languages; nothing in a pack may exist in one only. */
export type Both = { readonly zh: string; readonly en: string }

/** One value that a cell compares with. `unknown` stands for a fact that nobody knows. */
export type Scalar = string | boolean | number

/** A typed cell: what a fact must be for its row to match. It holds no code. */
export type Cell =
  | Scalar
  | readonly Scalar[]
  | { readonly not: Scalar | readonly Scalar[] }
  | { readonly exists: boolean }
  | { readonly positive: boolean }
  | Range

/** Bounds of a cell: `from` and `to` belong to it, `above` and `below` do not. */
type Range = {
  readonly from?: string | number | undefined
  readonly to?: string | number | undefined
  readonly above?: string | number | undefined
  readonly below?: string | number | undefined
}

/** A row matches when all its cells do; a rule when one of its rows does. */
export type Row = Readonly<Record<string, Cell>>

/** The outcomes that a rule may ask for. */
export type Ask = {
  readonly decision: 'prohibit' | 'hold' | 'escalate' | 'allow_with_conditions' | 'none'
  readonly level?: Level | undefined
  readonly message?: Both | undefined
  /** Lawful changes of substance only: never an amount, a split, another kind or another person. */
  readonly wayOut?: Both | undefined
  /**
   * The way out as a change of the facts, which is decided again before it is offered. Without it the way out
   * is not to give it; `outside` stands for one that no fact of this benefit tells, such as another colleague
   * acting.
   */
  readonly instead?: 'outside' | Readonly<Record<string, unknown>> | undefined
  readonly effects?: readonly Effect[] | undefined
  /** For a hold: the facts to supply. Without it, the unknown facts of the rows that match. */
  readonly missing?: readonly string[] | undefined
}

/** Approval levels: line manager, finance or department head, compliance, general manager. */
export type Level = 'L1' | 'L2' | 'L3' | 'L4'

/** Over what a measure adds up. */
export type Per =
  | 'recipient'
  | 'household'
  | 'recipient_org'
  | 'giver_group'
  | 'giver_person'
  | 'programme'
  | 'event'
  | 'deal'
  | 'place'
  | 'ticket'
  | 'card'
  | 'attendee'

/** Over which time a measure adds up; the day of the benefit belongs to each window. */
type Window = {
  readonly type: 'occasion' | 'day' | 'calendar_year' | 'tax_year' | 'rolling' | 'lifetime' | 'season'
  readonly days?: number | undefined
  readonly season?: string | undefined
}

/** A windowed sum or count, declared once in a pack and used by limits. */
export type Measure = {
  readonly title: Both
  readonly kind: 'sum' | 'count'
  readonly forms?: readonly string[] | undefined
  readonly per: readonly Per[]
  readonly window: Window
  readonly currency?: string | undefined
  readonly value?: 'benefit' | 'card_face' | 'card_total' | undefined
  readonly valuation?: string | undefined
}

/** A limit on a measure, with a table of values where the figure changes by date. */
export type Limit = {
  readonly measure: string
  /** `CNY 200.00` for a sum, a whole number for a count. */
  readonly max?: string | number | undefined
  readonly values?:
    readonly { from: LocalDate; to?: LocalDate | undefined; max: string | number }[] | undefined
  /** True: equal to the limit is still inside. */
  readonly inclusive: boolean
  /** True: once exceeded, the whole amount is affected and not only the excess. */
  readonly cliff: boolean
  /** Instead of a figure: this share of the limit that another rule of the pack sets on the same measure. */
  readonly percentOf?: { readonly rule: string; readonly percent: number } | undefined
  readonly effects?: readonly Effect[] | undefined
}

/** One piece of evidence; with `before`, a prospective request may bring it later. */
export type Evidence = {
  readonly need: string
  readonly before?: 'giving' | 'paying' | undefined
  readonly when?: readonly Row[] | undefined
}

/** One source of law behind a rule. */
export type LegalBasis = {
  readonly instrument: Both
  readonly article: Both
  readonly status: 'statute_text' | 'secondary_source' | 'needs_confirmation'
  readonly checked_on: LocalDate
}

/** A case of a rule: changes to the pack's baseline, and what the rule then asks for. */
export type RuleCase = {
  readonly facts: Readonly<Record<string, unknown>>
  readonly asks: 'prohibit' | 'hold' | 'escalate' | 'allow_with_conditions' | 'effects' | 'nothing'
}

/** One rule of a pack. */
export type Rule = {
  readonly id: string
  /** Tells several branches of one rule apart; they share the id. */
  readonly part?: string | undefined
  readonly title: Both
  readonly basis:
    | 'statute'
    | 'regulation'
    | 'judicial_interpretation'
    | 'party_rule'
    | 'guidance'
    | 'industry_code'
    | 'accounting_standard'
    | 'enforcement_signal'
    | 'org_policy'
  readonly modality: 'prohibit' | 'require' | 'cap' | 'threshold' | 'tax' | 'report' | 'retain' | 'permit'
  readonly severity: 'critical' | 'high' | 'medium' | 'low'
  readonly waivable: 'never' | 'L3' | 'L4'
  readonly area: 'material' | 'policy' | 'purpose' | 'risk'
  readonly enabled: boolean
  readonly effective: { readonly from: LocalDate; readonly to?: LocalDate | undefined }
  readonly unknown: 'hold' | 'assume_worst' | 'ignore'
  readonly when: readonly Row[]
  readonly match?: Ask | undefined
  readonly evidence: readonly Evidence[]
  readonly approvals: readonly { readonly level: Level; readonly role: string }[]
  readonly limits: readonly Limit[]
  readonly breach?: Ask | undefined
  readonly effects: readonly Effect[]
  readonly override?: { readonly of: readonly string[]; readonly why: Both } | undefined
  readonly confirm: readonly string[]
  readonly law: readonly LegalBasis[]
  readonly cases: readonly RuleCase[]
}

/** How a pack can reach a benefit: through any of these its jurisdiction may be touched. */
export type Reach = 'seat' | 'listing' | 'nexus' | 'recipient' | 'benefit'

/**
 * What counts as searching for a limit: within so many minutes so many amounts, each at least this share of
 * the limit and at most as far above it.
 */
export type Probing = {
  readonly minutes: number
  readonly tries: number
  readonly nearPercent: number
}

/** The pack id under which the authority matrix is kept beside the packs. */
export const matrixId = 'authority'

/** A policy pack: rules of one jurisdiction, with what they share. */
export type Pack = {
  readonly pack: string
  readonly version: string
  readonly jurisdiction: string
  readonly reach: readonly Reach[]
  /** `received`: a pack about what our own staff receive, and about nothing that we give. */
  readonly direction?: 'received' | undefined
  readonly title: Both
  readonly status: 'draft' | 'reviewed' | 'retired'
  readonly reviewed_by?: string | undefined
  readonly reviewed_on: LocalDate
  readonly notice: Both
  readonly counsel: Readonly<Record<string, Both>>
  readonly seasons: readonly { readonly id: string; readonly from: LocalDate; readonly to: LocalDate }[]
  readonly derived: Readonly<Record<string, readonly Row[]>>
  readonly measures: Readonly<Record<string, Measure>>
  readonly baseline: Readonly<Record<string, unknown>>
  readonly probing?: Probing | undefined
  readonly rules: readonly Rule[]
}

/** A pack with the hash of its content, by which a decision names it. */
export type LoadedPack = { readonly pack: Pack; readonly sha256: string }

/** Strictness from 0 (allow) to 7 (prohibit); the strictest rank that a rule asks for is the outcome. */
export type Rank = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

const levels: readonly Level[] = ['L1', 'L2', 'L3', 'L4']

/** The rank of an outcome; an escalation ranks by its level. */
export function rankOf(decision: Pick<Decision, 'outcome' | 'level'>): Rank {
  if (decision.outcome === 'prohibit') return 7
  if (decision.outcome === 'hold') return 6
  if (decision.outcome === 'escalate') return escalations[decision.level ?? 'L4']
  return decision.outcome === 'allow_with_conditions' ? 1 : 0
}

const escalations: Record<Level, Rank> = { L1: 2, L2: 3, L3: 4, L4: 5 }

/** The rank that a rule asks for. */
export function rankOfAsk(ask: Ask | undefined): Rank {
  if (!ask || ask.decision === 'none') return 0
  return rankOf({ outcome: ask.decision, level: ask.level })
}

/** The outcome of a rank, with its level where it escalates. */
export function outcomeOf(rank: Rank): { outcome: Decision['outcome']; level?: Level } {
  if (rank === 7) return { outcome: 'prohibit' }
  if (rank === 6) return { outcome: 'hold' }
  const level = levels[rank - 2]
  if (rank >= 2 && level) return { outcome: 'escalate', level }
  return { outcome: rank === 1 ? 'allow_with_conditions' : 'allow' }
}

/**
 * The evidence that a decision lets a prospective request bring later and that is due now: before giving, or
 * before paying, by when what was due before giving is due as well.
 */
export function evidenceDue(decision: Pick<Decision, 'conditions'>, before: 'giving' | 'paying'): string[] {
  const stages = before === 'giving' ? ['before_giving:'] : ['before_giving:', 'before_paying:']
  return (decision.conditions ?? []).flatMap((condition) => {
    const stage = stages.find((it) => condition.startsWith(it))
    return stage === undefined ? [] : [condition.slice(stage.length)]
  })
}

/** True when `pack` was last reviewed more than a year before `today`; its figures may have changed. */
export function isStale(pack: Pick<Pack, 'reviewed_on'>, today: LocalDate): boolean {
  const year = Number(pack.reviewed_on.slice(0, 4)) + 1
  return today > `${String(year)}${pack.reviewed_on.slice(4)}`
}
