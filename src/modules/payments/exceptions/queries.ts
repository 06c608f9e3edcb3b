import type { z } from 'zod'
import type { exceptions } from '../../../contract/payees.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayPayment } from '../../../texts/payments.ts'
import { entitiesFor, mayWith, staffRefOf } from '../../access/index.ts'
import { loadRequests } from '../../requests/index.ts'
import type { PaymentReader } from '../orders/queries.ts'
import { listExceptions, ordersByException } from '../store-lists.ts'

type Report = z.output<typeof exceptions.answer>
type Item = Report['items'][number]

/** Every natural person who was or is to be paid, in the entities that the reader watches over. */
export async function exceptionReport(
  tx: Transaction,
  reader: PaymentReader,
  query: z.output<typeof exceptions.query>,
): Promise<Report> {
  const { actor, organisation } = reader
  const mine = entitiesFor(actor, 'payments.exceptions')
  const entityIds = mine.includes('*') ? [...organisation.entities.keys()] : mine
  const rows = await listExceptions(tx, entityIds, query.state)
  const requests = await loadRequests(tx, [...new Set(rows.map((row) => row.request_id))].sort())
  const orders = await ordersByException(
    tx,
    rows.map(({ id }) => id),
  )
  const staff = { ...reader, language: actor.language, personId: actor.personId }
  const say = (key: string) => sayPayment(actor.language, key)
  return {
    canPropose: entitiesFor(actor, 'payments.propose_exception').length > 0,
    items: rows.map((row) => {
      const ordered = orders.get(row.id) ?? []
      const number = requests.get(row.request_id)?.number ?? undefined
      return {
        exceptionId: row.id,
        version: row.version,
        // The database holds the lists of states and kinds.
        state: row.state as Item['state'],
        stateWord: say(`exception.state.${row.state}`),
        kind: row.kind as Item['kind'],
        kindWord: say(`exception.${row.kind}`),
        entityId: row.entity_id,
        requestId: row.request_id,
        ...(number === undefined ? {} : { requestNumber: number }),
        payee: row.holder,
        reference: row.reference,
        reason: row.reason,
        taxTreatment: row.tax_treatment,
        taxWord: say(`tax.${row.tax_treatment}`),
        asker: staffRefOf(staff, row.asked_by).name,
        askedAt: row.asked_at,
        ...(row.answered_by === null ? {} : { answerer: staffRefOf(staff, row.answered_by).name }),
        ...(row.answered_at === null ? {} : { answeredAt: row.answered_at }),
        ordered: ordered.map(({ currency, minor }) => toMoneyJson({ currency, minor })),
        withheld: ordered.flatMap(({ currency, withheld_minor: minor }) =>
          minor === 0n ? [] : [toMoneyJson({ currency, minor })],
        ),
        canPrepare:
          row.state === 'confirmed' &&
          ordered.length === 0 &&
          ![row.asked_by, row.answered_by].includes(actor.personId) &&
          mayWith(actor, 'payments.prepare', { entityId: row.entity_id }).can,
      }
    }),
  }
}
