import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Building2, CircleAlert, Plus, UserRound } from 'lucide-react'
import { partiesTexts } from '../../../src/texts/web-parties.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { amountText } from '../../parts/amount.tsx'
import { buttonLook } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { Meter } from '../../parts/meter.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { PartyLink } from '../../parts/text-link.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { PartyLines } from './party-lines.tsx'
import { without } from '../../shell/without.ts'

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

function Totals({ page }: { readonly page: Page }) {
  const say = useTexts(partiesTexts)
  return (
    <section aria-label={say('party.totals')} className="mt-5">
      <h2 className="mb-2 text-second font-medium text-ink-2">{say('party.totals')}</h2>
      <dl
        className={classes(
          'grid grid-cols-[repeat(auto-fit,minmax(130px,1fr))] gap-px overflow-hidden',
          'rounded-lg border border-line bg-line',
        )}
      >
        {page.totals.map((total) => (
          <div key={total.window} className="bg-surface px-4 py-3">
            <dt className="text-meta text-ink-2">{total.window}</dt>
            <dd className="text-section font-semibold">{amountText(total.sum)}</dd>
            <dd className="text-meta text-ink-2">{say('party.count', { count: total.count })}</dd>
          </div>
        ))}
      </dl>
      {page.meters.length === 0 ? null : (
        <div className="mt-3 grid gap-4 sm:grid-cols-2">
          {page.meters.map((meter) => (
            <div key={meter.title}>
              <p className="text-second">
                {meter.title} <span className="text-ink-2">{meter.text}</span>
              </p>
              <Meter used={meter.used} limit={meter.limit} />
            </div>
          ))}
        </div>
      )}
    </section>
  )
}

function Slices({ page }: { readonly page: Page }) {
  const say = useTexts(partiesTexts)
  return (
    <div className="grid gap-x-8 sm:grid-cols-3">
      <SliceList title={say('party.by_year')} slices={page.byYear} filter="year" />
      <SliceList title={say('party.by_kind')} slices={page.byKind} filter="kind" />
      <SliceList title={say('party.by_entity')} slices={page.byEntity} filter="entityId" />
    </div>
  )
}

type SliceProps = {
  readonly title: string
  readonly slices: Page['byYear']
  readonly filter: 'year' | 'kind' | 'entityId'
}

/** Sums by one key; each is a filter for the lines below. */
function SliceList({ title, slices, filter }: SliceProps) {
  const { partyId } = useParams({ from: '/inside/parties/$partyId' })
  const search = useSearch({ from: '/inside/parties/$partyId' })
  if (slices.length === 0) return null
  return (
    <Section title={title}>
      <ul>
        {slices.map((slice) => {
          const isNow = search[filter] === slice.key
          const rest = without(search, filter)
          return (
            <li key={slice.key}>
              <Link
                to="/parties/$partyId"
                params={{ partyId }}
                search={isNow ? rest : { ...rest, [filter]: slice.key }}
                aria-current={isNow ? 'true' : undefined}
                replace
                resetScroll={false}
                className={classes(
                  'block rounded-md px-1.5 py-1 -mx-1.5 hover:bg-sunken',
                  'aria-[current]:bg-brand-tint pointer-coarse:py-2',
                )}
              >
                <span className="flex justify-between gap-3 text-second">
                  <span className="min-w-0 truncate">{slice.word}</span>
                  <span className="shrink-0">{amountText(slice.sum)}</span>
                </span>
                <span aria-hidden="true" className="mt-0.5 block h-1 overflow-hidden rounded-full bg-sunken">
                  <span className="block h-full bg-brand-soft" style={{ width: `${slice.share / 10}%` }} />
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function Side({ page }: { readonly page: Page }) {
  const say = useTexts(partiesTexts)
  const web = useTexts(webTexts)
  const people = page.party.kind === 'organisation' ? say('party.contacts') : say('party.related')
  return (
    <div className="min-w-0">
      <Flags flags={page.flags} />
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
