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
  const say = useTexts(webPaymentTexts)
  const { entityId } = useSearch({ from: '/inside/payments' })
  const navigate = useNavigate({ from: '/payments' })
  const entities = useMe()?.entities ?? []
  if (entities.length < 2) return null
  return (
    <div className="mt-3 max-w-md">
      <Field label={say('pay.entity')}>
        {(tied) => (
          <Select
            {...tied}
            {...(chosen === undefined ? { empty: say('pay.any') } : {})}
            value={chosen ?? entityId ?? ''}
            options={entities.map(({ id, name }) => ({ value: id, word: name }))}
            onChange={(id) =>
              void navigate({ search: { part, ...(id && { entityId: id }) }, resetScroll: false })
            }
          />
        )}
      </Field>
    </div>
  )
}
