import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { benefitsTexts } from '../../../src/texts/web-benefits.ts'
import { amountText } from '../../parts/amount.tsx'
import { classes } from '../../parts/classes.ts'
import { StateBadge } from '../../parts/state-badge.tsx'
import { linkLook, PartyLink } from '../../parts/text-link.tsx'
import { VerdictBadge } from '../../parts/verdict.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { columns, columnWords, type Column, type TableView } from './columns.ts'

type Row = Answer<'register'>['rows'][number]

/** The register as a table: sticky head and first column, numbers right. */
export function RegisterTable({ rows, view }: { readonly rows: readonly Row[]; readonly view: TableView }) {
  const say = useTexts(benefitsTexts)
  // In English the matter of our own benefits is their kind, which has a column of its own.
  const hasMatter = rows.some((row) => matterOf(row) !== '')
  const shown = columns.filter(
    (column) => !view.hidden.includes(column) && (column !== 'matter' || hasMatter),
  )
  const height = view.isDense ? 'h-9' : 'h-12'
  return (
    <table aria-label={say('register.table')} className="w-full border-separate border-spacing-0 text-second">
      <thead>
        <tr>
          <th scope="col" className={classes(headLook, 'left-0 z-20 pl-6 text-left')}>
            {say('register.number')}
          </th>
          {shown.map((column) => (
            <th key={column} scope="col" className={classes(headLook, 'z-10 text-left')}>
              {say(columnWords[column])}
            </th>
          ))}
          <th scope="col" className={classes(headLook, 'right-0 z-20 pr-6 text-right')}>
            {say('register.amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.benefitId} className="group">
            <th
              scope="row"
              className={classes(cellLook, height, 'sticky left-0 bg-surface pl-6 text-left font-normal')}
            >
              <Number row={row} />
            </th>
            {shown.map((column) => (
              <td key={column} className={classes(cellLook, height)}>
                <span className={classes('inline-block', room[column])}>{cells[column](row)}</span>
              </td>
            ))}
            <td
              className={classes(cellLook, height, 'sticky right-0 bg-surface pr-6 text-right font-medium')}
            >
              <Amount row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const headLook = classes(
  'sticky top-0 h-9 border-b border-line-2 bg-surface px-1.5 text-meta font-medium',
  'whitespace-nowrap text-ink-2',
)
// Long names and words wrap: nothing of a row is cut, and one that fits stays on its line.
const cellLook = 'max-w-60 border-b border-line px-1.5 py-0.5 leading-4 break-words group-hover:bg-canvas'

/** Names of usual length stay on their line, or on two; Chinese would break after any sign. */
const room: Partial<Readonly<Record<Column, string>>> = {
  customer: 'min-w-[7em]',
  recipient: 'min-w-[7em]',
  entity: 'min-w-[13.5em]',
}

/** What a row is about; nothing where that is only its kind once more. */
function matterOf({ title, kind }: Row): string {
  return title === kind ? '' : title
}

const cells: Readonly<Record<Column, (row: Row) => ReactNode>> = {
  on: (row) => <span className="whitespace-nowrap">{row.on}</span>,
  // A row of a register of others has names of that register, which lead nowhere.
  customer: (row) =>
    row.customer ? (
      <PartyLink partyId={row.customer.id}>{row.customer.name}</PartyLink>
    ) : (
      row.observed?.giver && <GivenBy name={row.observed.giver} />
    ),
  recipient: (row) =>
    row.recipient ? (
      <PartyLink partyId={row.recipient.id}>{row.recipient.name}</PartyLink>
    ) : (
      row.observed?.recipient
    ),
  matter: matterOf,
  form: (row) => row.kind,
  requester: (row) => <span className="whitespace-nowrap">{row.requester}</span>,
  entity: (row) => row.entity,
  outcome: (row) => <VerdictBadge outcome={row.badge.outcome} word={row.badge.short} />,
  state: (row) => <StateBadge state={row.state} hasVerdict />,
}

function GivenBy({ name }: { readonly name: string }) {
  const say = useTexts(benefitsTexts)
  return <span className="text-ink-2">{say('register.given_by', { name })}</span>
}

function Number({ row }: { readonly row: Row }) {
  if (row.requestId === undefined) return <span className="whitespace-nowrap text-ink-2">{row.number}</span>
  return (
    <Link
      to="/requests/$requestId"
      params={{ requestId: row.requestId }}
      data-row={row.benefitId}
      className={classes(linkLook, 'whitespace-nowrap')}
    >
      {row.number}
    </Link>
  )
}

function Amount({ row }: { readonly row: Row }) {
  const say = useTexts(benefitsTexts)
  const amount = amountText(row.amount)
  return (
    <span className="whitespace-nowrap">{row.isAtLeast ? say('register.at_least', { amount }) : amount}</span>
  )
}

/** The register on a phone: three lines a benefit. */
export function RegisterCards({ rows }: { readonly rows: readonly Row[] }) {
  const say = useTexts(benefitsTexts)
  return (
    <ul aria-label={say('register.table')}>
      {rows.map((row) => (
        <li key={row.benefitId} className="border-b border-line px-4 py-2.5">
          <p className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 font-medium break-words">
              {row.customer?.name ?? row.recipient?.name ?? row.observed?.recipient}
            </span>
            <span className="shrink-0 font-medium">
              <Amount row={row} />
            </span>
          </p>
          <p className="flex items-baseline justify-between gap-3 text-second text-ink-2">
            <span className="min-w-0 break-words">{matterOf(row) || row.kind}</span>
            <span className="shrink-0">{row.on}</span>
          </p>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-ink-2">
            <VerdictBadge outcome={row.badge.outcome} word={row.badge.short} />
            <StateBadge state={row.state} hasVerdict />
            <span className="ml-auto">
              <Number row={row} />
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}
