import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { webOneTexts } from '../../../src/texts/web-one.ts'
import { webTaxTexts } from '../../../src/texts/web-tax.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { EntityChoice } from '../../parts/entity-choice.tsx'
import { classes } from '../../parts/classes.ts'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { without } from '../../shell/without.ts'
import { OneCharge } from './one-charge.tsx'
import { TaxCharge } from './tax-charge.tsx'
import { TaxFileDialog } from './tax-file-dialog.tsx'
import { TaxSection } from './tax-section.tsx'
import { TaxYearDialog } from './tax-year-dialog.tsx'

type Schedule = Answer<'taxSchedule'>

/** The yearly tax schedule of an entity: what is added back, what is open, and from which benefits. */
export function Tax() {
  const say = useTexts(webTaxTexts)
  const me = useMe()
  const search = useSearch({ from: '/inside/tax' })
  const year = Number(search.year ?? new Date().getFullYear())
  const entityId = search.entityId ?? me?.entities[0]?.id
  const query = { entityId: entityId ?? '', ...(search.charge && { chargeId: search.charge }) }
  const given = { params: { year }, query }
  const { data, error, refetch } = useAnswer('taxSchedule', given, {
    enabled: entityId !== undefined,
    keep: true,
  })
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[900px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <Head year={year} entityId={entityId} />
        {error && !data ? (
          <ProblemView error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <Waiting lines={8} />
        ) : (
          <Body schedule={data} currency={currencyOf(me?.entities ?? [], data.entityId)} />
        )}
        <p className="sr-only">{say('tax.title')}</p>
      </div>
    </div>
  )
}

type Entity = Answer<'me'>['entities'][number]

function currencyOf(entities: readonly Entity[], entityId: string): string {
  return entities.find(({ id }) => id === entityId)?.currency ?? 'CNY'
}

type HeadProps = {
  readonly year: number
  readonly entityId: string | undefined
}

function Head({ year, entityId }: HeadProps) {
  const say = useTexts(webTaxTexts)
  const navigate = useNavigate({ from: '/tax' })
  const go = (search: { readonly year?: string; readonly entityId?: string }) =>
    void navigate({ search: (now) => ({ ...without(now, 'charge'), ...search }), resetScroll: false })
  return (
    <header className="flex flex-wrap items-end justify-between gap-3">
      <div>
        <h1 className="text-title font-semibold">{say('tax.title')}</h1>
        <div className="mt-2 flex items-center gap-2">
          <Button size={32} onClick={() => go({ year: String(year - 1) })} aria-label={say('tax.earlier')}>
            ‹
          </Button>
          <span className="min-w-14 text-center font-medium tabular-nums">{say('tax.year', { year })}</span>
          <Button size={32} onClick={() => go({ year: String(year + 1) })} aria-label={say('tax.later')}>
            ›
          </Button>
        </div>
      </div>
      <EntityChoice label={say('tax.entity')} entityId={entityId} onChange={(id) => go({ entityId: id })} />
    </header>
  )
}

/** The tax that the address names; that there is none is said. */
function NamedCharge({ one }: { readonly one: Schedule['charge']['one'] }) {
  const say = useTexts(webOneTexts)
  const { charge } = useSearch({ from: '/inside/tax' })
  if (one !== undefined) return <OneCharge one={one} />
  return charge === undefined ? null : <p className="text-second text-ink-2">{say('one.none')}</p>
}

type BodyProps = { readonly schedule: Schedule; readonly currency: string }

function Body({ schedule, currency }: BodyProps) {
  const say = useTexts(webTaxTexts)
  const [open, setOpen] = useState<'state' | 'file'>()
  const { sections, stated, year } = schedule
  const added = sections.reduce((sum, { addBack }) => sum + BigInt(addBack?.minor ?? '0'), 0n)
  const headline =
    sections.length === 0
      ? say('tax.headline.none', { year })
      : say(schedule.isForecast ? 'tax.headline.forecast' : 'tax.headline', {
          year,
          amount: amountText({ currency, minor: String(added) }),
        })
  return (
    <>
      <p className="mt-4 text-section font-medium">{headline}</p>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-3 text-second text-ink-2">
        <span>{stated ? say('tax.stated', { source: stated.source }) : say('tax.unstated')}</span>
        <span className="flex gap-2">
          <Button
            size={32}
            disabled={!schedule.state.can}
            {...(schedule.state.can ? {} : { title: schedule.state.why })}
            onClick={() => setOpen('state')}
          >
            {say('tax.state')}
          </Button>
          <Button
            size={32}
            disabled={!schedule.export.can || sections.length === 0}
            {...(schedule.export.can ? {} : { title: schedule.export.why })}
            onClick={() => setOpen('file')}
          >
            {say('tax.take')}
          </Button>
        </span>
      </div>
      {schedule.open.length === 0 ? null : (
        <Section title={say('tax.open')}>
          <ul className={classes('space-y-1 rounded-md bg-warn-tint px-3 py-2 text-second text-ink')}>
            {schedule.open.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </Section>
      )}
      <NamedCharge one={schedule.charge.one} />
      <TaxCharge schedule={schedule} />
      {sections.map((section) => (
        <TaxSection key={section.key} section={section} />
      ))}
      {open === 'state' ? (
        <TaxYearDialog schedule={schedule} currency={currency} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === 'file' ? <TaxFileDialog schedule={schedule} onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}
