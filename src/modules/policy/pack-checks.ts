import { factsJson } from '../../contract/facts.ts'
import { sayShape } from '../../texts/shapes.ts'
import { changedFacts } from './change-facts.ts'
import { figure } from './compile.ts'
import { matrixId, type Ask, type Limit, type Pack, type Per, type Rule } from './domain.ts'
import { derivedCatalogue, factCatalogue } from './fact-catalogue.ts'
import { packProblem, type PackProblem, type Place, type Say } from './problem.ts'
import { checkRows } from './row-checks.ts'

/** Checks what the shape of a pack cannot say. An empty list means that the pack may be used. */
export function checkPack(file: string, pack: Pack): PackProblem[] {
  const problems: PackProblem[] = []
  const saying =
    (rule?: string): Say =>
    (path, key, params) =>
      void problems.push(packProblem({ file, path, rule }, key, params))
  if (pack.pack === matrixId) saying()(['pack'], 'problem.name_reserved')
  checkDerived(pack, saying())
  checkMeasures(pack, saying())
  if (pack.probing && pack.jurisdiction !== 'ORG') saying()(['probing'], 'problem.probing_company')
  for (const [at, rule] of pack.rules.entries()) checkRule(pack, rule, at, saying(rule.id))
  checkOverlaps([pack], saying)
  checkTexts(pack, saying, [])
  return problems
}

/** Checks between packs: one rule id may be in force once on any day. */
export function checkPacks(packs: readonly Pack[]): PackProblem[] {
  const problems: PackProblem[] = []
  checkOverlaps(
    packs,
    (rule) => (path, key, params) => void problems.push(packProblem({ file: '', path, rule }, key, params)),
  )
  return problems
}

function checkDerived(pack: Pack, say: Say): void {
  const known = new Set<string>()
  for (const [name, rows] of Object.entries(pack.derived)) {
    if (derivedCatalogue.has(`derived.${name}`)) say(['derived', name], 'problem.derived_known')
    checkRows(rows, ['derived', name], known, say)
    known.add(name)
  }
}

/**
 * Those whose earlier benefits are loaded, and what has none. A group, a programme or a place alone names
 * nobody whose lines are loaded: such a limit would hold in the cases of its pack and nowhere else.
 */
const counted: readonly Per[] = [
  'recipient',
  'household',
  'recipient_org',
  'giver_person',
  'event',
  'deal',
  'ticket',
  'card',
  'attendee',
]

function checkMeasures(pack: Pack, say: Say): void {
  for (const [name, measure] of Object.entries(pack.measures)) {
    const at = ['measures', name]
    if (!measure.per.some((per) => counted.includes(per))) say([...at, 'per'], 'problem.per_nobody')
    if (measure.kind === 'sum' && !measure.currency) say(at, 'problem.sum_currency')
    if (measure.window.type === 'rolling' && !measure.window.days)
      say([...at, 'window'], 'problem.window_days')
    const season = measure.window.season ?? ''
    if (measure.window.type === 'season' && !pack.seasons.some((it) => it.id === season)) {
      say([...at, 'window'], 'problem.no_season', { season })
    }
  }
}

function checkRule(pack: Pack, rule: Rule, at: number, say: Say): void {
  const path: Place = ['rules', at]
  const derived = new Set(Object.keys(pack.derived))
  checkRows(rule.when, [...path, 'when'], derived, say)
  checkLaw(pack, rule, path, say)
  checkAsk(rule.match, [...path, 'match'], say)
  checkAsk(rule.breach, [...path, 'breach'], say)
  checkThreshold(rule, path, say)
  checkEvidence(rule, path, derived, say)
  for (const [i, limit] of rule.limits.entries()) checkLimit(pack, rule, limit, [...path, 'limits', i], say)
  if (rule.breach && rule.limits.length === 0) say([...path, 'breach'], 'problem.breach_needs_limit')
  if (!rule.cases.some((it) => it.asks === 'nothing')) say([...path, 'cases'], 'problem.silent_case')
  if (!rule.cases.some((it) => it.asks !== 'nothing')) say([...path, 'cases'], 'problem.speaking_case')
  if (!asksSomething(rule)) say(path, 'problem.asks_nothing')
}

function asksSomething(rule: Rule): boolean {
  const asks = [rule.match, rule.breach].some((ask) => ask && (ask.decision !== 'none' || ask.effects))
  return asks || rule.effects.length + rule.evidence.length + rule.limits.length + rule.confirm.length > 0
}

function checkLaw(pack: Pack, rule: Rule, path: Place, say: Say): void {
  if (rule.law.length === 0 && rule.basis !== 'org_policy') say([...path, 'law'], 'problem.no_law')
  for (const id of rule.confirm) if (!pack.counsel[id]) say([...path, 'confirm'], 'problem.counsel', { id })
  const { from, to } = rule.effective
  if (to !== undefined && to < from) say([...path, 'effective'], 'problem.ends_before')
}

function checkAsk(ask: Ask | undefined, path: Place, say: Say): void {
  if (!ask) return
  if (ask.decision === 'escalate' && !ask.level) say(path, 'problem.level_missing')
  if (ask.decision !== 'escalate' && ask.level) say(path, 'problem.level_other')
  if (ask.decision !== 'none' && !ask.message) say(path, 'problem.message_missing')
  for (const fact of ask.missing ?? []) {
    if (ask.decision !== 'hold' || !factCatalogue.has(fact)) say(path, 'problem.not_askable', { fact })
  }
  if (ask.decision === 'prohibit' && !ask.wayOut) say(path, 'problem.way_out_missing')
  if (ask.decision !== 'prohibit' && (ask.wayOut ?? ask.instead)) say(path, 'problem.way_out_alone')
  checkInstead(ask, path, say)
}

/** The facts of a way out must be facts, because the engine decides them again. */
function checkInstead({ instead }: Ask, path: Place, say: Say): void {
  if (instead === undefined || instead === 'outside') return
  const parsed = factsJson.safeParse(changedFacts({ asOf: '2026-01-01' }, instead), { reportInput: true })
  if (parsed.success) return
  const [issue] = parsed.error.issues
  const words = issue ? `${issue.path.join('.')}: ${sayShape(issue, 'en')}` : ''
  say([...path, 'instead'], 'problem.instead', { words })
}

/** A criminal threshold raises severity and can never become an allowance. */
function checkThreshold(rule: Rule, path: Place, say: Say): void {
  if (rule.modality !== 'threshold') return
  const softens = [rule.match, rule.breach].some((ask) => ask?.decision === 'allow_with_conditions')
  if (softens || rule.approvals.length > 0 || rule.override) say(path, 'problem.threshold_allows')
}

function checkEvidence(rule: Rule, path: Place, derived: ReadonlySet<string>, say: Say): void {
  for (const [i, item] of rule.evidence.entries()) {
    const at = [...path, 'evidence', i]
    if (factCatalogue.get(item.need)?.kind !== 'bool') say(at, 'problem.evidence_kind', { fact: item.need })
    checkRows(item.when ?? [], [...at, 'when'], derived, say)
  }
  const usesDocs = rule.when.some((row) => Object.keys(row).some((fact) => fact.startsWith('docs.')))
  const asks = [rule.match, rule.breach].some((ask) => ask && ask.decision !== 'none')
  if (usesDocs && (asks || rule.evidence.length > 0)) say([...path, 'when'], 'problem.evidence_causes')
}

function checkLimit(pack: Pack, rule: Rule, limit: Limit, path: Place, say: Say): void {
  const measure = pack.measures[limit.measure]
  if (!measure) {
    say(path, 'problem.no_measure', { measure: limit.measure })
    return
  }
  const given = [limit.max, limit.values, limit.percentOf].filter((it) => it !== undefined).length
  if (given !== 1) say(path, 'problem.one_figure')
  const figures = [
    ...(limit.max === undefined ? [] : [limit.max]),
    ...(limit.values ?? []).map((it) => it.max),
  ]
  for (const max of figures)
    checkFigure(max, measure.kind === 'sum' ? measure.currency : undefined, path, say)
  const values = [...(limit.values ?? [])].sort((a, b) => (a.from < b.from ? -1 : 1))
  for (const [at, value] of values.entries()) {
    const next = values[at + 1]
    if (next && (value.to === undefined || value.to >= next.from))
      say(path, 'problem.two_values', { day: next.from })
  }
  checkShare(pack, limit, path, say)
  if (!rule.breach && !limit.effects) say(path, 'problem.limit_idle')
}

/** A share of a limit that does not exist would never be reached. */
function checkShare(pack: Pack, { percentOf, measure }: Limit, path: Place, say: Say): void {
  if (!percentOf) return
  const whole = pack.rules.some(
    (rule) => rule.id === percentOf.rule && rule.limits.some((it) => it.measure === measure && !it.percentOf),
  )
  if (!whole) say([...path, 'percentOf'], 'problem.percent_of', { rule: percentOf.rule })
}

function checkFigure(max: string | number, currency: string | undefined, path: Place, say: Say): void {
  if (currency === undefined) {
    if (typeof max !== 'number') say(path, 'problem.whole_number', { max })
    return
  }
  try {
    figure(max)
    if (typeof max === 'number' || !max.startsWith(`${currency} `))
      say(path, 'problem.amount_form', { currency })
  } catch {
    say(path, 'problem.amount', { max: String(max) })
  }
}

type Saying = (rule?: string) => Say

function checkOverlaps(packs: readonly Pack[], saying: Saying): void {
  const seen = new Map<string, { from: string; to: string }[]>()
  for (const pack of packs) {
    for (const [at, rule] of pack.rules.entries()) {
      if (!rule.enabled) continue
      const { from, to = '9999-12-31' } = rule.effective
      const key = `${rule.id}/${rule.part ?? ''}`
      const others = seen.get(key) ?? []
      const overlaps = others.some((other) => from <= other.to && other.from <= to)
      if (overlaps) saying(rule.id)(['rules', at], 'problem.twice')
      seen.set(key, [...others, { from, to }])
    }
  }
}

/** The best that may be said is that no rule objects. */
const assurance = /\blawful|合法/i

function checkTexts(value: unknown, saying: Saying, path: Place, rule?: string): void {
  if (typeof value === 'string') {
    if (assurance.test(value)) saying(rule)(path, 'problem.assurance')
  } else if (typeof value === 'object' && value !== null) {
    const id = 'id' in value && typeof value.id === 'string' ? value.id : rule
    for (const [key, part] of Object.entries(value)) {
      if (key !== 'baseline' && key !== 'cases') checkTexts(part, saying, [...path, key], id)
    }
  }
}
