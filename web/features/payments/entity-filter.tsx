import { useNavigate, useSearch } from '@tanstack/react-router'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { Field, Select } from '../../parts/field.tsx'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'

type Props = {
  readonly part: 'payable' | 'batches'
  /** Where one entity is always chosen, which; otherwise all may be shown at once. */
  readonly chosen?: string | undefined
}

/** The entity whose payments are shown, where the reader serves several. */
export function EntityFilter({ part, chosen }: Props) {
  const { entityId } = useSearch({ from: '/inside/payments' })
  const navigate = useNavigate({ from: '/payments' })
  return (
    <EntitySelect
      value={chosen ?? entityId}
      isNeeded={chosen !== undefined}
      onChange={(id) => void navigate({ search: { part, ...(id && { entityId: id }) }, resetScroll: false })}
    />
  )
}

type SelectProps = {
  readonly value: string | undefined
  /** Whether one is always chosen. */
  readonly isNeeded?: boolean
  readonly onChange: (entityId: string) => void
}

/** A choice among the entities that the reader serves; nothing where that is one. */
export function EntitySelect({ value, isNeeded = false, onChange }: SelectProps) {
  const say = useTexts(webPaymentTexts)
  const entities = useMe()?.entities ?? []
  if (entities.length < 2) return null
  return (
    <div className="mt-3 max-w-md">
      <Field label={say('pay.entity')}>
        {(tied) => (
          <Select
            {...tied}
            {...(isNeeded ? {} : { empty: say('pay.any') })}
            value={value ?? ''}
            options={entities.map(({ id, name }) => ({ value: id, word: name }))}
            onChange={onChange}
          />
        )}
      </Field>
    </div>
  )
}
