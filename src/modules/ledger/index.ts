export { accountName } from './balances.ts'
export { bookEntries, type BookDeps } from './book.ts'
export { pair, type Booking, type Posting } from './domain.ts'
export type {
  BesidePaper,
  BookedDocument,
  DocumentPorts,
  DocumentReader,
  NamedDocument,
} from './documents.ts'
export type { NamesPort } from './entries.ts'
export { openBooksCommand, type Opening } from './open-books.ts'
export { blockersOf, type CheckPorts, type PeriodDeps } from './periods/deps.ts'
export type { PackParts } from './pack/pack.ts'
export { takePack } from './pack/take.ts'
export { sheetFile } from './pack/sheets.ts'
export { shareBooks } from './store.ts'
export { lastDayOf, monthBefore, monthOf } from './periods/months.ts'
export { periodMatters } from './periods/matters.ts'
export { countBroken, proveBooks, type Proof, type Standing } from './proof.ts'
export { ledgerRoutes, proofJson, type LedgerRouteDeps } from './routes.ts'
export { findOpening, keepOpening, loadHeldOf, loadLastEntries } from './store-proof.ts'
export { type Chart } from './vouchers/chart.ts'
export { chartFor } from './vouchers/chart-for.ts'
export { exportVouchers, vouchersOf } from './vouchers/export.ts'
export { fileKinds, isFileKind, voucherFile } from './vouchers/file.ts'
export { importVouchers } from './vouchers/import.ts'
export { isLayout, layoutIds } from './vouchers/layouts.ts'
export { readNumbers, type NumberRow } from './vouchers/read-numbers.ts'
export { recordedNumbers, type RecordedNumber } from './vouchers/recorded.ts'
export { loadStandings, type BooksStanding } from './vouchers/store.ts'
export { loadTaxExpenses, type TaxExpense } from './store-taxes.ts'
export { voucherRoutes, type VoucherRouteDeps } from './vouchers/routes.ts'
