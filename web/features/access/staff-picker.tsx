import { useDeferredValue, useState } from 'react'
import { accessTexts } from '../../../src/texts/web-access.ts'
import { Combobox, MoreNote } from '../../parts/combobox.tsx'
import type { Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

/** A colleague as the server offers one. */
export type Colleague = Answer<'staff'>['items'][number]

type Props = {
  readonly label: string
  readonly purpose: 'transfer' | 'add_signer' | 'copy' | 'delegate'
  readonly approvalId?: string | undefined
  readonly value: Colleague | undefined
  readonly onChange: (value: Colleague | undefined) => void
  readonly autoFocus?: boolean
}

/** Finds a colleague; whoever may not take it stays visible with the reason. */
export function StaffPicker({ label, purpose, approvalId, value, onChange, autoFocus = false }: Props) {
  const say = useTexts(accessTexts)
  const [text, setText] = useState('')
  const q = useDeferredValue(text)
  const query = { q, for: purpose, ...(approvalId === undefined ? {} : { approvalId }) }
  const found = useAnswer('staff', { query }, { keep: true })
  const more = found.data?.more ?? 0
  return (
    <Combobox
      label={label}
      placeholder={say('staff.search')}
      text={value === undefined ? text : value.name}
      isChosen={value !== undefined}
      autoFocus={autoFocus}
      onType={(next) => {
        setText(next)
        if (value !== undefined) onChange(undefined)
      }}
      none={say('staff.none')}
      footer={more === 0 ? undefined : <MoreNote text={say('staff.more', { count: more })} />}
      items={(found.data?.items ?? []).map((item) => ({
        key: item.id,
        name: item.name,
        label: [item.title, item.unit].filter(Boolean).join(' · '),
        ...(item.permission.can ? {} : { why: item.permission.why }),
        choose: () => onChange(item),
      }))}
    />
  )
}
