import { voucherDeps } from '../../../src/app/voucher-deps.ts'
import { recordVoucher } from '../../../src/modules/ledger/vouchers/record.ts'
import { systemActor } from '../../../src/platform/act/actor.ts'
import { readOnly } from '../../../src/platform/db/in-transaction.ts'
import { paidInBooks } from '../../setup/voucher-calls.ts'
import { today } from './organisation.ts'
import { digit, pick, type Picks, type Prepared } from './picks.ts'
import { send, type Answered, type Product } from './product.ts'
import { yes } from './requests.ts'
import type { Kind, Request, World } from './state.ts'

/** Kinds whose usual way leaves something to pay out; the others are given from stock or on the invoice. */
const owedFor: ReadonlySet<Kind> = new Set<Kind>(['rebate', 'working_meal', 'gift_card'])

/** Whether somebody is owed something once a benefit of this kind is given. */
export function isOwedFor(kind: Kind): boolean {
  return owedFor.has(kind)
}

/** What was given is paid, or its voucher gets its number in the lawful books. */
export function booksStep(world: World, picks: Picks): Prepared | undefined {
  const given = world.requests.filter(({ state }) => state === 'given')
  const open = given.filter(({ books }) => books.size < 2)
  const request = pick(open.length > 0 ? open : given, picks.a)
  if (!request) return undefined
  const wanted = digit(picks.c, 0, 2) === 0 ? 'paid' : 'numbered'
  return {
    says: `the books: ${request.name} is ${wanted}`,
    ruled: yes(() => void request.books.add(wanted)),
    send: (product) => (wanted === 'paid' ? pay(product, request) : number(product, world, request)),
  }
}

/** Booked as a payment order would have booked it; nothing where nothing is owed. */
async function pay({ company }: Product, request: Request): Promise<Answered> {
  await paidInBooks(company, request.id)
  return { kind: 'done', code: undefined, answer: {}, isReplayed: false }
}

async function number(product: Product, world: World, request: Request): Promise<Answered> {
  const { world: made } = product.company
  const [row] = await readOnly(made.pool, [systemActor], (tx) =>
    tx.sql<{ number: string; entity_id: string }>(
      'select number, entity_id from requests.request where id = $1',
      [request.id],
    ),
  )
  const body = { entityId: row?.entity_id ?? '', reference: row?.number ?? '', on: today(world) }
  // Numbers begin anew each month, and a document keeps the one that it has.
  const deps = { ...voucherDeps(made), dayAt: () => today(world) }
  if (request.books.has('numbered')) return { kind: 'done', code: undefined, answer: {}, isReplayed: false }
  return send(product, world, 'system', recordVoucher(deps), {
    ...body,
    number: `记-${request.id.slice(-8)}`,
  })
}
