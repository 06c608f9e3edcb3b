import { Link, useParams, useSearch } from '@tanstack/react-router'
import { partiesTexts } from '../../../src/texts/web-parties.ts'
import { amountText } from '../../parts/amount.tsx'
import { classes } from '../../parts/classes.ts'
import { Bar } from '../../parts/meter.tsx'
import { Section } from '../../parts/section.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { without } from '../../shell/without.ts'

type Page = Answer<'partyPage'>

/** The one sum over all entities, per window. */
export function Totals({ page }: { readonly page: Page }) {
  const say = useTexts(partiesTexts)
  return (
    <section aria-label={say('party.totals')} className="mt-5">
      <h2 className="mb-2 text-second font-medium text-ink-2">{say('party.totals')}</h2>
      <dl className="flex flex-wrap gap-px overflow-hidden rounded-lg border border-line bg-line">
        {page.totals.map((total) => (
          <div key={total.window} className="min-w-[130px] flex-1 bg-surface px-4 py-3">
            <dt className="text-meta text-ink-2">{total.window}</dt>
            <dd className="text-section font-semibold">{amountText(total.sum)}</dd>
            <dd className="text-meta text-ink-2">{say('party.count', { count: total.count })}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The limits of the company that speak of this person, and how much of each is used today. */
export function Caps({ page }: { readonly page: Page }) {
  const say = useTexts(partiesTexts)
  if (page.meters.length === 0) return null
  return (
    <Section title={say('party.limits')}>
      <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {page.meters.map((meter) => (
          <li key={meter.title + meter.window}>
            <p className="flex flex-wrap justify-between gap-x-3 text-second">
              <span className="font-medium">{meter.title}</span>
              <span className="text-ink-2">{meter.window}</span>
            </p>
            <Bar share={meter.share} isOver={meter.isExceeded} />
            <p className="mt-1 flex flex-wrap justify-between gap-x-3 text-meta text-ink-2">
              <span className={meter.isExceeded ? 'text-block' : undefined}>
                {say(meter.isExceeded ? 'party.cap_exceeded' : 'party.cap_used', {
                  used: measuredText(say, meter.used),
                  limit: measuredText(say, meter.limit),
                })}
              </span>
              <span>{meter.clause}</span>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

type Say = ReturnType<typeof useTexts<typeof partiesTexts>>

function measuredText(say: Say, measured: Page['meters'][number]['used']): string {
  return 'times' in measured ? say('party.times', { count: measured.times }) : amountText(measured)
}

/** What the same name has in registers of others: beside our sums, never in them. */
export function Observed({ page }: { readonly page: Page }) {
  const say = useTexts(partiesTexts)
  if (page.observed.length === 0) return null
  return (
    <Section title={say('party.observed')}>
      <p className="text-second text-ink-2">{say('party.observed_text')}</p>
      <ul className="mt-1">
        {page.observed.map((it) => (
          <li
            key={it.book + it.name}
            className={classes(
              'flex flex-wrap items-baseline justify-between gap-x-4',
              'border-t border-line py-2 text-second',
            )}
          >
            <span className="min-w-0">
              {it.book} · {it.name}
              <span className={classes('block text-meta', it.by === 'name' ? 'text-warn' : 'text-ink-2')}>
                {say(`party.observed_${it.by}`)}
              </span>
            </span>
            <span className="ml-auto text-right">
              <span className="font-medium">{observedText(say, it)}</span>
              <span className="block text-meta text-ink-2">
                {say('party.count', { count: it.count })} · {it.from} – {it.to}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function observedText(say: Say, { sums, isAtLeast }: Page['observed'][number]): string {
  const amount = sums.map(amountText).join(' + ')
  return isAtLeast ? say('party.at_least', { amount }) : amount
}

/** The sums by year, kind and entity, each a filter for the lines below. */
export function Slices({ page }: { readonly page: Page }) {
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
                // What is not named cannot be asked for: sister companies are one sum without lines.
                search={isNow || slice.key === '' ? rest : { ...rest, [filter]: slice.key }}
                aria-current={isNow ? 'true' : undefined}
                replace
                resetScroll={false}
                className={classes(
                  'block rounded-md px-1.5 py-1 -mx-1.5 hover:bg-sunken',
                  'aria-[current]:bg-brand-tint pointer-coarse:py-2',
                )}
              >
                <span className="flex flex-wrap justify-between gap-x-3 text-second">
                  <span className="min-w-0 break-words">{slice.word}</span>
                  <span className="ml-auto">{amountText(slice.sum)}</span>
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
