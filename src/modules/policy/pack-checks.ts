import { isScalars } from './cells.ts'
import { figure } from './compile.ts'
import type { Ask, Cell, Limit, Pack, Row, Rule } from './domain.ts'
import { derivedCatalogue, factCatalogue, type FactEntry } from './fact-catalogue.ts'

/** What is wrong in a pack: which rule, where in it, and what to do. */
export type PackProblem = {
  readonly file: string
  readonly rule?: string
  readonly path: string
  readonly message: string
}

type Say = (path: string, message: string, rule?: string) => void

/** Checks what the shape of a pack cannot say. An empty list means that the pack may be used. */
export function checkPack(file: string, pack: Pack): PackProblem[] {
  const problems: PackProblem[] = []
  const say: Say = (path, message, rule) => {
    problems.push({ file, path, message, ...(rule === undefined ? {} : { rule }) })
  }
  checkDerived(pack, say)
  checkMeasures(pack, say)
  for (const [at, rule] of pack.rules.entries())
    checkRule(pack, rule, (path, message) => say(path, message, rule.id), at)
  checkOverlaps([pack], say)
  checkTexts(pack, say)
  return problems
}

/** Checks between packs: one rule id may be in force once on any day. */
export function checkPacks(packs: readonly Pack[]): PackProblem[] {
  const problems: PackProblem[] = []
  checkOverlaps(packs, (path, message, rule) => {
    problems.push({ file: '', path, message, ...(rule === undefined ? {} : { rule }) })
  })
  return problems
}

function checkDerived(pack: Pack, say: Say): void {
  const known = new Set<string>()
  for (const [name, rows] of Object.entries(pack.derived)) {
    if (derivedCatalogue.has(`derived.${name}`))
      say(`derived.${name}`, 'the engine already derives a fact of this name')
    for (const row of rows) checkRow(row, `derived.${name}`, known, say)
    known.add(name)
  }
}

function checkMeasures(pack: Pack, say: Say): void {
  for (const [name, measure] of Object.entries(pack.measures)) {
    const at = `measures.${name}`
    if (measure.kind === 'sum' && !measure.currency) say(at, 'a sum needs a currency')
    if (measure.window.type === 'rolling' && !measure.window.days)
      say(`${at}.window`, 'a rolling window needs days')
    const season = measure.window.season
    if (measure.window.type === 'season' && !pack.seasons.some((it) => it.id === season)) {
      say(`${at}.window`, `no season "${season ?? ''}" in this pack`)
    }
  }
}

function checkRule(pack: Pack, rule: Rule, say: Say, at: number): void {
  const path = `rules.${String(at)}`
  const derived = new Set(Object.keys(pack.derived))
  for (const row of rule.when) checkRow(row, `${path}.when`, derived, say)
  checkLaw(pack, rule, path, say)
  checkAsk(rule.match, `${path}.match`, say)
  checkAsk(rule.breach, `${path}.breach`, say)
  checkThreshold(rule, path, say)
  checkEvidence(rule, path, derived, say)
  for (const limit of rule.limits) checkLimit(pack, rule, limit, `${path}.limits`, say)
  if (rule.breach && rule.limits.length === 0) say(`${path}.breach`, 'a breach needs a limit')
  if (!rule.cases.some((it) => it.asks === 'nothing'))
    say(`${path}.cases`, 'a case in which the rule is silent is missing')
  if (!rule.cases.some((it) => it.asks !== 'nothing'))
    say(`${path}.cases`, 'a case in which the rule speaks is missing')
  if (!asksSomething(rule)) say(path, 'the rule asks for nothing and has no effect')
}

function asksSomething(rule: Rule): boolean {
  const asks = [rule.match, rule.breach].some((ask) => ask && (ask.decision !== 'none' || ask.effects))
  return asks || rule.effects.length + rule.evidence.length + rule.limits.length + rule.confirm.length > 0
}

function checkLaw(pack: Pack, rule: Rule, path: string, say: Say): void {
  if (rule.law.length === 0 && rule.basis !== 'org_policy')
    say(`${path}.law`, 'a rule needs its legal basis or is org_policy')
  for (const id of rule.confirm)
    if (!pack.counsel[id]) say(`${path}.confirm`, `${id} is not declared under counsel`)
  const { from, to } = rule.effective
  if (to !== undefined && to < from) say(`${path}.effective`, 'it ends before it begins')
}

function checkAsk(ask: Ask | undefined, path: string, say: Say): void {
  if (!ask) return
  if (ask.decision === 'escalate' && !ask.level) say(path, 'an escalation needs its level')
  if (ask.decision !== 'escalate' && ask.level) say(path, 'only an escalation has a level; use approvals')
  if (ask.decision !== 'none' && !ask.message) say(path, 'a message in both languages is missing')
  for (const fact of ask.missing ?? []) {
    if (ask.decision !== 'hold' || !factCatalogue.has(fact)) say(path, `${fact} cannot be asked for here`)
  }
  if (ask.decision === 'prohibit' && !ask.wayOut) say(path, 'the way out in both languages is missing')
}

/** A criminal threshold raises severity and can never become an allowance. */
function checkThreshold(rule: Rule, path: string, say: Say): void {
  if (rule.modality !== 'threshold') return
  const softens = [rule.match, rule.breach].some((ask) => ask?.decision === 'allow_with_conditions')
  if (softens || rule.approvals.length > 0 || rule.override)
    say(path, 'a threshold rule may never yield an allowance')
}

function checkEvidence(rule: Rule, path: string, derived: ReadonlySet<string>, say: Say): void {
  for (const item of rule.evidence) {
    if (factCatalogue.get(item.need)?.kind !== 'bool')
      say(`${path}.evidence`, `${item.need} is no yes/no fact`)
    for (const row of item.when ?? []) checkRow(row, `${path}.evidence`, derived, say)
  }
  const usesDocs = rule.when.some((row) => Object.keys(row).some((fact) => fact.startsWith('docs.')))
  const asks = [rule.match, rule.breach].some((ask) => ask && ask.decision !== 'none')
  if (usesDocs && (asks || rule.evidence.length > 0)) {
    say(`${path}.when`, 'evidence may cure a hold and never cause an outcome: name it under evidence')
  }
}

function checkLimit(pack: Pack, rule: Rule, limit: Limit, path: string, say: Say): void {
  const measure = pack.measures[limit.measure]
  if (!measure) {
    say(path, `no measure "${limit.measure}" in this pack`)
    return
  }
  const given = [limit.max, limit.values, limit.percentOf].filter((it) => it !== undefined).length
  if (given !== 1) say(path, 'a limit has one of max, values and percentOf')
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
      say(path, `two values are in force on ${next.from}`)
  }
  if (!rule.breach && !limit.effects) say(path, 'a limit needs a breach or effects of its own')
}

function checkFigure(max: string | number, currency: string | undefined, path: string, say: Say): void {
  if (currency === undefined) {
    if (typeof max !== 'number') say(path, `${max} is no whole number`)
    return
  }
  try {
    figure(max)
    if (typeof max === 'number' || !max.startsWith(`${currency} `))
      say(path, `write the amount as "${currency} 1,000.00"`)
  } catch {
    say(path, `${String(max)} is no amount`)
  }
}

function checkRow(row: Row, path: string, derived: ReadonlySet<string>, say: Say): void {
  for (const [fact, cell] of Object.entries(row)) {
    if (fact.startsWith('derived.') && derived.has(fact.slice('derived.'.length))) {
      if (typeof cell !== 'boolean') say(path, `${fact} is true or false`)
      continue
    }
    const entry = factCatalogue.get(fact) ?? derivedCatalogue.get(fact)
    if (!entry) say(path, `there is no fact "${fact}"`)
    else checkCell(fact, cell, entry, (message) => say(path, message))
  }
}

function checkCell(fact: string, cell: Cell, entry: FactEntry, say: (message: string) => void): void {
  if (typeof cell === 'object' && !isScalars(cell)) {
    if ('exists' in cell) return
    if ('positive' in cell) {
      if (entry.kind !== 'money') say(`${fact} holds no amount`)
      return
    }
    if ('not' in cell) {
      checkCell(fact, isScalars(cell.not) ? cell.not : [cell.not], entry, say)
      return
    }
    if (entry.kind !== 'int' && entry.kind !== 'percent' && entry.kind !== 'date') say(`${fact} has no order`)
    return
  }
  for (const value of isScalars(cell) ? cell : [cell]) {
    if (value !== 'unknown' && !fits(value, entry)) say(`${fact} cannot be ${String(value)}`)
  }
}

function fits(value: string | boolean | number, entry: FactEntry): boolean {
  if (entry.kind === 'bool') return typeof value === 'boolean'
  if (entry.kind === 'enum') return entry.values?.includes(String(value)) ?? false
  if (entry.kind === 'int') return typeof value === 'number' && Number.isInteger(value)
  return entry.kind === 'text' ? typeof value === 'string' : false
}

function checkOverlaps(packs: readonly Pack[], say: Say): void {
  const seen = new Map<string, { from: string; to: string }[]>()
  for (const rule of packs.flatMap((pack) => pack.rules.filter((it) => it.enabled))) {
    const { from, to = '9999-12-31' } = rule.effective
    const key = `${rule.id}/${rule.part ?? ''}`
    const others = seen.get(key) ?? []
    const overlaps = others.some((other) => from <= other.to && other.from <= to)
    if (overlaps) say('rules', 'the same id is in force twice', rule.id)
    seen.set(key, [...others, { from, to }])
  }
}

/** The best that may be said is that no rule objects. */
const assurance = /\blawful|合法/i

function checkTexts(value: unknown, say: Say, path = '', rule?: string): void {
  if (typeof value === 'string') {
    if (assurance.test(value)) say(path, 'no text may say that something is lawful', rule)
  } else if (typeof value === 'object' && value !== null) {
    const id = 'id' in value && typeof value.id === 'string' ? value.id : rule
    for (const [key, part] of Object.entries(value)) {
      if (key !== 'baseline' && key !== 'cases') checkTexts(part, say, path ? `${path}.${key}` : key, id)
    }
  }
}
