import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { webInvoiceTexts } from '../../../src/texts/web-invoices.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { addressOf, type Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { Alerts } from './alerts.tsx'
import { CheckDialog } from './check-dialog.tsx'
import { CorrectDialog } from './correct-dialog.tsx'
import { RedLetters } from './red-letters.tsx'
import { verdictOf } from './verdict.ts'

/** One invoice as the page has it. */
export type Invoice = Answer<'invoiceDetail'>

const wayLook = `${linkLook} inline-flex min-h-6 items-center pointer-coarse:min-h-10`

/**
 * One invoice: its verdict, what stands against it, what it says and where from, its checks, uses and files.
 */
export function InvoicePage() {
  const say = useTexts(webInvoiceTexts)
  const { invoiceId } = useParams({ from: '/inside/invoices/$invoiceId' })
  const { data, error, refetch } = useAnswer('invoiceDetail', { params: { invoiceId } }, { fresh: true })
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[900px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <p className="text-second">
          <Link to="/invoices" className={wayLook}>
            {say('inv.back')}
          </Link>
        </p>
        {error && !data ? (
          <ProblemView error={error} onRetry={() => void refetch()} as="h1" />
        ) : data === undefined ? (
          <Waiting lines={8} />
        ) : (
          <Body invoice={data} />
        )}
      </div>
    </div>
  )
}

function Body({ invoice }: { readonly invoice: Invoice }) {
  const say = useTexts(webInvoiceTexts)
  const { key, ink } = verdictOf(invoice)
  const isCompliance = useMe()?.roles.some(({ key: role }) => role === 'compliance') === true
  return (
    <>
      <h1 className={classes('mt-1 text-title font-semibold', ink)}>{say(key)}</h1>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-4 break-words">
        <span className="font-medium tabular-nums">{amountText(invoice.total)}</span>
        <span>{[invoice.seller, invoice.number].filter(Boolean).join(' · ')}</span>
      </p>
      <p className="text-second text-ink-2">
        {say('inv.left', { amount: amountText(invoice.left) })} ·{' '}
        {say('inv.by', { by: invoice.recordedBy, entity: invoice.entity })}
      </p>
      <Against invoice={invoice} />
      {isCompliance && invoice.hasOpenAlert ? <Alerts invoiceId={invoice.invoiceId} /> : null}
      <Facts invoice={invoice} />
      <Official invoice={invoice} />
      <RedLetters invoice={invoice} />
      <Uses invoice={invoice} />
      <Files invoice={invoice} />
    </>
  )
}

function Against({ invoice }: { readonly invoice: Invoice }) {
  const say = useTexts(webInvoiceTexts)
  if (invoice.objections.length === 0) return null
  return (
    <Section title={say('inv.against')}>
      <ul className="border-t border-line">
        {invoice.objections.map(({ code, says, wayOut, stops }) => (
          <li key={code} className="border-b border-line py-2 text-second">
            <p className="break-words">
              <span className={classes('mr-2 font-medium', stops ? 'text-block' : 'text-warn')}>
                {say(stops ? 'inv.stops' : 'inv.asks')}
              </span>
              {says}
            </p>
            <p className="text-ink-2">{wayOut}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Facts({ invoice }: { readonly invoice: Invoice }) {
  const say = useTexts(webInvoiceTexts)
  const [isOpen, setOpen] = useState(false)
  const aside = invoice.correction.can ? (
    <Button onClick={() => setOpen(true)}>{say('inv.correct')}</Button>
  ) : undefined
  return (
    <Section title={say('inv.facts')} aside={aside}>
      <dl className="border-t border-line">
        {invoice.facts.map(({ name, word, text, source, sourceWord }) => (
          <div key={name} className="flex flex-wrap gap-x-4 border-b border-line py-1.5 text-second">
            <dt className="min-w-32 text-ink-2">{word}</dt>
            <dd className="min-w-0 flex-1 break-words">{text}</dd>
            <dd className={classes('text-meta', source === 'typed' ? 'text-warn' : 'text-ink-3')}>
              {sourceWord}
            </dd>
          </div>
        ))}
      </dl>
      {isOpen ? <CorrectDialog invoice={invoice} onClose={() => setOpen(false)} /> : null}
    </Section>
  )
}

function Official({ invoice }: { readonly invoice: Invoice }) {
  const say = useTexts(webInvoiceTexts)
  const [isOpen, setOpen] = useState(false)
  const me = useMe()
  // Whoever brought it does not say themselves that it is good; the server holds that for everybody.
  const may = me?.roles.some(({ key }) => key === 'finance' || key === 'compliance') === true
  const aside = may ? <Button onClick={() => setOpen(true)}>{say('inv.official_add')}</Button> : undefined
  return (
    <Section title={say('inv.official')} aside={aside}>
      {invoice.checks.length === 0 ? (
        <p className="text-second text-ink-2">{say('inv.official_none')}</p>
      ) : (
        <ul className="border-t border-line">
          {invoice.checks.map(({ result, word, note, checkedOn, by }) => (
            <li
              key={`${result} ${checkedOn} ${note}`}
              className="border-b border-line py-1.5 text-second break-words"
            >
              <span className={classes('font-medium', result === 'matches' ? 'text-pass' : 'text-block')}>
                {word}
              </span>
              <span className="text-ink-2"> · {say('inv.official_by', { by, on: checkedOn, note })}</span>
            </li>
          ))}
        </ul>
      )}
      {isOpen ? <CheckDialog invoice={invoice} onClose={() => setOpen(false)} /> : null}
    </Section>
  )
}

function Uses({ invoice }: { readonly invoice: Invoice }) {
  const say = useTexts(webInvoiceTexts)
  return (
    <Section title={say('inv.uses')}>
      {invoice.uses.length === 0 ? (
        <p className="text-second text-ink-2">{say('inv.uses_none')}</p>
      ) : (
        <ul className="border-t border-line">
          {invoice.uses.map((use) => (
            <li
              key={`${use.for.id} ${use.amount.minor}`}
              className="flex justify-between gap-x-4 border-b border-line py-1.5 text-second"
            >
              <Link to="/claims" search={{ state: 'all' }} className={linkLook}>
                {say('inv.use_claim')}
              </Link>
              <span className="tabular-nums">{amountText(use.amount)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Files({ invoice: { invoiceId, files } }: { readonly invoice: Invoice }) {
  const say = useTexts(webInvoiceTexts)
  if (files.length === 0) return null
  return (
    <Section title={say('inv.files')}>
      <ul className="border-t border-line">
        {files.map(({ fileId, name, readWord }) => (
          <li key={fileId} className="border-b border-line py-1.5 text-second">
            <a
              href={addressOf('invoiceFile', { params: { invoiceId, fileId } })}
              download={name}
              className={wayLook}
            >
              {name}
            </a>
            <span className="text-ink-2"> · {readWord}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
