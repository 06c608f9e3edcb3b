import { useDeferredValue, useState } from 'react'
import { webMyClaimTexts } from '../../../src/texts/web-my-claims.ts'
import { Combobox } from '../../parts/combobox.tsx'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

/** A vendor on record. */
export type Vendor = { readonly id: string; readonly name: string }

type Props = {
  readonly vendor: Vendor | undefined
  readonly onChange: (vendor: Vendor | undefined) => void
}

/** Which vendor on record is paid: found as one types. */
export function VendorField({ vendor, onChange }: Props) {
  const say = useTexts(webMyClaimTexts)
  const [text, setText] = useState(vendor?.name ?? '')
  const q = useDeferredValue(vendor ? '' : text.trim())
  const found = useAnswer('searchParties', { query: { q, kind: 'organisation' } }, { keep: true }).data
  return (
    <Combobox
      label={say('form.vendor')}
      text={vendor?.name ?? text}
      isChosen={vendor !== undefined}
      none={say('form.vendor_none')}
      items={(found?.items ?? []).map(({ id, name, label, why }) => ({
        key: id,
        name,
        label: label ?? why,
        choose: () => onChange({ id, name }),
      }))}
      onType={(typed) => {
        setText(typed)
        onChange(undefined)
      }}
    />
  )
}
