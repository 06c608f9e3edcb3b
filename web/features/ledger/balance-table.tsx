import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { amountText } from '../../parts/amount.tsx'
import { classes } from '../../parts/classes.ts'
import { linkLook } from '../../parts/text-link.tsx'
import type { Answer } from '../../shell/api.ts'
import { balanceFigures } from '../../shell/search.ts'
import { useTexts } from '../../shell/text.ts'
import { without } from '../../shell/without.ts'
import type { Figure } from './figure.ts'

type Balance = Answer<'trialBalance'>

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
            {balanceFigures.map((head) => (
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
                <Below
                  heads={['opening', 'debit', 'credit']}
                  amountOf={(head) => <FigureLink row={row} figure={head} />}
                />
              </th>
              {balanceFigures.map((head) => (
                <td
                  key={head}
                  className={classes(
                    'py-1.5 pl-3 text-right align-top whitespace-nowrap tabular-nums',
                    lookOf(head),
                  )}
                >
                  <FigureLink row={row} figure={head} />
                </td>
              ))}
            </tr>
          ))}
          {balance.totals.map((total) => (
            <TotalRow key={total.currency} total={total} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What all accounts of a currency moved; it stands behind no account of its own. */
function TotalRow({ total }: { readonly total: Balance['totals'][number] }) {
  const say = useTexts(webLedgerTexts)
  return (
    <tr className="font-medium">
      <th scope="row" className="py-1.5 text-left">
        {say('books.total')} {total.currency}
        <Below heads={['debit', 'credit']} amountOf={(head) => amountText(total[head])} />
      </th>
      <td className={wideOnly} />
      <td className={classes('py-1.5 text-right tabular-nums', wideOnly)}>{amountText(total.debit)}</td>
      <td className={classes('py-1.5 text-right tabular-nums', wideOnly)}>{amountText(total.credit)}</td>
      <td />
    </tr>
  )
}

function lookOf(head: Figure): string {
  return head === 'closing' ? '' : wideOnly
}

type BelowProps<Shown extends Figure> = {
  readonly heads: readonly Shown[]
  readonly amountOf: (head: Shown) => ReactNode
}

function Below<Shown extends Figure>({ heads: shown, amountOf }: BelowProps<Shown>) {
  const say = useTexts(webLedgerTexts)
  return (
    <span className="block text-meta font-normal text-ink-2 tabular-nums sm:hidden">
      {shown.map((head) => (
        <span key={head} className="mr-3 inline-block">
          {say(`books.${head}`)} {amountOf(head)}
        </span>
      ))}
    </span>
  )
}

/** Tall enough for a thumb. */
const tall = 'inline-flex min-h-6 items-center pointer-coarse:min-h-10'
const tallLink = `${linkLook} ${tall}`

/** A figure, which opens into the entries that it is the sum of; none moved where debit or credit is zero. */
function FigureLink({ row, figure }: { readonly row: Balance['rows'][number]; readonly figure: Figure }) {
  const say = useTexts(webLedgerTexts)
  const { account, currency, name } = row
  const amount = amountText(row[figure])
  if (row[figure].minor === '0' && (figure === 'debit' || figure === 'credit'))
    return <span className={tall}>{amount}</span>
  return (
    <Link
      from="/books"
      to="/books"
      search={(now) => ({ ...now, account, currency, figure })}
      resetScroll={false}
      className={tallLink}
      aria-label={say('books.show_figure', { account: name, figure: say(`books.${figure}`), amount })}
    >
      {amount}
    </Link>
  )
}

function AccountLink({ row }: { readonly row: Balance['rows'][number] }) {
  const say = useTexts(webLedgerTexts)
  const { account, currency, name } = row
  return (
    <Link
      from="/books"
      to="/books"
      search={(now) => ({ ...without(now, 'figure'), account, currency })}
      resetScroll={false}
      className={tallLink}
      title={say('books.show', { account: name, currency })}
    >
      {name} · {currency}
    </Link>
  )
}
