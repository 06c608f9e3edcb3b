import { dimensionKinds } from '../../../contract/states.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { dimensionTexts } from '../../../texts/dimensions.ts'
import { fill, type Language } from '../../../texts/text.ts'
import { shippedChart } from './chart.ts'
import type { VoucherDeps } from './deps.ts'
import { subjectKey } from './dimension-book.ts'
import { missingCodes, noSubject, readDimensions, type DimensionKind } from './dimensions.ts'
import { vouchersOf } from './of-month.ts'
import { chartList } from './queries.ts'
import { loadAccountDimensions, loadDimensionCodes } from './store-dimensions.ts'

/** How many codes a list shows; a kind can be chosen. */
const shownMax = 500

type Asked = {
  readonly entityId: string
  readonly period?: string | undefined
  readonly kind?: DimensionKind | undefined
}

/** Who reads, and whether they may change it. */
type Reader = { readonly language: Language; readonly can: boolean }

/** What the accounts of an entity carry, the codes on record, and those that vouchers of a month lack. */
export async function dimensionList(
  deps: VoucherDeps,
  tx: Transaction,
  { language, can }: Reader,
  { entityId, period, kind }: Asked,
) {
  const [carried, codes] = [await loadAccountDimensions(tx, entityId), await loadDimensionCodes(tx, entityId)]
  const vouchers =
    period === undefined ? [] : await vouchersOf(deps, tx, { entityId, period, selection: 'unnumbered' })
  const known = codes
    .filter((row) => row.code !== null && (kind === undefined || row.kind === kind))
    .toSorted((a, b) => placeOf(a.kind) - placeOf(b.kind) || (a.subject_id < b.subject_id ? -1 : 1))
  const shown = known.slice(0, shownMax).map((row) => ({ row, kind: row.kind as DimensionKind }))
  const names = await deps.subjectNames(
    tx,
    shown.map((each) => ({ kind: each.kind, id: each.row.subject_id })),
  )
  const nameOf = (of: DimensionKind, id: string) =>
    id === noSubject
      ? fill(dimensionTexts['dimension.none'], language)
      : (names.get(subjectKey({ kind: of, id })) ?? id)
  return {
    can,
    accounts: accountsOf(await chartList(tx, entityId), carried),
    codes: shown.map(({ row, kind: of }) => ({
      kind: of,
      subjectId: row.subject_id,
      name: nameOf(of, row.subject_id),
      code: row.code ?? '',
    })),
    count: known.length,
    missing: missingCodes(vouchers).map((each) => ({
      ...each,
      name: each.subjectId === noSubject ? nameOf(each.kind, noSubject) : each.name,
      references: each.references.slice(0, 5),
    })),
  }
}

function placeOf(kind: string): number {
  return dimensionKinds.findIndex((each) => each === kind)
}

type Lines = Awaited<ReturnType<typeof chartList>>['items']

/** The accounts that vouchers go to, each once, with what they carry. */
function accountsOf(
  { items }: { readonly items: Lines },
  carried: Awaited<ReturnType<typeof loadAccountDimensions>>,
) {
  const byCode = new Map(items.map(({ code, name }) => [code, name]))
  // What carries something and serves no more still stands there, so that it can be taken away.
  for (const { code, dimensions } of carried) {
    if (dimensions !== '' && !byCode.has(code)) byCode.set(code, nameShipped(code))
  }
  return [...byCode]
    .map(([code, name]) => ({
      code,
      name,
      dimensions: readDimensions(carried.find((row) => row.code === code)?.dimensions ?? ''),
    }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

function nameShipped(code: string): string {
  return shippedChart.find((line) => line.code === code)?.name ?? code
}
