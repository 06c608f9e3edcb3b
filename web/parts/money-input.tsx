import { useState } from 'react'
import { fromDecimal, fromMoneyJson, toDecimal, toMoneyJson, type MoneyJson } from '../../src/kernel/money.ts'
import { webTexts } from '../../src/texts/web.ts'
import { useTexts } from '../shell/text.ts'
import { amountText, useAmountWords } from './amount.tsx'
import { controlLook, Field } from './field.tsx'
import { classes } from './classes.ts'

type Props = {
  readonly label: string
  readonly currency: string
  readonly value: MoneyJson | undefined
  readonly onChange: (value: MoneyJson | undefined) => void
  readonly error?: string | undefined
  readonly autoFocus?: boolean
}

/** An amount of money, right aligned, with its words while it is typed. Nothing is rounded. */
export function MoneyInput({ label, currency, value, onChange, error, autoFocus = false }: Props) {
  const say = useTexts(webTexts)
  const inWords = useAmountWords()
  const [text, setText] = useState(() => (value === undefined ? '' : toDecimal(fromMoneyJson(value))))
  const isUnreadable = text.trim() !== '' && read(currency, text) === undefined
  const words = value === undefined ? undefined : inWords(value)
  return (
    <Field
      label={label}
      error={error ?? (isUnreadable ? say('web.amount_unreadable') : undefined)}
      hint={words ?? (value === undefined ? say('web.amount_hint') : amountText(value))}
      isHintTall
    >
      {(tied) => (
        <div className="relative">
          <span
            aria-hidden="true"
            className="absolute top-0 left-3 flex h-full items-center text-body text-ink-2"
          >
            {currency === 'CNY' ? '¥' : currency}
          </span>
          <input
            {...tied}
            autoFocus={autoFocus}
            inputMode="decimal"
            autoComplete="off"
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              onChange(read(currency, event.target.value))
            }}
            className={classes(controlLook, 'h-9 pl-12 text-right tabular-nums pointer-coarse:h-10')}
          />
        </div>
      )}
    </Field>
  )
}

/** A positive amount in the currency's decimals; Chinese full stops and commas are read as the plain ones. */
function read(currency: string, text: string): MoneyJson | undefined {
  const plain = text
    .replaceAll('，', ',')
    .replaceAll('。', '.')
    .replaceAll('．', '.')
    .replace(/^[¥￥]/, '')
  const amount = fromDecimal(currency, plain)
  return amount === undefined || amount.minor <= 0n || amount.minor > 999_999_999_999_999_999n
    ? undefined
    : toMoneyJson(amount)
}
