import { formatMoney } from '../../src/kernel/format.ts'
import { fromMoneyJson, type MoneyJson } from '../../src/kernel/money.ts'
import { isRefusal } from '../../src/kernel/refusal.ts'
import { rmbWords } from '../../src/kernel/rmb-words.ts'

/** An amount as text: `¥12,800.00`. */
export function amountText(amount: MoneyJson): string {
  return formatMoney(fromMoneyJson(amount))
}

/** 人民币 and the capital figures of an amount in yuan; undefined for other currencies and beyond 仟亿. */
export function capitalFigures(amount: MoneyJson): string | undefined {
  if (amount.currency !== 'CNY') return undefined
  const words = rmbWords(fromMoneyJson(amount).minor)
  return isRefusal(words) ? undefined : `人民币${words}`
}

/** The amount of a decision screen, with its capital figures beneath. */
export function BigAmount({ amount }: { readonly amount: MoneyJson }) {
  const words = capitalFigures(amount)
  return (
    <div className="mt-1 lg:mt-0 lg:text-right">
      <p className="text-amount font-semibold tabular-nums">{amountText(amount)}</p>
      {words === undefined ? null : (
        <p lang="zh-CN" className="text-hint text-ink-2">
          {words}
        </p>
      )}
    </div>
  )
}
