import type { z } from 'zod'
import type { taxSchedule } from '../../../contract/tax.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import { refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Actor } from '../../../platform/act/actor.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import { mayWith } from '../../access/index.ts'
import { accountName, lastDayOf } from '../../ledger/index.ts'
import { loadChargesIn } from '../store-tax.ts'
import type { TaxChargeRow } from '../tables.ts'
import { duesIn } from './charge.ts'
import type { ReadYear } from './read-year.ts'
import type { Schedule } from './schedule.ts'

type ChargeJson = z.output<typeof taxSchedule.answer>['charge']

/** Who reads a schedule. */
export type TaxReader = { readonly actor: Actor; readonly language: Language }

/** What of the taxes of a year stands in the books, what is left, and whether the reader may book it. */
export async function chargeJson(
  tx: Transaction,
  reader: TaxReader,
  entityId: string,
  read: ReadYear,
): Promise<ChargeJson> {
  const { schedule, stated, today } = read
  const { year, currency } = schedule.year
  const month = schedule.isForecast ? today.slice(0, 7) : `${String(year)}-12`
  const rows = await loadChargesIn(tx, { entityId, year })
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
  }
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
