import { Link } from '@tanstack/react-router'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { amountText } from '../../parts/amount.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

type Balance = Answer<'trialBalance'>

/** Accounts by currency; the name of each opens its entries below. */
export function BalanceTable({ balance }: { readonly balance: Balance }) {
  const say = useTexts(webLedgerTexts)
  const heads = ['opening', 'debit', 'credit', 'closing'] as const
  return (
    <div className="mt-3 overflow-x-auto">
      <table className="w-full min-w-[560px] text-second">
        <thead>
          <tr className="border-b border-line text-meta text-ink-2">
            <th scope="col" className="py-1.5 text-left font-medium">
              {say('books.account')}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className="py-1.5 text-right font-medium">
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
              </th>
              {heads.map((head) => (
                <td key={head} className="py-1.5 text-right tabular-nums">
                  {amountText(row[head])}
                </td>
              ))}
            </tr>
          ))}
          {balance.totals.map(({ currency, debit, credit }) => (
            <tr key={currency} className="font-medium">
              <th scope="row" className="py-1.5 text-left">
                {say('books.total')} {currency}
              </th>
              <td />
              <td className="py-1.5 text-right tabular-nums">{amountText(debit)}</td>
              <td className="py-1.5 text-right tabular-nums">{amountText(credit)}</td>
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
