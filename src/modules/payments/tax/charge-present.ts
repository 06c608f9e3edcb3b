import type { z } from 'zod'
import type { taxSchedule } from '../../../contract/tax.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import { mayWith } from '../../access/index.ts'
import { loadBenefits } from '../../benefits/index.ts'
import { accountName, lastDayOf } from '../../ledger/index.ts'
import { loadRequests, requestsOfBenefits } from '../../requests/index.ts'
import { loadChargesIn } from '../store-tax.ts'
import type { TaxChargeRow } from '../tables.ts'
import { duesIn } from './charge.ts'
import { sayTax } from './headings.ts'
import type { ReadYear } from './read-year.ts'
import type { Schedule } from './schedule.ts'

type ChargeJson = z.output<typeof taxSchedule.answer>['charge']

/** Who reads a schedule. */
export type TaxReader = { readonly actor: Actor; readonly language: Language }

/** Which entity, and which tax of the year is shown by itself. */
export type ChargeAsked = { readonly entityId: string; readonly chargeId?: string | undefined }

/** What of the taxes of a year stands in the books, what is left, and whether the reader may book it. */
export async function chargeJson(
  tx: Transaction,
  reader: TaxReader,
  { entityId, chargeId }: ChargeAsked,
  read: ReadYear,
): Promise<ChargeJson> {
  const { schedule, stated, today } = read
  const { year, currency } = schedule.year
  const month = schedule.isForecast ? today.slice(0, 7) : `${String(year)}-12`
  const rows = await loadChargesIn(tx, { entityId, year })
  const one = rows.find(({ id }) => id === chargeId)
  const sums = [
    { account: 'tax_withheld', minor: sumOf(rows, 'withheld') + withheldByOrders(schedule) },
    { account: 'output_tax', minor: sumOf(rows, 'output_tax') },
  ] as const
  return {
    month,
    due: (await duesIn(tx, read, { entityId, until: lastDayOf(month) })).length,
    booked: sums
      .filter(({ minor }) => minor > 0n)
      .map(({ account, minor }) => ({
        account,
        name: accountName(account, reader.language),
        amount: toMoneyJson({ currency, minor }),
      })),
    can: stated
      ? permissionFor(reader, 'payments.charge_tax', entityId)
      : cannot(refuse('payments.tax_year_not_stated', { year }), reader.language),
    ...(one ? { one: await oneJson(tx, reader, one) } : {}),
  }
}

/** One tax as it stands in the books, with the benefit that it is on. */
async function oneJson(
  tx: Transaction,
  { actor, language }: TaxReader,
  row: TaxChargeRow,
): Promise<NonNullable<ChargeJson['one']>> {
  const { id: chargeId, benefit_id: benefitId, kind, bearing, currency } = row
  const benefit = (await loadBenefits(tx, [benefitId])).get(benefitId)
  const requestIds = [...(await requestsOfBenefits(tx, [benefitId])).values()]
  const [request] = (await loadRequests(tx, requestIds)).values()
  const whose = { ownerId: request?.requester_id ?? '', entityId: request?.entity_id ?? '' }
  const canOpen = request !== undefined && mayWith(actor, 'requests.detail', whose).can
  return {
    chargeId,
    says: sayTax(language, kind === 'output_tax' ? 'tax.one.output_tax' : oneOf(bearing)),
    number: benefit?.number ?? benefitId,
    title: benefit?.title ?? '',
    ...(canOpen ? { requestId: request.id } : {}),
    happenedOn: row.happened_on,
    base: toMoneyJson({ currency, minor: row.base_minor }),
    tax: toMoneyJson({ currency, minor: row.minor }),
    at: row.charged_at,
  }
}

function oneOf(bearing: string | null): 'tax.one.giver' | 'tax.one.recipient' {
  return bearing === 'giver' ? 'tax.one.giver' : 'tax.one.recipient'
}

/** What payments withheld themselves: their orders booked it. */
function withheldByOrders({ withheld, labour }: Schedule): bigint {
  const own = [...labour, ...withheld.filter(({ bearing }) => bearing === undefined)]
  return own.reduce((sum, { tax }) => sum + tax, 0n)
}

function sumOf(rows: readonly TaxChargeRow[], kind: string): bigint {
  return rows.reduce((sum, row) => (row.kind === kind ? sum + row.minor : sum), 0n)
}

/** Whether a reader may do something for an entity, and why not. */
export function permissionFor({ actor, language }: TaxReader, operation: string, entityId: string) {
  const found = mayWith(actor, operation, { entityId })
  if (found.can) return { can: true as const, needsReason: false, needsFactor: false }
  return cannot(found.refusal, language)
}

function cannot(refusal: Refusal, language: Language) {
  return { can: false as const, why: sayRefusal(refusal, language).says }
}
