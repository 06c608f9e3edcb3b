import { formatMoney } from '../../src/kernel/format.ts'
import { fromMoneyJson, type MoneyJson } from '../../src/kernel/money.ts'
import { isRefusal } from '../../src/kernel/refusal.ts'
import { rmbWords } from '../../src/kernel/rmb-words.ts'
import { yuanWords } from '../../src/kernel/yuan-words.ts'
import { useLanguage } from '../shell/text.ts'

/** An amount as text: `¥12,800.00`. */
export function amountText(amount: MoneyJson): string {
  return formatMoney(fromMoneyJson(amount))
}

/**
 * An amount in yuan in the words of the reader: 人民币 and the capital figures, or English words. Undefined for
 * other currencies and beyond 仟亿.
 */
export function useAmountWords(): (amount: MoneyJson) => string | undefined {
  const { language } = useLanguage()
  return (amount) => {
    if (amount.currency !== 'CNY') return undefined
    const { minor } = fromMoneyJson(amount)
    if (language === 'en') return yuanWords(minor)
    const words = rmbWords(minor)
    return isRefusal(words) ? undefined : `人民币${words}`
  }
}

/** The amount of a decision screen, with its words beneath. */
export function BigAmount({ amount }: { readonly amount: MoneyJson }) {
  const words = useAmountWords()(amount)
  return (
    <div className="mt-1 lg:mt-0 lg:max-w-80 lg:text-right">
      <p className="text-amount font-semibold tabular-nums">{amountText(amount)}</p>
      {words === undefined ? null : <p className="text-hint text-ink-2">{words}</p>}
    </div>
  )
}
