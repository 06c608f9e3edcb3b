import { Link, useParams } from '@tanstack/react-router'
import { Building2, CircleAlert, Plus, UserRound } from 'lucide-react'
import { partiesTexts } from '../../../src/texts/web-parties.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { amountText } from '../../parts/amount.tsx'
import { buttonLook } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { ProblemView } from '../../parts/problem.tsx'
import { PeersBlock } from '../../parts/peer-strip.tsx'
import { Section } from '../../parts/section.tsx'
import { PartyLink } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { PartyLines } from './party-lines.tsx'
import { PartyRecordSections } from './party-record.tsx'
import { ThirdParties } from './third-parties.tsx'
import { Caps, Observed, Slices, Totals } from './party-sums.tsx'

/** The page of a customer or a person. */
type Page = Answer<'partyPage'>

/** Everything a customer or a person received, from anyone in the group. */
export function PartyPage() {
  const { partyId } = useParams({ from: '/inside/parties/$partyId' })
  const { data, error, refetch } = useAnswer('partyPage', { params: { partyId } })
  if (error && !data) return <ProblemView error={error} onRetry={() => void refetch()} as="h1" />
  if (!data) return <Waiting lines={9} />
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[1180px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <Head page={data} />
        <Totals page={data} />
        {data.peers ? (
          <div className="mt-5 max-w-[760px]">
            <PeersBlock peers={data.peers} />
          </div>
        ) : null}
        <Caps page={data} />
        <Observed page={data} />
        <div className="gap-10 lg:grid lg:grid-cols-[minmax(0,1fr)_320px]">
          <div className="min-w-0">
            <Slices page={data} />
            <PartyLines partyId={partyId} isOrganisation={data.party.kind === 'organisation'} />
          </div>
          <Side page={data} />
        </div>
      </div>
    </div>
  )
}

function Head({ page }: { readonly page: Page }) {
  const say = useTexts(partiesTexts)
  const { party } = page
  const Icon = party.kind === 'person' ? UserRound : Building2
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <p className="flex items-center gap-1.5 text-second text-ink-2">
          <Icon aria-hidden="true" size={15} />
          {say(`party.${party.kind}`)}
        </p>
        <h1 className="text-title font-semibold">{party.name}</h1>
        <p className="text-second text-ink-2">{page.line}</p>
        {page.mergedInto ? (
          <p className="text-second text-warn">
            <PartyLink partyId={page.mergedInto.id}>
              {say('party.merged', { name: page.mergedInto.name })}
            </PartyLink>
          </p>
        ) : null}
      </div>
      {page.canRequest.can && party.kind === 'organisation' ? (
        <Link to="/new" search={{ customer: party.id }} className={buttonLook('primary', 36)}>
          <Plus aria-hidden="true" size={16} />
          {say('party.new_request')}
        </Link>
      ) : null}
    </header>
  )
}

function Side({ page }: { readonly page: Page }) {
  const say = useTexts(partiesTexts)
  const web = useTexts(webTexts)
  const people = page.party.kind === 'organisation' ? say('party.contacts') : say('party.related')
  return (
    <div className="min-w-0">
      <Flags flags={page.flags} />
      <PartyRecordSections partyId={page.party.id} />
      {page.party.kind === 'organisation' ? <ThirdParties party={page.party} /> : null}
      {page.facts.length === 0 ? null : (
        <Section title={say('party.facts')}>
          <dl>
            {page.facts.map((fact) => (
              <div
                key={fact.name}
                className="flex justify-between gap-4 border-t border-line py-1.5 text-second"
              >
                <dt className="shrink-0 text-ink-2">{fact.name}</dt>
                <dd className="text-right">
                  {fact.partyId === undefined ? (
                    fact.text
                  ) : (
                    <PartyLink partyId={fact.partyId}>{fact.text}</PartyLink>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      {page.related.length === 0 ? null : (
        <Section title={people}>
          <ul>
            {page.related.map((it) => (
              <li
                key={it.id}
                className="flex items-baseline justify-between gap-3 border-t border-line py-1.5 text-second"
              >
                <span className="min-w-0">
                  <PartyLink partyId={it.id}>{it.name}</PartyLink>
                  <span className="block text-meta text-ink-2">{it.relation}</span>
                </span>
                <span className="shrink-0 text-right">
                  {amountText(it.sum)}
                  <span className="block text-meta text-ink-2">
                    {web('web.sum.count', { count: it.count })}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Deals deals={page.deals} />
    </div>
  )
}

function Flags({ flags }: { readonly flags: Page['flags'] }) {
  const say = useTexts(partiesTexts)
  if (flags.length === 0) return null
  return (
    <Section title={say('party.flags')}>
      <ul className="space-y-2">
        {flags.map((flag) => (
          <li
            key={flag.word + flag.text}
            className={classes('rounded-md border px-3 py-2', flagLooks[flag.tone])}
          >
            <p className="flex items-center gap-1.5 text-second font-medium">
              <CircleAlert aria-hidden="true" size={15} />
              {flag.word}
            </p>
            <p className="text-second text-ink">{flag.text}</p>
            <p className="text-meta text-ink-2">
              {say('party.source', { source: flag.source })}
              {flag.since === undefined ? null : ` · ${say('party.since', { day: flag.since })}`}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const flagLooks = {
  info: 'border-info-line bg-info-tint text-info',
  warn: 'border-warn-line bg-warn-tint text-warn',
  block: 'border-block-line bg-block-tint text-block',
}

function Deals({ deals }: { readonly deals: Page['deals'] }) {
  const say = useTexts(partiesTexts)
  if (deals.length === 0) return null
  return (
    <Section title={say('party.deals')}>
      <ul>
        {deals.map((deal) => (
          <li key={deal.title} className="border-t border-line py-1.5 text-second">
            {deal.title}
            <span className={classes('block text-meta', deal.tone === 'warn' ? 'text-warn' : 'text-ink-2')}>
              {deal.text}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
