import { Link } from '@tanstack/react-router'
import { webTaxTexts } from '../../../src/texts/web-tax.ts'
import { amountText } from '../../parts/amount.tsx'
import { classes } from '../../parts/classes.ts'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

type Heading = Answer<'taxSchedule'>['sections'][number]
type Line = Heading['lines'][number]

/** One heading: its sentence and figures, and the benefits behind them. */
export function TaxSection({ section }: { readonly section: Heading }) {
  const say = useTexts(webTaxTexts)
  const figures = [
    { name: say('tax.spent'), amount: section.spent },
    { name: say('tax.deductible'), amount: section.deductible },
    { name: say('tax.add_back'), amount: section.addBack },
    { name: say('tax.carried'), amount: section.carriedOut },
    { name: say('tax.amount'), amount: section.tax },
  ]
  return (
    <Section title={section.title} aside={say('tax.lines', { count: section.count })}>
      <p className="text-second">{section.says}</p>
      <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2">
        {figures.map(({ name, amount }) =>
          amount === undefined ? null : (
            <div key={name}>
              <dt className="text-meta text-ink-2">{name}</dt>
              <dd className="text-body font-medium tabular-nums">{amountText(amount)}</dd>
            </div>
          ),
        )}
      </dl>
      {section.laws.length === 0 ? null : (
        <p className="mt-1 text-meta text-ink-2">{say('tax.basis', { laws: section.laws.join('；') })}</p>
      )}
      <ul className="mt-2 border-t border-line">
        {section.lines.map((line, i) => (
          <LineRow key={`${line.benefitId} ${String(i)}`} line={line} />
        ))}
      </ul>
      {section.count > section.lines.length ? (
        <p className="mt-1 text-meta text-ink-2">{say('tax.lines.shown', { count: section.lines.length })}</p>
      ) : null}
    </Section>
  )
}

function LineRow({ line }: { readonly line: Line }) {
  const { requestId } = line
  return (
    <li
      className={classes(
        'flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-1.5',
        'text-second',
      )}
    >
      <span className="min-w-0">
        {requestId === undefined ? (
          line.number
        ) : (
          <Link to="/requests/$requestId" params={{ requestId }} className={linkLook}>
            {line.number}
          </Link>
        )}
        <span className="text-ink-2">
          {[line.happenedOn, line.customer?.name, line.title].filter(Boolean).map((text) => ` · ${text}`)}
        </span>
      </span>
      <span className="tabular-nums">
        {amountText(line.amount)}
        {line.tax === undefined ? null : <span className="text-ink-2"> · {amountText(line.tax)}</span>}
      </span>
      {line.recipients === undefined ? null : <Recipients line={line} recipients={line.recipients} />}
    </li>
  )
}

type RecipientsProps = { readonly line: Line; readonly recipients: NonNullable<Line['recipients']> }

/** Whose tax it is: each by name with their part, and those whom nobody named together. */
function Recipients({ line, recipients }: RecipientsProps) {
  const say = useTexts(webTaxTexts)
  const { recipientsMore = 0 } = line
  return (
    <span className="basis-full text-meta text-ink-2 tabular-nums">
      {recipients.map(({ party, unnamed, tax }, i) => (
        <span key={party?.id ?? 'unnamed'}>
          {i === 0 ? null : say('tax.between')}
          {party?.name} {unnamed === undefined ? null : say('tax.unnamed', { count: unnamed })}{' '}
          {amountText(tax)}
        </span>
      ))}
      {recipientsMore === 0 ? null : say('tax.recipients_more', { count: recipientsMore })}
    </span>
  )
}
