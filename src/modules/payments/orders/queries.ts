import type { z } from 'zod'
import { orderCursors, type orderItem, type orderQueue } from '../../../contract/payments.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import { sayBankReason } from '../../../texts/bank.ts'
import { sayPayment } from '../../../texts/payments.ts'
import {
  dayAt,
  entitiesFor,
  loadDuties,
  mayWith,
  nameOf,
  staffRefOf,
  type Organisation,
  type Permission,
} from '../../access/index.ts'
import { loadAccounts, loadCustomers, partyRefs } from '../../parties/index.ts'
import { loadRequests } from '../../requests/index.ts'
import { findRefunds, loadExceptions, loadStaffAccounts } from '../store.ts'
import { refundsShown } from '../refunds/shown.ts'
import { countQueue, loadQueue } from '../store-queue.ts'
import type { OrderRow, RefundRow } from '../tables.ts'
import { orderStates } from '../../../contract/states.ts'
import { loadClaimed } from './claimed.ts'
import { loadGrounds, restsOf, staffNamesOf, type Rests } from './rests.ts'
import { isStoppable } from './domain.ts'
import { withheldShown } from './withheld.ts'
import { refuse } from '../../../kernel/refusal.ts'

type Item = z.output<typeof orderItem>
type Queue = z.output<typeof orderQueue.answer>

const pageSize = 50

/** Who reads the queue, with what they need to read it in their language. */
export type PaymentReader = {
  readonly actor: Actor
  readonly organisation: Organisation
  readonly today: string
}

/** The payment orders of the entities that the reader may watch over. */
export async function queueOf(
  tx: Transaction,
  reader: PaymentReader,
  query: z.output<typeof orderQueue.query>,
): Promise<Queue> {
  const mine = entitiesFor(reader.actor, 'payments.queue')
  const all = mine.includes('*') ? [...reader.organisation.entities.keys()] : mine
  const entityIds = query.entityId === undefined ? all : all.filter((each) => each === query.entityId)
  const filter = { entityIds, way: query.way, requestId: query.requestId, orderId: query.orderId }
  const [rows, counts] = await Promise.all([
    loadQueue(tx, {
      ...filter,
      states: query.state === undefined ? orderStates : [query.state],
      after: query.cursor,
      limit: pageSize + 1,
    }),
    countQueue(tx, filter),
  ])
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    items: await orderItems(tx, reader, shown),
    ...(rows.length > pageSize && last
      ? { next: orderCursors.write({ at: last.made_at, id: last.id }) }
      : {}),
    counts: orderStates.map((state) => ({ state, count: counts.get(state) ?? 0 })),
  }
}

/** The claims of orders that the reader filed, or that are for what they asked for. */
async function claimedBy(
  tx: Transaction,
  { actor }: PaymentReader,
  rows: readonly OrderRow[],
): Promise<ReadonlySet<string>> {
  const ids = rows.flatMap((row) => row.claim_id ?? [])
  const duties = await loadDuties(tx, 'claim', ids)
  const own = duties.filter(({ duty, person_id: who }) => duty === 'requester' && who === actor.personId)
  return new Set(own.map((duty) => duty.object_id))
}

/** Orders with names, words and what the reader may do with each. */
export async function orderItems(
  tx: Transaction,
  reader: PaymentReader,
  rows: readonly OrderRow[],
): Promise<Item[]> {
  const requestIds = [...new Set(rows.map((row) => row.request_id))].sort()
  const payeeIds = [...new Set(rows.map((row) => row.payee_id))].sort()
  const exceptionIds = rows.flatMap((row) => row.exception_id ?? [])
  const requests = await loadRequests(tx, requestIds)
  const [names, accounts, exceptions, staffAccounts, duties, customers, grounds, refunds, claimOf] =
    await Promise.all([
      partyRefs(tx, payeeIds),
      loadAccounts(tx, payeeIds),
      loadExceptions(tx, exceptionIds),
      loadStaffAccounts(tx, payeeIds, 'shared'),
      loadDuties(tx, 'request', requestIds),
      loadCustomers(tx, payeeIds),
      loadGrounds(tx, rows.map(inGrounds)),
      findRefunds(tx, 'order_id', rows.map(idOf)),
      loadClaimed(tx, reader.actor, rows.map(claimIdOf)),
    ])
  const all = [...accounts.values(), [...exceptions.values()], ...staffAccounts.values()].flat()
  const byId = new Map(all.map((account) => [account.id, account]))
  const claimed = await claimedBy(tx, reader, rows)
  return rows.map((row) => {
    const request = requests.get(row.request_id)
    const hasPart =
      request?.requester_id === reader.actor.personId ||
      duties.some((duty) => duty.object_id === row.request_id && duty.person_id === reader.actor.personId) ||
      claimed.has(row.claim_id ?? '')
    const account = byId.get(row.account_id)
    const name = names.get(row.payee_id)?.name ?? staffRefOf(readerIn(reader), row.payee_id).name
    return itemOf(reader, row, {
      hasPart,
      requestNumber: request?.number ?? undefined,
      // The name on the account is the legal one, which a short name is not.
      payee: account?.holder ?? name,
      rests: restsOf(
        grounds,
        {
          ...inGrounds(row),
          ...claimOf({ claimId: row.claim_id, benefitId: row.benefit_id }),
          form: row.form,
          way: row.way,
          clauseId: row.clause_id ?? undefined,
          party: customers.get(row.payee_id)?.name ?? name,
          staffNames: staffNamesOf(reader.organisation, row.payee_id),
          customer: customers.get(row.payee_id),
          holder: account?.holder,
        },
        reader.actor.language,
      ),
      account: account ? `${account.bank} ····${account.number.slice(-4)}` : '',
      taxTreatment: exceptions.get(row.exception_id ?? '')?.tax_treatment,
      refunds: refunds.filter((refund) => refund.order_id === row.id),
    })
  })
}

const idOf = ({ id }: OrderRow) => id
const claimIdOf = ({ claim_id: claimId }: OrderRow) => claimId

function inGrounds({ entity_id: entityId, benefit_id: benefitId, payee_id: payeeId }: OrderRow) {
  return { entityId, benefitId, payeeId }
}

type Shown = {
  readonly hasPart: boolean
  readonly requestNumber: string | undefined
  readonly payee: string
  readonly rests: Rests
  readonly account: string
  /** How what a natural person is paid is taxed. */
  readonly taxTreatment: string | undefined
  readonly refunds: readonly RefundRow[]
}

function readerIn({ actor, organisation, today }: PaymentReader) {
  return { organisation, language: actor.language, today, personId: actor.personId }
}

function itemOf(reader: PaymentReader, row: OrderRow, shown: Shown): Item {
  const { language } = reader.actor
  const entity = reader.organisation.entities.get(row.entity_id)
  const staff = readerIn(reader)
  const madeOn = dayAt(reader.organisation, row.entity_id, row.made_at)
  const withheld = withheldShown(row, { treatment: shown.taxTreatment, day: madeOn, language })
  return {
    orderId: row.id,
    number: row.number,
    version: row.version,
    // The database holds the lists of states, ways and kinds of payee.
    state: row.state as Item['state'],
    stateWord: sayPayment(language, `order.${row.state}`),
    entityId: row.entity_id,
    entity: entity ? nameOf(entity, language) : row.entity_id,
    requestId: row.request_id,
    ...(shown.requestNumber === undefined ? {} : { requestNumber: shown.requestNumber }),
    way: row.way as Item['way'],
    wayWord: sayPayment(language, `way.${row.way}`),
    payee: {
      kind: row.payee_kind as Item['payee']['kind'],
      id: row.payee_id,
      name: shown.payee,
      account: shown.account,
    },
    rests: shown.rests,
    isException: row.exception_id !== null,
    amount: toMoneyJson({ currency: row.currency, minor: row.minor }),
    ...closesOf(row),
    ...(withheld === undefined ? {} : { withheld }),
    ...refundsShown(staff, row, shown.refunds),
    purpose: row.purpose,
    endToEndId: row.end_to_end_id,
    maker: staffRefOf(staff, row.made_by),
    madeAt: row.made_at,
    ...(row.checked_by === null ? {} : { checker: staffRefOf(staff, row.checked_by) }),
    ...(row.checked_at === null ? {} : { checkedAt: row.checked_at }),
    ...(row.paid_on === null ? {} : { paidOn: row.paid_on }),
    ...(row.reason === null ? {} : { reason: reasonOf(row.reason, language) }),
    actions: { check: canCheck(reader, row, shown.hasPart), stop: canStop(reader, row) },
  }
}

/** What it closes of its benefit, where that is in another currency. */
function closesOf({ closes_currency: currency, closes_minor: minor }: OrderRow): Pick<Item, 'closes'> {
  return currency === null || minor === null ? {} : { closes: toMoneyJson({ currency, minor }) }
}

function reasonOf(reason: string, language: PaymentReader['actor']['language']): string {
  return reason === 'account_changed'
    ? sayPayment(language, 'reason.account_changed')
    : sayBankReason(reason, language)
}

function canCheck(reader: PaymentReader, row: OrderRow, hasPart: boolean): Item['actions']['check'] {
  const permission = mayWith(reader.actor, 'payments.check', { entityId: row.entity_id })
  if (permission.can && row.state !== 'prepared') return said(reader, closed(row, 'checked'))
  if (permission.can && row.made_by === reader.actor.personId) {
    return said(reader, { can: false, refusal: refuse('payments.maker_never_checks') })
  }
  if (permission.can && hasPart) {
    return said(reader, { can: false, refusal: refuse('payments.people_not_apart') })
  }
  return said(reader, permission, true)
}

function canStop(reader: PaymentReader, row: OrderRow): Item['actions']['stop'] {
  const permission = mayWith(reader.actor, 'payments.stop', { entityId: row.entity_id })
  return said(reader, permission.can && !isStoppable(row.state) ? closed(row, 'stopped') : permission)
}

function closed(row: OrderRow, to: string): Permission {
  return {
    can: false,
    refusal: refuse('payments.no_such_move', { number: row.number, from: row.state, to }),
  }
}

function said(
  { actor }: PaymentReader,
  permission: Permission,
  needsFactor = false,
): Item['actions']['check'] {
  return permission.can
    ? { can: true, needsFactor: needsFactor && !actor.hasFreshFactor }
    : { can: false, why: sayRefusal(permission.refusal, actor.language).says, needsFactor: false }
}
