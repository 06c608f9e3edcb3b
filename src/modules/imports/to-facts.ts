import { factsJson, type Facts } from '../../contract/facts.ts'
import { toMoneyJson, type Money } from '../../kernel/money.ts'
import type { FactSetting, NormalisedRow, RowValue } from './domain.ts'

/** What the importing company adds: matched parties by id, and what it knows about itself. */
export type FactSettings = {
  readonly giverGroup: string
  readonly giverPersonId?: string
  readonly recipientId: string
  readonly orgId?: string
  /** Facts that hold for every row, for example the seat of our own entity. */
  readonly facts?: readonly FactSetting[]
}

/** The facts of one row for the policy, and what one must know to judge the answer. */
export type RowFacts = {
  readonly facts: Facts
  /**
   * `at_least`: the facts hold the lower bound, so the true answer is as strict as this one or stricter.
   * `at_most` and `between`: they hold the upper bound, so it is as strict or milder.
   */
  readonly value: RowValue['known']
}

/** The facts that a row states, as of its day. Evidence and history are not in a file and stay unknown. */
export function toFacts(row: NormalisedRow, settings: FactSettings): RowFacts {
  const sources: Record<string, FactSetting['source']> = {}
  const draft: Draft = { asOf: row.day.from, giver: {}, benefit: {}, recipient: {} }
  for (const { path, value, source } of [...(settings.facts ?? []), ...row.facts]) {
    place(draft, path, value)
    if (source !== 'record') sources[path] = source
    else delete sources[path]
  }
  place(draft, 'giver.group', settings.giverGroup)
  if (settings.giverPersonId !== undefined) place(draft, 'giver.personId', settings.giverPersonId)
  placeBenefit(draft, row)
  placeRecipient(draft, row, settings)
  for (const path of row.assumedPaths) sources[path] = 'self'
  if (Object.keys(sources).length > 0) draft['sources'] = sources
  return { facts: asFacts(draft, row), value: row.value.known }
}

type Draft = Record<string, unknown>

function place(draft: Draft, path: string, value: unknown): void {
  const steps = stepsOf(path)
  const last = steps.at(-1) ?? ''
  let at = draft
  for (const step of steps.slice(0, -1)) {
    const inner = at[step]
    const next: Draft = typeof inner === 'object' && inner !== null ? (inner as Draft) : {}
    at[step] = next
    at = next
  }
  at[last] = value
}

/** Paths come from profiles and from this file, so there are some dozens. */
const knownSteps = new Map<string, readonly string[]>()

function stepsOf(path: string): readonly string[] {
  const known = knownSteps.get(path)
  if (known) return known
  const steps = path.split('.')
  knownSteps.set(path, steps)
  return steps
}

function placeBenefit(draft: Draft, row: NormalisedRow): void {
  place(draft, 'benefit.form', row.form)
  const amount = toMoneyJson(decisive(row.value))
  place(draft, 'benefit.value', amount)
  if (row.isForRelative) place(draft, 'benefit.familyShare', amount)
  if (row.recipientCount > 1) place(draft, 'benefit.recipientCount', row.recipientCount)
  if (row.purpose !== undefined) place(draft, 'benefit.purpose', row.purpose)
  if (row.context !== undefined) place(draft, 'benefit.context', row.context)
}

/** The bound that a decision takes: the only one there is, and of two the larger. */
function decisive(value: RowValue): Money {
  return value.known === 'between' ? value.high : value.money
}

function placeRecipient(draft: Draft, row: NormalisedRow, settings: FactSettings): void {
  const { recipient } = row
  place(draft, 'recipient.id', settings.recipientId)
  place(draft, 'recipient.class', row.recipientClass)
  place(draft, 'recipient.identified', true)
  if (recipient.kind !== 'unknown') place(draft, 'recipient.kind', recipient.kind)
  const { orgId } = settings
  if (orgId !== undefined && recipient.kind === 'person') place(draft, 'recipient.employerId', orgId)
}

/** Lists of facts that were found to fit. Rows of a file share a few lists, and each is checked once. */
const fitting = new WeakSet<NormalisedRow['facts']>()

/** Every path of a draft comes from a checked profile; a misfit is a fault of it. */
function asFacts(draft: Draft, row: NormalisedRow): Facts {
  if (!fitting.has(row.facts)) {
    factsJson.parse(draft)
    fitting.add(row.facts)
  }
  return draft as Facts
}
