import { voucherDeps } from '../../../src/app/voucher-deps.ts'
import { recordVoucher } from '../../../src/modules/ledger/vouchers/record.ts'
import { systemActor } from '../../../src/platform/act/actor.ts'
import { readOnly } from '../../../src/platform/db/in-transaction.ts'
import { completeByItself } from './moving.ts'
import { today } from './organisation.ts'
import { pick, type Picks, type Prepared } from './picks.ts'
import { send, type Answered, type Product } from './product.ts'
import { yes } from './requests.ts'
import type { Request, World } from './state.ts'

/** Finance records the number of the voucher of what was given. */
export function booksStep(world: World, { a }: Picks): Prepared | undefined {
  const given = world.requests.filter(({ state, books }) => state === 'given' && !books.isNumbered)
  const request = pick(given, a)
  if (!request) return undefined
  return {
    says: `finance records the voucher number of ${request.name}`,
    ruled: yes(() => {
      request.books.isNumbered = true
      completeByItself(world, request)
    }),
    send: (product) => recordNumber(product, world, request),
  }
}

async function recordNumber(product: Product, world: World, { id }: Request): Promise<Answered> {
  const { world: made } = product.company
  const [row] = await readOnly(made.pool, [systemActor], (tx) =>
    tx.sql<{ number: string; entity_id: string }>(
      'select number, entity_id from requests.request where id = $1',
      [id],
    ),
  )
  const deps = { ...voucherDeps(made), dayAt: () => today(world) }
  return send(product, world, 'system', recordVoucher(deps), {
    entityId: row?.entity_id ?? '',
    reference: row?.number ?? '',
    number: `记-${id.slice(-8)}`,
    on: today(world),
  })
}
