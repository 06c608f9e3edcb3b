/** A document of which what is booked, or what it consists of, is another amount than its row says. */
export type DocumentApart = {
  readonly documentId: string
  readonly entityId: string
  readonly currency: string
  readonly form: string
  readonly register: bigint
  readonly books: bigint
}

/** The same as the driver gives it: amounts are texts. */
export type DocumentApartRow = Omit<DocumentApart, 'register' | 'books'> &
  Readonly<Record<'register' | 'books', string>>

/** The row with its amounts as numbers. */
export function withApartAmounts(row: DocumentApartRow): DocumentApart {
  return { ...row, register: BigInt(row.register), books: BigInt(row.books) }
}
