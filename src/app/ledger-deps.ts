import { dayAt } from '../modules/access/index.ts'
import { loadBenefits } from '../modules/benefits/index.ts'
import {
  countBroken,
  proveBooks,
  type BlockerPort,
  type LedgerRouteDeps,
  type NamesPort,
  type PeriodDeps,
} from '../modules/ledger/index.ts'
import { unexplainedUntil } from '../modules/payments/index.ts'
import { requestsOfBenefits } from '../modules/requests/index.ts'
import { ledgerTexts } from '../texts/ledger.ts'
import { booksBehind } from './booking.ts'
import type { World } from './world.ts'

/** What the commands about months are made with. */
export function periodDeps(world: World): PeriodDeps {
  const { newId, rounds, door, requests } = world
  return { newId, rounds, door, organisation: requests.organisation, dayOf: dayAt, blockers }
}

/** What the routes of the books are made with. */
export function ledgerDeps(world: World): LedgerRouteDeps {
  return { ...periodDeps(world), behind: booksBehind, names: namesOfBenefits }
}

/** A month is closed on books that agree with the register behind them. */
const booksApart: BlockerPort = async (tx, { entityId }) => {
  const { apart } = await proveBooks(tx, booksBehind, (id) => id === entityId)
  const says = ledgerTexts['ledger.blocker.books_apart']
  return apart.length === 0 ? undefined : { code: 'books_apart', says, count: apart.length }
}

/** And on entries that balance, which the constraints hold: somebody would have gone past them. */
const entriesBroken: BlockerPort = async (tx, { entityId }) => {
  const count = await countBroken(tx, entityId)
  const says = ledgerTexts['ledger.blocker.entries_broken']
  return count === 0 ? undefined : { code: 'entries_broken', says, count }
}

/** And on statements of the bank that are explained up to the end of the month. */
const bankUnexplained: BlockerPort = async (tx, { entityId, until }) => {
  const count = await unexplainedUntil(tx, entityId, until)
  const says = ledgerTexts['ledger.blocker.bank_unexplained']
  return count === 0 ? undefined : { code: 'bank_unexplained', says, count }
}

/** What keeps a month from being closed. */
const blockers: readonly BlockerPort[] = [booksApart, entriesBroken, bankUnexplained]

/** Benefits by number and title, with the request to open where the reader's transaction sees it. */
const namesOfBenefits: NamesPort = async (tx, ids) => {
  const [benefits, requests] = await Promise.all([loadBenefits(tx, ids), requestsOfBenefits(tx, ids)])
  return new Map(
    [...benefits].map(([id, { number, title }]) => {
      const requestId = requests.get(id)
      return [id, { number, title, ...(requestId === undefined ? {} : { requestId }) }]
    }),
  )
}
