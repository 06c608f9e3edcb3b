import { z } from 'zod'
import { money, toMoneyJson } from '../../kernel/money.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loadBenefits } from '../benefits/index.ts'
import { requestsOfBenefits } from '../requests/index.ts'
import { personName, type CoverageReader } from './present.ts'
import { whyOf } from './report.ts'
import { loadAccounts, pageOfLines } from './store.ts'
import type { LineRow, RunRow } from './tables.ts'

/** Which lines are read. */
export type LinesAsked = {
  readonly state?: string | undefined
  readonly after: number
  readonly limit: number
}

/** The lines of a comparison that a person should look at, the strongest signs first. */
export async function linesOf(tx: Transaction, run: RunRow, asked: LinesAsked, reader: CoverageReader) {
  const found = await pageOfLines(tx, { ...asked, runId: run.id, limit: asked.limit + 1 })
  const accounts = await loadAccounts(tx, run.id)
  const shown = found.slice(0, asked.limit)
  const benefits = await benefitsBehind(tx, shown)
  const items = shown.map((line) => {
    const account = accounts.find(({ place }) => place === line.account)
    const of = { account: `${account?.code ?? ''} ${account?.name ?? ''}`.trim(), run, benefits }
    return lineJson(line, of, reader)
  })
  const last = items.at(-1)
  return found.length > asked.limit && last ? { items, next: last.place } : { items }
}

const storedReasons = z.array(
  z.object({
    code: z.string(),
    points: z.number(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
)

type Behind = ReadonlyMap<
  string,
  {
    readonly title: string
    readonly number?: string
    readonly requestId?: string
    readonly amount: ReturnType<typeof toMoneyJson>
  }
>

/** The benefits to which lines are matched, with the requests that lead there. */
async function benefitsBehind(tx: Transaction, lines: readonly LineRow[]): Promise<Behind> {
  const ids = [...new Set(lines.flatMap(({ benefit_id: id }) => id ?? []))].sort()
  const benefits = await loadBenefits(tx, ids)
  const requests = await requestsOfBenefits(tx, ids)
  return new Map(
    [...benefits].map(([id, { title, number, value_currency: currency, value_minor: minor }]) => {
      const requestId = requests.get(id)
      const amount = toMoneyJson(money(currency.trim(), minor))
      const named = { ...(number !== null && { number }), ...(requestId !== undefined && { requestId }) }
      return [id, { title, amount, ...named }]
    }),
  )
}

type LineOf = { readonly account: string; readonly run: RunRow; readonly benefits: Behind }

function lineJson(line: LineRow, { account, run, benefits }: LineOf, reader: CoverageReader) {
  const reasons = storedReasons.parse(JSON.parse(line.reasons))
  const benefit = benefits.get(line.benefit_id ?? '')
  return {
    lineId: line.id,
    place: line.place,
    line: line.line,
    day: line.happened_on,
    voucher: line.voucher,
    account,
    text: line.text,
    payee: line.payee,
    amount: toMoneyJson(money(run.currency, line.minor)),
    score: line.score,
    why: whyOf(
      reasons.map(({ code, points, params }) => ({ code, points, ...(params && { params }) })),
      reader.language,
    ),
    // The database holds the lists of states and sources.
    state: line.state as LineState,
    source: line.source as 'journal' | 'invoice',
    staff: line.staff ?? '',
    ...invoiceOf(line, run),
    ...(line.request_id === null ? {} : { requestId: line.request_id }),
    isOwnMark: line.marked_by === reader.actor.personId,
    ...(benefit && { benefit }),
    ...(line.benefit_id === null ? {} : { benefitId: line.benefit_id }),
    ...(line.reason === null ? {} : { reason: line.reason }),
    ...(line.marked_by === null ? {} : { markedBy: personName(line.marked_by, reader) }),
    ...(line.confirmed_by === null ? {} : { confirmedBy: personName(line.confirmed_by, reader) }),
  }
}

type LineState = 'open' | 'waiting' | 'explained' | 'matched' | 'declared'

function invoiceOf({ invoice_number: number, invoice_minor: minor }: LineRow, { currency }: RunRow) {
  if (number === null || minor === null) return {}
  return { invoice: { number, amount: toMoneyJson(money(currency, minor)) } }
}
