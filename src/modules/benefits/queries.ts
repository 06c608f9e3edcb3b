import type { z } from 'zod'
import * as contract from '../../contract/register.ts'
import { benefitForms } from '../../contract/facts.ts'
import type { permissionJson } from '../../contract/screens.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { refusalText } from '../../texts/refusals/index.ts'
import { fill } from '../../texts/text.ts'
import { mayWith, nameOf } from '../access/index.ts'
import type { AlertKind } from './changes.ts'
import { benefitStates, counts, ownBook } from './domain.ts'
import { selectionOf, type AskedFilters } from './selection.ts'
import type { RegisterPorts } from './ports.ts'
import { sightFor } from './sight.ts'
import type { Place, RegisterFilter } from './register-filter.ts'
import { observedNamesOf, type ObservedNames } from './observed-names.ts'
import { findBooks, findRegisterPage, findRegisterTotals } from './store-register.ts'
import type { CurrencyTotal } from './store-totals.ts'
import { alertsAmong } from './store-alerts.ts'
import { findTwins } from './store-twins.ts'
import type { BenefitRow } from './tables.ts'
import {
  badgeOf,
  bookWord,
  formWord,
  moneyOf,
  namesCut,
  namesFor,
  sharedWord,
  stateOfRow,
  titleOf,
  type RegisterReader,
  type RowNames,
} from './words.ts'

type Page = z.output<typeof contract.register.answer>

/** A page of the register as the reader may see it (`sightOf`), with all names joined at once. */
export async function registerPage(
  tx: Transaction,
  reader: RegisterReader,
  ports: Pick<RegisterPorts, 'requestsOf' | 'observedNames'>,
  query: z.output<typeof contract.register.query>,
): Promise<Page> {
  const { sort, cursor: after, limit, ...asked } = query
  const filter = await selectionOf(tx, asked, reader.today)
  const rows = await findRegisterPage(tx, {
    filter,
    sight: sightFor(reader, 'benefits.register'),
    sort,
    ...(after ? { after } : {}),
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const names = await namesFor(
    tx,
    reader,
    shown.flatMap((row) => [row.customer_id, row.recipient_id]),
  )
  const requests = await ports.requestsOf(
    tx,
    shown.map((row) => row.id),
  )
  const observed = await observedNamesOf(tx, ports, shown)
  const twins = await findTwins(
    tx,
    shown.map((row) => row.id),
    benefitStates.filter(counts),
  )
  const alerts = await alertsAmong(
    tx,
    shown.map((row) => row.id),
  )
  const last = shown.at(-1)
  return {
    rows: shown.map((row) =>
      rowJson(reader, names, row, { requestId: requests.get(row.id), observed, twins, alerts }),
    ),
    ...(rows.length > limit && last ? { next: contract.registerCursors.write(placeOf(last)) } : {}),
    ...leftOutOf(reader, filter),
  }
}

/** Says that the text of a selection is in more names than were looked up, so that it may lack benefits. */
function leftOutOf(reader: RegisterReader, { text }: RegisterFilter): Pick<Page, 'leftOut'> {
  const leftOut = text && namesCut(reader, text)
  return leftOut === undefined ? {} : { leftOut }
}

/** Where a row stands in the register, whichever way it is sorted. */
function placeOf(row: BenefitRow): Place {
  return { on: row.happened_on, minor: String(row.value_minor), id: row.id }
}

type Beside = {
  readonly requestId: string | undefined
  readonly observed: ReadonlyMap<string, ObservedNames>
  readonly twins: ReadonlySet<string>
  readonly alerts: ReadonlyMap<string, readonly AlertKind[]>
}

function rowJson(
  reader: RegisterReader,
  names: RowNames,
  row: BenefitRow,
  beside: Beside,
): Page['rows'][number] {
  const { requestId } = beside
  const customer = names.party(row.customer_id)
  const recipient = names.party(row.recipient_id)
  const observed = beside.observed.get(row.id)
  return {
    benefitId: row.id,
    ...(requestId === undefined ? {} : { requestId }),
    number: row.number,
    on: row.happened_on,
    direction: sharedWord(reader, `direction.${row.direction}`),
    kind: formWord(reader, row.form),
    title: titleOf(reader, row),
    ...(customer ? { customer } : {}),
    ...(recipient ? { recipient } : {}),
    ...(observed ? { observed } : {}),
    requester: names.staff(row.requester_id),
    entity: names.entity(row.entity_id),
    amount: moneyOf(row.value_currency, row.value_minor),
    isAtLeast: row.value_is_at_least,
    badge: badgeOf(reader, row.outcome),
    state: stateOfRow(reader, row, {
      hasTwin: beside.twins.has(row.id),
      alerts: beside.alerts.get(row.id),
    }),
    isLate: row.is_late && row.book === ownBook,
  }
}

/**
 * Count and sums of a selection. The count is of all rows; summed is what counts in the one sum, and of one
 * direction only, because what we receive is never set against what we give.
 */
export async function registerTotalsOf(
  tx: Transaction,
  reader: RegisterReader,
  asked: AskedFilters,
): Promise<z.output<typeof contract.registerTotals.answer>> {
  const filter = await selectionOf(tx, asked, reader.today)
  const totals = await findRegisterTotals(tx, filter, sightFor(reader, 'benefits.totals'), {
    states: benefitStates.filter(counts),
    direction: asked.direction ?? 'given',
  })
  const moneyIn = (of: (total: CurrencyTotal) => bigint) =>
    totals.filter((each) => of(each) !== 0n).map((each) => moneyOf(each.currency, of(each)))
  const late = {
    count: totals.reduce((sum, each) => sum + Number(each.lateCount), 0),
    sums: moneyIn((each) => each.lateMinor),
  }
  return {
    count: totals.reduce((sum, each) => sum + Number(each.count), 0),
    sums: moneyIn((each) => each.minor),
    // What others did was never declared to us, in time or late.
    late: filter.book === ownBook ? late : { count: 0, sums: [] },
    export: exportPermission(reader),
    ...leftOutOf(reader, filter),
  }
}

/**
 * Whether the reader may export at all; the answer to a selection that is too large comes with the command.
 */
function exportPermission(reader: RegisterReader): z.output<typeof permissionJson> {
  const { actor, language } = reader
  const entityId = actor.entityIds[0]
  const permission = mayWith(actor, 'benefits.export', {
    leaderIds: [actor.personId],
    ...(entityId === undefined ? {} : { entityId }),
  })
  if (permission.can) return { can: true, needsReason: true, needsFactor: !actor.hasFreshFactor }
  const { code, params } = permission.refusal
  return { can: false, why: fill(refusalText(code).says, language, params) }
}

const directions = ['given', 'received', 'offered'] as const

/** The words for the filters: books and entities that the reader may see, and the lists of the product. */
export async function registerOptionsOf(
  tx: Transaction,
  reader: RegisterReader,
): Promise<z.output<typeof contract.registerOptions.answer>> {
  const { organisation, language, actor } = reader
  const isAll = sightFor(reader, 'benefits.register').kind === 'all'
  const books = isAll ? [...new Set([ownBook, ...(await findBooks(tx))])] : [ownBook]
  const entities = [...organisation.entities.values()].filter(
    (row) => isAll || actor.entityIds.includes(row.id),
  )
  return {
    books: books.map((value) => ({ value, word: bookWord(reader, value) })),
    states: benefitStates.map((value) => ({ value, word: sharedWord(reader, `state.${value}`) })),
    outcomes: (['prohibit', 'hold', 'escalate', 'allow_with_conditions', 'allow'] as const).map((value) => ({
      value,
      word: sharedWord(reader, `verdict.${value}`),
    })),
    forms: benefitForms.map((value) => ({ value, word: formWord(reader, value) })),
    directions: directions.map((value) => ({ value, word: sharedWord(reader, `direction.${value}`) })),
    entities: entities.map((row) => ({ value: row.id, word: nameOf(row, language) })),
  }
}
