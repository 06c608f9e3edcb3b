import { formatMoney } from '../kernel/format.ts'
import { fromMoneyJson, type MoneyJson } from '../kernel/money.ts'
import { reconciliationOf } from '../modules/payments/bank/reconciliation.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { cliBankTexts } from '../texts/cli-bank.ts'
import { fill, type TextValue } from '../texts/text.ts'
import type { CliCall } from './args.ts'
import { exit } from './io.ts'
import type { EntityTools } from './with-entity.ts'

type Status = Awaited<ReturnType<typeof reconciliationOf>>
type Account = Status['accounts'][number]
type Say = (key: keyof typeof cliBankTexts, params: Readonly<Record<string, TextValue>>) => string

const shown = (amount: MoneyJson) => formatMoney(fromMoneyJson(amount))

/**
 * What an entity has open at its banks: lines that nobody explained, payments of which nobody knows the end,
 * statements that are missing or held. Something open is an exit of its own, for a job of every morning.
 */
export async function bankStatus(
  call: CliCall,
  { world, actor, entityId }: EntityTools,
  today: string,
): Promise<number> {
  const status = await readOnly(world.pool, [actor], async (tx) => {
    const organisation = await world.requests.organisation(tx)
    return reconciliationOf(tx, { actor, organisation, today }, { entityId })
  })
  const { accounts, sent, lines, held } = status
  const say: Say = (key, params) => fill(cliBankTexts[key], call.io.language, params)
  call.io.answer({ accounts, sent, lines, held }, () => [
    ...(accounts.length === 0 ? [say('cli.bank.no_account', {})] : []),
    ...accounts.flatMap((account) => accountLines(account, say)),
    ...sent
      .filter(({ state }) => state === 'unknown')
      .map(({ number, payee, amount }) => say('cli.bank.unknown', { number, payee, amount: shown(amount) })),
    ...lines.map(({ bookedOn, amount, whyWord = '' }) =>
      say('cli.bank.line', { on: bookedOn, amount: shown(amount), why: whyWord }),
    ),
    ...held.map(({ number, reason, repair }) =>
      say('cli.bank.is_held', { number, why: `${reason} ${repair}` }),
    ),
  ])
  return isOpen(status) ? exit.found : exit.done
}

function accountLines(account: Account, say: Say): string[] {
  const { tail, closing, closingOn = '', unexplained, underWay, notShown, gaps } = account
  return [
    closing === undefined
      ? say('cli.bank.no_statement', { tail })
      : say('cli.bank.balance', { tail, on: closingOn, closing: shown(closing) }),
    say('cli.bank.counts', {
      lines: unexplained.lines,
      unexplained: shown(unexplained.amount),
      sent: underWay.orders,
      underWay: shown(underWay.amount),
      paid: notShown.orders,
      notShown: shown(notShown.amount),
    }),
    ...gaps.map(({ from, to, difference }) =>
      say('cli.bank.gap', { from, to, difference: shown(difference) }),
    ),
  ]
}

/** Whether something waits for a person; what is merely on its way does not. */
function isOpen({ accounts, sent, held }: Status): boolean {
  return (
    held.length > 0 ||
    sent.some(({ state }) => state === 'unknown') ||
    accounts.some(({ unexplained, gaps }) => unexplained.lines > 0 || gaps.length > 0)
  )
}
