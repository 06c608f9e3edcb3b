import { useState } from 'react'
import type { MoneyJson } from '../../../src/kernel/money.ts'
import { webTaxTexts } from '../../../src/texts/web-tax.ts'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input, Select } from '../../parts/field.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import { problemOf, type Answer, type Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

type Schedule = Answer<'taxSchedule'>
type Body = NonNullable<Given<'setTaxYear'>['body']>

const sectors = ['general', 'cosmetics', 'pharmaceuticals', 'soft_drinks', 'tobacco'] as const
const bearings = ['recipient', 'giver'] as const

type Props = {
  readonly schedule: Schedule
  readonly currency: string
  readonly onClose: () => void
}

/** What finance states for the year, with the paper on which it rests. */
export function TaxYearDialog({ schedule, currency, onClose }: Props) {
  const say = useTexts(webTaxTexts)
  const { stated, year, entityId } = schedule
  const [revenue, setRevenue] = useState<MoneyJson | undefined>(stated?.revenue)
  const [carried, setCarried] = useState<MoneyJson | undefined>(stated?.publicityCarriedIn)
  const [upTo, setUpTo] = useState(stated?.revenueUpTo ?? '')
  const [sector, setSector] = useState<Body['sector']>(stated?.sector ?? 'general')
  const [bearing, setBearing] = useState<Body['bearing']>(stated?.bearing ?? 'recipient')
  const [vatRate, setVatRate] = useState(stated?.vatRate ?? '0.13')
  const [isWithoutVat, setWithoutVat] = useState(stated?.isWithoutVat ?? false)
  const [source, setSource] = useState('')
  const [isBusy, setBusy] = useState(false)
  const save = () => {
    setBusy(true)
    const body: Body = {
      entityId,
      ...(stated ? { version: stated.version } : {}),
      ...(revenue === undefined ? {} : { revenue }),
      ...(upTo === '' ? {} : { revenueUpTo: upTo }),
      ...(carried === undefined ? {} : { publicityCarriedIn: carried }),
      sector,
      bearing,
      vatRate,
      isWithoutVat,
      source: source.trim(),
    }
    command('setTaxYear', { params: { year }, body })
      .then(() => queryClient.invalidateQueries({ queryKey: ['taxSchedule'] }))
      .then(onClose)
      .catch((error: unknown) => tellProblem(problemOf(error), say('tax.failed')))
      .finally(() => setBusy(false))
  }
  return (
    <Dialog title={`${say('tax.state')} · ${say('tax.year', { year })}`} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <MoneyInput label={say('tax.revenue')} currency={currency} value={revenue} onChange={setRevenue} />
        <Field label={say('tax.revenue_up_to')}>
          {(tied) => (
            <Input {...tied} type="date" value={upTo} onChange={(event) => setUpTo(event.target.value)} />
          )}
        </Field>
        <Field label={say('tax.sector')}>
          {(tied) => (
            <Select
              {...tied}
              value={sector}
              options={sectors.map((value) => ({ value, word: say(`tax.sector.${value}`) }))}
              onChange={(value) => setSector(sectors.find((each) => each === value) ?? 'general')}
            />
          )}
        </Field>
        <MoneyInput label={say('tax.carried_in')} currency={currency} value={carried} onChange={setCarried} />
        <Chips
          label={say('tax.bearing')}
          value={bearing}
          options={bearings.map((key) => ({ key, word: say(`tax.bearing.${key}`) }))}
          onChange={(key) => setBearing(bearings.find((each) => each === key) ?? 'recipient')}
        />
        <Field label={say('tax.vat')}>
          {(tied) => (
            <Input
              {...tied}
              inputMode="decimal"
              value={vatRate}
              onChange={(event) => setVatRate(event.target.value.trim())}
            />
          )}
        </Field>
        <label className="flex items-center gap-2 text-second">
          <input
            type="checkbox"
            checked={isWithoutVat}
            onChange={(event) => setWithoutVat(event.target.checked)}
            className="size-4"
          />
          {say('tax.without_vat')}
        </label>
        <Field label={say('tax.source')}>
          {(tied) => (
            <Input
              {...tied}
              maxLength={500}
              value={source}
              onChange={(event) => setSource(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" size={36} disabled={source.trim() === ''} isBusy={isBusy}>
          {say('tax.save')}
        </Button>
      </form>
    </Dialog>
  )
}
