import { booksBehind } from '../app/booking.ts'
import { proofJson, proveBooks, type Proof } from '../modules/ledger/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { openPool, type OpenDatabase } from '../platform/db/connect.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { ledgerTexts } from '../texts/ledger.ts'
import { fill } from '../texts/text.ts'
import { dataOption, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { withDatabase } from './with-database.ts'

/** Compares the memorandum ledger with the registers behind it. */
export const booksCommand: CliCommand = {
  summary: ledgerTexts['books.command'],
  usage: 'check [--data DIR]',
  options: dataOption,
  run: async (call) => {
    if (call.positionals.join(' ') !== 'check') throw new WrongUse(ledgerTexts['books.what'])
    return withDatabase(call, async (database) => tell(call, await provenBooks(database)))
  },
}

/** The proof of all books of an installation, on one snapshot. */
export async function provenBooks(database: Pick<OpenDatabase, 'auditor'>): Promise<Proof> {
  const pool = openPool(database.auditor, { max: 1, name: 'books' })
  try {
    return await readOnly(pool, [systemActor], (tx) => proveBooks(tx, booksBehind, () => true))
  } finally {
    await pool.end()
  }
}

function tell(call: CliCall, proof: Proof): number {
  const found = proofJson(proof)
  const { language } = call.io
  call.io.answer(found, () => [
    fill(ledgerTexts[found.agrees ? 'books.agree' : 'books.differ'], language, {
      objects: proof.objects,
      entries: proof.entries,
      apart: proof.apart.length,
      broken: proof.broken.length,
    }),
    ...found.apart.map(({ objectId, account, currency, form, register, books }) =>
      fill(ledgerTexts['books.apart'], language, {
        id: objectId,
        account,
        currency,
        form,
        register: register.minor,
        books: books.minor,
      }),
    ),
    ...proof.broken.map((id) => fill(ledgerTexts['books.broken'], language, { id })),
  ])
  return found.agrees ? exit.done : exit.found
}
