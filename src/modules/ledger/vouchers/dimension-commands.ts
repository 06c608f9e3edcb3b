import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command } from '../../../platform/act/command.ts'
import { insertRow, updateRow, type RowChange } from '../../../platform/act/rows.ts'
import { shippedChart } from './chart.ts'
import type { VoucherDeps } from './deps.ts'
import { isDimensionCode, noSubject, readDimensions, type DimensionKind } from './dimensions.ts'
import { entityObjection } from './record.ts'
import { loadChart, lockVouchers } from './store.ts'
import { loadAccountDimensions, loadDimensionCodes } from './store-dimensions.ts'
import {
  accountDimensionTable,
  dimensionCodeTable,
  type AccountDimensionRow,
  type ChartRow,
  type DimensionCodeRow,
} from './tables.ts'

/** What an account of the general ledger carries from now on, and why. */
export type SetAccountBody = {
  readonly entityId: string
  readonly code: string
  readonly dimensions: readonly DimensionKind[]
  readonly reason: string
}

/** What was set of an account. */
export type AccountSet = { readonly code: string; readonly dimensions: readonly DimensionKind[] }

type Accounts = { readonly rows: readonly AccountDimensionRow[]; readonly chart: readonly ChartRow[] }

/** Sets what an account of the general ledger carries (辅助核算); files that have left keep what they said. */
export const setAccountDimensions: Command<SetAccountBody, Accounts, AccountSet> = {
  operation: 'ledger.set_account_dimensions',
  load: async (tx, [call]) => {
    const entityId = call?.body.entityId ?? ''
    await lockVouchers(tx, [entityId])
    return { chart: await loadChart(tx, entityId), rows: await loadAccountDimensions(tx, entityId) }
  },
  decide: ({ rows, chart }, call) => {
    const { entityId, code, reason } = call.body
    const object = { type: 'account_dimension', id: entityId }
    const objection = entityObjection(call, 'ledger.set_account_dimensions', entityId)
    if (objection) return { refusal: objection, object }
    if (![...shippedChart, ...chart, ...rows].some((line) => line.code === code))
      return { refusal: refuse('ledger.account_not_in_chart', { code }, '/body/code'), object, entityId }
    const dimensions = readDimensions(call.body.dimensions.join(' '))
    const by = { changed_by: call.actor.personId, changed_at: call.at }
    const changed = { dimensions: dimensions.join(' '), ...by }
    const old = rows.find((row) => row.code === code)
    const change = old
      ? updateRow(accountDimensionTable, old, changed)
      : insertRow(accountDimensionTable, { id: `${entityId}:${code}`, entity_id: entityId, code, ...changed })
    return { answer: { code, dimensions }, object, entityId, changes: [change], reason }
  },
}

/** By which code the finance system knows one of ours; an empty one takes it away again. */
export type SetCodeBody = {
  readonly entityId: string
  readonly kind: DimensionKind
  /** Our identifier or the whole name, or a dash for lines that have none of this kind. */
  readonly subject: string
  readonly code: string
  readonly reason: string
}

/** What was set of one of ours. */
export type CodeSet = { readonly kind: DimensionKind; readonly subjectId: string; readonly code: string }

/** The codes on record, and whom the given texts name. */
export type KnownCodes = {
  readonly rows: readonly DimensionCodeRow[]
  readonly called: (kind: DimensionKind, text: string) => readonly string[]
}

/** Sets by which code the finance system knows a unit, a person, an organisation or a project of ours. */
export function setDimensionCode(deps: VoucherDeps): Command<SetCodeBody, KnownCodes, CodeSet> {
  return {
    operation: 'ledger.set_dimension_code',
    load: async (tx, [call]) => {
      const { entityId = '', kind = 'department', subject = '' } = call?.body ?? {}
      await lockVouchers(tx, [entityId])
      const rows = await loadDimensionCodes(tx, entityId)
      const called = await deps.subjectsCalled(tx, kind, [subject])
      return { rows, called: (_, text) => called.get(text) ?? [] }
    },
    decide: (known, call) => {
      const { entityId, reason, ...given } = call.body
      const object = { type: 'dimension_code', id: entityId }
      const objection = entityObjection(call, 'ledger.set_dimension_code', entityId)
      if (objection) return { refusal: objection, object }
      const found = judgeCode(known, given)
      if (isRefusal(found)) return { refusal: found, object, entityId }
      const change = codeChange(known.rows, call, found)
      return { answer: found, object, entityId, changes: change ? [change] : [], reason }
    },
  }
}

/** Whom a row is about and with which code, or why it cannot be taken. */
export function judgeCode(
  { called }: KnownCodes,
  given: { readonly kind: DimensionKind; readonly subject: string; readonly code: string },
): CodeSet | Refusal {
  const { kind, subject } = given
  const code = given.code.normalize('NFKC').trim()
  if (code !== '' && !isDimensionCode(code))
    return refuse('ledger.dimension_code_wrong', { found: code.slice(0, 40) }, '/body/code')
  const ids = subject === noSubject ? [noSubject] : called(kind, subject)
  const [subjectId] = ids
  const shown = { subject: subject.slice(0, 60) }
  if (subjectId === undefined) return refuse('ledger.dimension_unknown', shown, '/body/subject')
  if (ids.length > 1)
    return refuse('ledger.dimension_ambiguous', { ...shown, count: ids.length }, '/body/subject')
  return { kind, subjectId, code }
}

/** The change of a row; none where it says so already. */
export function codeChange(
  rows: readonly DimensionCodeRow[],
  { body, actor, at }: Call<{ readonly entityId: string }>,
  { kind, subjectId, code }: CodeSet,
): RowChange | undefined {
  const old = rows.find((row) => row.kind === kind && row.subject_id === subjectId)
  const kept = code === '' ? null : code
  if ((old?.code ?? null) === kept) return undefined
  const changed = { code: kept, changed_by: actor.personId, changed_at: at }
  if (old) return updateRow(dimensionCodeTable, old, changed)
  const id = `${body.entityId}:${kind}:${subjectId}`
  const whom = { entity_id: body.entityId, kind, subject_id: subjectId }
  return insertRow(dimensionCodeTable, { id, ...whom, ...changed })
}
