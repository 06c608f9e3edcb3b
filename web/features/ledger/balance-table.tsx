import { Link } from '@tanstack/react-router'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { amountText } from '../../parts/amount.tsx'
import { classes } from '../../parts/classes.ts'
import { linkLook } from '../../parts/text-link.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

type Balance = Answer<'trialBalance'>

const heads = ['opening', 'debit', 'credit', 'closing'] as const

/** On a phone the movements stand below the account, so that the closing balance is in sight. */
const wideOnly = 'max-sm:hidden'

/** Accounts by currency; the name of each opens its entries below. */
export function BalanceTable({ balance }: { readonly balance: Balance }) {
  const say = useTexts(webLedgerTexts)
  return (
    <div className="mt-3 overflow-x-auto">
      <table className="w-full text-second">
        <thead>
          <tr className="border-b border-line text-meta text-ink-2">
            <th scope="col" className="py-1.5 text-left font-medium">
              {say('books.account')}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className={classes('py-1.5 text-right font-medium', lookOf(head))}>
                {say(`books.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {balance.rows.map((row) => (
            <tr key={`${row.account} ${row.currency}`} className="border-b border-line">
              <th scope="row" className="py-1.5 text-left font-normal">
                <AccountLink row={row} />
                <Below amounts={row} heads={['opening', 'debit', 'credit']} />
              </th>
              {heads.map((head) => (
                <td
                  key={head}
                  className={classes(
                    'py-1.5 pl-3 text-right align-top whitespace-nowrap tabular-nums',
                    lookOf(head),
                  )}
                >
                  {amountText(row[head])}
                </td>
              ))}
            </tr>
          ))}
          {balance.totals.map((total) => (
            <tr key={total.currency} className="font-medium">
              <th scope="row" className="py-1.5 text-left">
                {say('books.total')} {total.currency}
                <Below amounts={total} heads={['debit', 'credit']} />
              </th>
              <td className={wideOnly} />
              <td className={classes('py-1.5 text-right tabular-nums', wideOnly)}>
                {amountText(total.debit)}
              </td>
              <td className={classes('py-1.5 text-right tabular-nums', wideOnly)}>
                {amountText(total.credit)}
              </td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Head = (typeof heads)[number]

function lookOf(head: Head): string {
  return head === 'closing' ? '' : wideOnly
}

type BelowProps<Shown extends Head> = {
  readonly amounts: Readonly<Record<Shown, Parameters<typeof amountText>[0]>>
  readonly heads: readonly Shown[]
}

function Below<Shown extends Head>({ amounts, heads: shown }: BelowProps<Shown>) {
  const say = useTexts(webLedgerTexts)
  return (
    <span className="block text-meta font-normal text-ink-2 tabular-nums sm:hidden">
      {shown.map((head) => (
        <span key={head} className="mr-3 inline-block">
          {say(`books.${head}`)} {amountText(amounts[head])}
        </span>
      ))}
    </span>
  )
}

function AccountLink({ row }: { readonly row: Balance['rows'][number] }) {
  const say = useTexts(webLedgerTexts)
  const { account, currency, name } = row
  return (
    <Link
      from="/books"
      to="/books"
      search={(now) => ({ ...now, account, currency })}
      resetScroll={false}
      className={linkLook}
      title={say('books.show', { account: name, currency })}
    >
      {name} · {currency}
    </Link>
  )
}
