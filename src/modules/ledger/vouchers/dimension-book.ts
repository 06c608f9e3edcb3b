import type { Transaction } from '../../../platform/db/transaction.ts'
import { dimensionTexts } from '../../../texts/dimensions.ts'
import type { VoucherDeps } from './deps.ts'
import {
  noDimensions,
  noSubject,
  readDimensions,
  type BehindBenefit,
  type DimensionBook,
  type DimensionKind,
} from './dimensions.ts'
import { loadAccountDimensions, loadDimensionCodes } from './store-dimensions.ts'
import type { AccountDimensionRow, DimensionCodeRow } from './tables.ts'

/** One of ours of a kind of dimension. */
export type Subject = { readonly kind: DimensionKind; readonly id: string }

/** What the accounts of an entity carry, with what is behind some benefits where an account asks for it. */
export type Carried = {
  readonly book: DimensionBook
  readonly behind: ReadonlyMap<string, BehindBenefit>
}

/** Reads what the accounts of an entity carry; of an entity whose accounts carry nothing no more is read. */
export async function carriedFor(
  deps: Pick<VoucherDeps, 'behindOf' | 'subjectNames'>,
  tx: Transaction,
  entityId: string,
  benefitIds: readonly string[],
): Promise<Carried> {
  const accounts = await loadAccountDimensions(tx, entityId)
  if (accounts.every(({ dimensions }) => dimensions === '')) return { book: noDimensions, behind: new Map() }
  const [codes, behind] = await Promise.all([loadDimensionCodes(tx, entityId), deps.behindOf(tx, benefitIds)])
  const names = await deps.subjectNames(tx, [...behind.values()].flatMap(subjectsOf))
  return { book: bookOf(accounts, codes, names), behind }
}

function subjectsOf(behind: BehindBenefit): Subject[] {
  const { vendors, payees, ...rest } = behind
  const vendorIds = [...vendors.map(({ vendorId }) => vendorId), ...payees.values()]
  return [
    ...(['department', 'employee', 'customer', 'project'] as const).flatMap((kind) =>
      rest[kind] === undefined ? [] : [{ kind, id: rest[kind] }],
    ),
    ...vendorIds.map((id) => ({ kind: 'vendor' as const, id })),
  ]
}

/** How a subject is looked up among others. */
export function subjectKey({ kind, id }: Subject): string {
  return `${kind} ${id}`
}

function bookOf(
  accounts: readonly AccountDimensionRow[],
  codes: readonly DimensionCodeRow[],
  names: ReadonlyMap<string, string>,
): DimensionBook {
  const carried = new Map(accounts.map(({ code, dimensions }) => [code, readDimensions(dimensions)]))
  const byKey = new Map(codes.map(({ kind, subject_id: id, code }) => [`${kind} ${id}`, code]))
  return {
    carriedBy: (accountCode) => carried.get(accountCode) ?? [],
    codeOf: (kind, id) => byKey.get(`${kind} ${id}`) ?? undefined,
    nameOf: (kind, id) =>
      // Files are Chinese, as the books are.
      id === noSubject ? dimensionTexts['dimension.none'].zh : (names.get(subjectKey({ kind, id })) ?? id),
  }
}
