import { Link } from '@tanstack/react-router'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { webBankTexts } from '../../../src/texts/web-bank.ts'
import { linkLook } from '../../parts/text-link.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { InvoiceLinks } from './invoice-links.tsx'

/** On what a payment rests, as the server tells it. */
export type Rests = Answer<'orderQueue'>['items'][number]['rests']

type Props = { readonly rests: Rests }

/** In short lines: whether the account's name is the payee's; the invoices; clause, books and tax. */
export function RestsLines({ rests }: Props) {
  const say = useTexts(webBankTexts)
  const { agreement, subject, tax } = rests
  const parts = [
    agreement === undefined ? undefined : say('rest.agreement_is', agreement),
    subject === undefined ? undefined : `${subject.code} ${subject.name}`,
    ...(tax.length === 0 ? [say('rest.tax_plain')] : tax),
  ]
  return (
    <>
      <p className="mt-0.5 text-meta">
        <NameMatch rests={rests} />
      </p>
      <Invoices rests={rests} />
      <p className="mt-0.5 text-meta break-words text-ink-2">{parts.filter(Boolean).join(' · ')}</p>
    </>
  )
}

/** The invoices behind the claim on which it is paid, or that there is none. */
function Invoices({ rests: { claim } }: Props) {
  const say = useTexts(webBankTexts)
  if (claim === undefined) return null
  if (claim.invoices.length > 0) return <InvoiceLinks line={claim} />
  return <p className="mt-0.5 text-meta text-warn">{say('rest.no_invoice')}</p>
}

/** The claim on which it is paid, by its page. */
export function ClaimLink({ claim: { claimId, number } }: { readonly claim: NonNullable<Rests['claim']> }) {
  return (
    <Link to="/claims" search={{ claim: claimId }} className={linkLook}>
      {number}
    </Link>
  )
}

/** Whether the account stands in the payee's own name, as a word with its sign. */
function NameMatch({ rests: { name } }: Props) {
  const say = useTexts(webBankTexts)
  if (name === undefined) return <span className="text-block">{say('rest.no_account')}</span>
  const { party, holder, matches } = name
  const Icon = matches ? CircleCheck : TriangleAlert
  return (
    <span className={matches ? 'text-pass' : 'font-medium text-block'}>
      <Icon aria-hidden="true" size={13} className="mr-1 inline-block align-[-2px]" />
      {matches ? say('rest.name_is', { holder }) : say('rest.name_differs', { party, holder })}
    </span>
  )
}

/** The same as a list of facts, for whoever is about to make or to check an order. */
export function RestsFacts({ rests }: Props) {
  const say = useTexts(webBankTexts)
  const { agreement, claim, subject, tax } = rests
  return (
    <>
      <Fact name={say('rest.name')}>
        <NameMatch rests={rests} />
      </Fact>
      <Fact name={say('rest.agreement')}>
        {agreement === undefined ? say('rest.no_agreement') : say('rest.agreement_is', agreement)}
        {agreement === undefined ? null : <span className="block text-ink-2">{agreement.text}</span>}
      </Fact>
      {claim === undefined ? null : (
        <>
          <Fact name={say('rest.claim')}>
            <ClaimLink claim={claim} />
          </Fact>
          <Fact name={say('rest.invoices')}>
            <Invoices rests={rests} />
          </Fact>
        </>
      )}
      {subject === undefined ? null : (
        <Fact name={say('rest.subject')}>{`${subject.code} ${subject.name}`}</Fact>
      )}
      <Fact name={say('rest.tax')}>{tax.length === 0 ? say('rest.no_tax') : tax.join(' · ')}</Fact>
    </>
  )
}

type FactProps = { readonly name: string; readonly children: React.ReactNode }

/** One fact of a list of facts in two columns. */
export function Fact({ name, children }: FactProps) {
  return (
    <div className="contents">
      <dt className="text-ink-2">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}
