import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { Field, Input } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'
import type { FieldProps, Kind } from './form-fields.tsx'
import { VendorInput } from './vendor-input.tsx'

type Props = FieldProps & { readonly kind: Kind | undefined }

/** Where and from whom, for kinds that have a place; what is left empty is not compared later. */
export function PlanFields({ form, kind, onChange }: Props) {
  const say = useTexts(requestsTexts)
  const optional = useTexts(webTexts)('web.optional')
  const asks = kind?.plan ?? []
  const hasPlace = asks.includes('place') || form.place !== ''
  const hasVendor = asks.includes('vendor') || form.vendor !== undefined
  if (form.direction !== 'given' || !(hasPlace || hasVendor)) return null
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      {hasPlace ? (
        <Field label={say('new.place')} isOptional={optional}>
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
      {hasVendor ? (
        <VendorInput
          label={say('new.vendor')}
          isOptional={optional}
          vendor={form.vendor ?? { name: '' }}
          onChange={(vendor) => onChange({ ...form, vendor: vendor.name === '' ? undefined : vendor })}
        />
      ) : null}
    </div>
  )
}
