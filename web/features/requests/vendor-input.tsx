import { useDeferredValue } from 'react'
import { webGivingTexts } from '../../../src/texts/web-giving.ts'
import { Combobox } from '../../parts/combobox.tsx'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

/** A vendor: one on record by its identifier, or a name. */
export type Vendor = { readonly id?: string; readonly name: string }

type Props = {
  readonly label: string
  readonly isOptional?: string
  readonly vendor: Vendor
  readonly onChange: (vendor: Vendor) => void
}

/** Who sells it: those on record as one types; a name that nobody has on record does as well. */
export function VendorInput({ label, isOptional, vendor, onChange }: Props) {
  const say = useTexts(webGivingTexts)
  const isChosen = vendor.id !== undefined
  const q = useDeferredValue(isChosen ? '' : vendor.name.trim())
  const query = { q, kind: 'organisation' as const }
  const found = useAnswer('searchParties', { query }, { keep: true, enabled: q !== '' }).data
  return (
    <Combobox
      label={label}
      isOptional={isOptional}
      text={vendor.name}
      isChosen={isChosen}
      none={say(q === '' ? 'give.vendor_start' : 'give.vendor_none')}
      items={(q === '' ? [] : (found?.items ?? [])).map((party) => ({
        key: party.id,
        name: party.name,
        label: party.label ?? party.why,
        choose: () => onChange({ id: party.id, name: party.name }),
      }))}
      onType={(name) => onChange({ name })}
    />
  )
}
