import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { booksBehind } from '../app/booking.ts'
import { ledgerDeps } from '../app/ledger-deps.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { proofJson, proveBooks, takePack, type Proof } from '../modules/ledger/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { openPool, type OpenDatabase } from '../platform/db/connect.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { ledgerTexts } from '../texts/ledger.ts'
import { fill } from '../texts/text.ts'
import { dataOption, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { tellRefusal } from './with-access.ts'
import { bookAllAccruals, showAccruals } from './books-accruals.ts'
import { withDatabase } from './with-database.ts'
import { withEntity } from './with-entity.ts'

const text = { type: 'string' } as const

/**
 * Compares the memorandum ledger with the registers behind it, takes the pack of a closed month, and tells
 * and books what a month accrues.
 */
export const booksCommand: CliCommand = {
  summary: ledgerTexts['books.command'],
  usage:
    'check | pack --entity CODE --month MONTH --out FILE --reason WHY | ' +
    'accruals --entity CODE --month MONTH | accrue --entity CODE --month MONTH',
  options: { ...dataOption, entity: text, month: text, out: text, reason: text },
  run: async (call) => {
    const [what, ...more] = call.positionals
    if (what === 'pack' && more.length === 0) return bringPack(call)
    const isAccrual = (what === 'accruals' || what === 'accrue') && more.length === 0
    if (isAccrual && !call.has('out') && !call.has('reason')) {
      return what === 'accruals' ? showAccruals(call) : bookAllAccruals(call)
    }
    const isCheck = what === 'check' && more.length === 0
    if (!isCheck || ['entity', 'month', 'out', 'reason'].some((name) => call.has(name)))
      throw new WrongUse(ledgerTexts['books.what'])
    return withDatabase(call, async (database) => tell(call, await provenBooks(database)))
  },
}

async function bringPack(call: CliCall): Promise<number> {
  const [month, file, reason] = [
    needText(call, 'month'),
    needText(call, 'out'),
    needText(call, 'reason').trim(),
  ]
  if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(month)) throw new WrongUse(ledgerTexts['books.month'])
  if (reason.length < 5 || reason.length > 500) throw new WrongUse(ledgerTexts['books.reason'])
  if (existsSync(file)) throw new WrongUse(ledgerTexts['books.exists'], { file })
  return withEntity(call, 'books', async ({ world, actor, entityId }) => {
    const { language } = call.io
    const asked = { entityId, month, reason, language, actor, at: world.now() }
    const pack = await takePack(ledgerDeps(world), asked)
    if (isRefusal(pack)) return tellRefusal(call, pack)
    await writeFile(file, pack, { mode: 0o600, flag: 'wx' })
    const digest = hash('sha256', pack)
    call.io.answer({ month, file, digest }, () => [
      fill(ledgerTexts['books.packed'], language, { month, file, digest }),
    ])
    return exit.done
  })
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
