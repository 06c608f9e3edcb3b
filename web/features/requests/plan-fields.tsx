import { useDeferredValue } from 'react'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { Combobox } from '../../parts/combobox.tsx'
import { Field, Input } from '../../parts/field.tsx'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import type { FieldProps, Kind } from './form-fields.tsx'

type Props = FieldProps & { readonly kind: Kind | undefined }

/** Where and from whom, on one line, for kinds that have a place; what is left empty is not compared later. */
export function PlanFields({ form, kind, onChange }: Props) {
  const say = useTexts(requestsTexts)
  const asks = kind?.plan ?? []
  const hasPlace = asks.includes('place') || form.place !== ''
  const hasVendor = asks.includes('vendor') || form.vendor !== undefined
  if (form.direction !== 'given' || !(hasPlace || hasVendor)) return null
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {hasPlace ? (
        <Field label={say('new.place')}>
          {(tied) => (
            <Input
              {...tied}
              maxLength={200}
              value={form.place}
              onChange={(event) => onChange({ ...form, place: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {hasVendor ? <PlannedVendor form={form} onChange={onChange} /> : null}
    </div>
  )
}

/** A vendor on record as one types; a name that nobody has on record is one too. */
function PlannedVendor({ form, onChange }: FieldProps) {
  const say = useTexts(requestsTexts)
  const { vendor } = form
  const isChosen = vendor?.id !== undefined
  const q = useDeferredValue(isChosen ? '' : (vendor?.name.trim() ?? ''))
  const query = { q, kind: 'organisation' as const }
  const found = useAnswer('searchParties', { query }, { keep: true, enabled: q !== '' }).data
  return (
    <Combobox
      label={say('new.vendor')}
      text={vendor?.name ?? ''}
      isChosen={isChosen}
      none={say(q === '' ? 'new.vendor_start' : 'new.vendor_none')}
      items={(q === '' ? [] : (found?.items ?? [])).map(({ id, name, label, why }) => ({
        key: id,
        name,
        label: label ?? why,
        choose: () => onChange({ ...form, vendor: { id, name } }),
      }))}
      onType={(typed) => onChange({ ...form, vendor: typed === '' ? undefined : { name: typed } })}
    />
  )
}
