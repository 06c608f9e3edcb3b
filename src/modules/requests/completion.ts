import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loadForBooks } from '../benefits/index.ts'
import { loadStandings, type BooksStanding } from '../ledger/index.ts'
import type { RequestRow } from './tables.ts'

/** Where benefits stand in the books, by benefit. */
export type Books = ReadonlyMap<string, BooksStanding>

/** Where the benefits of some requests stand in the books. */
export function loadBooks(
  tx: Transaction,
  requests: Iterable<Pick<RequestRow, 'benefit_id'>>,
): Promise<Books> {
  return loadStandings(
    tx,
    [...requests].flatMap(({ benefit_id: id }) => id ?? []),
    loadForBooks,
  )
}

/**
 * What of the books keeps a request from being completed: somebody is still owed something for it, or its
 * voucher in the lawful books has no number here. What has booked nothing needs neither.
 */
export function booksObjection(books: Books, request: Pick<RequestRow, 'benefit_id'>): Refusal | undefined {
  const standing = books.get(request.benefit_id ?? '')
  if (!standing) return undefined
  if (!standing.isSettled) return refuse('requests.still_payable')
  return standing.isNumbered ? undefined : refuse('requests.voucher_missing')
}
