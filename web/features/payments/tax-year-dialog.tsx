import { useState } from 'react'
import { webTaxTexts } from '../../../src/texts/web-tax.ts'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input, Select } from '../../parts/field.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { bearings, bodyOf, formOf, sectors, type TaxYearForm } from './tax-year-form.ts'

type Props = {
  readonly schedule: Answer<'taxSchedule'>
  readonly currency: string
  readonly onClose: () => void
}

/** What finance states for the year, with the paper on which it rests. */
export function TaxYearDialog({ schedule, currency, onClose }: Props) {
  const say = useTexts(webTaxTexts)
  const [form, setForm] = useState(() => formOf(schedule))
  const [isBusy, setBusy] = useState(false)
  const set = (part: Partial<TaxYearForm>) => setForm({ ...form, ...part })
  const save = () => {
    setBusy(true)
    command('setTaxYear', { params: { year: schedule.year }, body: bodyOf(schedule, form) })
      .then(() => queryClient.invalidateQueries({ queryKey: ['taxSchedule'] }))
      .then(onClose)
      .catch((error: unknown) => tellProblem(problemOf(error), say('tax.failed')))
      .finally(() => setBusy(false))
  }
  return (
    <Dialog title={`${say('tax.state')} · ${say('tax.year', { year: schedule.year })}`} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Figures form={form} set={set} currency={currency} />
        <Choices form={form} set={set} />
        <Field label={say('tax.source')}>
          {(tied) => (
            <Input
              {...tied}
              maxLength={500}
              value={form.source}
              onChange={(event) => set({ source: event.target.value })}
            />
          )}
        </Field>
        <Button type="submit" look="primary" size={36} disabled={form.source.trim() === ''} isBusy={isBusy}>
          {say('tax.save')}
        </Button>
      </form>
    </Dialog>
  )
}

type PartProps = { readonly form: TaxYearForm; readonly set: (part: Partial<TaxYearForm>) => void }

function Figures({ form, set, currency }: PartProps & { readonly currency: string }) {
  const say = useTexts(webTaxTexts)
  return (
    <>
      <MoneyInput
        label={say('tax.revenue')}
        currency={currency}
        value={form.revenue}
        onChange={(revenue) => set({ revenue })}
      />
      <Field label={say('tax.revenue_up_to')}>
        {(tied) => (
          <Input
            {...tied}
            type="date"
            value={form.revenueUpTo}
            onChange={(event) => set({ revenueUpTo: event.target.value })}
          />
        )}
      </Field>
      <MoneyInput
        label={say('tax.carried_in')}
        currency={currency}
        value={form.carried}
        onChange={(carried) => set({ carried })}
      />
    </>
  )
}

function Choices({ form, set }: PartProps) {
  const say = useTexts(webTaxTexts)
  return (
    <>
      <Field label={say('tax.sector')}>
        {(tied) => (
          <Select
            {...tied}
            value={form.sector}
            options={sectors.map((value) => ({ value, word: say(`tax.sector.${value}`) }))}
            onChange={(value) => set({ sector: sectors.find((each) => each === value) ?? 'general' })}
          />
        )}
      </Field>
      <Chips
        label={say('tax.bearing')}
        value={form.bearing}
        options={bearings.map((key) => ({ key, word: say(`tax.bearing.${key}`) }))}
        onChange={(key) => set({ bearing: bearings.find((each) => each === key) ?? 'recipient' })}
      />
      <Field label={say('tax.vat')}>
        {(tied) => (
          <Input
            {...tied}
            inputMode="decimal"
            value={form.vatRate}
            onChange={(event) => set({ vatRate: event.target.value.trim() })}
          />
        )}
      </Field>
      <label className="flex items-center gap-2 text-second">
        <input
          type="checkbox"
          checked={form.isWithoutVat}
          onChange={(event) => set({ isWithoutVat: event.target.checked })}
          className="size-4"
        />
        {say('tax.without_vat')}
      </label>
    </>
  )
}
