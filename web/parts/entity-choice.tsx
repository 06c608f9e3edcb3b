import { useMe } from '../shell/session.ts'
import { Field, Select } from './field.tsx'

type Props = {
  readonly label: string
  readonly entityId: string | undefined
  readonly onChange: (entityId: string) => void
}

/** The legal entity whose page is shown, where the reader serves several; nothing where that is one. */
export function EntityChoice({ label, entityId, onChange }: Props) {
  const entities = useMe()?.entities ?? []
  if (entities.length < 2 || entityId === undefined) return null
  return (
    <Field label={label}>
      {(tied) => (
        <Select
          {...tied}
          value={entityId}
          options={entities.map(({ id, name }) => ({ value: id, word: name }))}
          onChange={onChange}
        />
      )}
    </Field>
  )
}
