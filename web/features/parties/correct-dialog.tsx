import { useState } from 'react'
import { partiesTexts } from '../../../src/texts/web-parties.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Input, Select, TextArea } from '../../parts/field.tsx'
import type { Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { Day, Proof, prevented, useSend, type PartyRecord, type RecordProps } from './record-fields.tsx'
import { changesOf, proofsFor, shownOf, type Value, type Values } from './record-form.ts'

type Body = NonNullable<Given<'correctCustomer'>['body']>

/** 更正档案: what changed, since when, on which evidence and why. */
export function CorrectDialog({ record, onClose, today }: RecordProps & { readonly today: string }) {
  const say = useTexts(partiesTexts)
  const { isBusy, send } = useSend(onClose)
  const [values, setValues] = useState<Values>({})
  const [fromOn, setFromOn] = useState(today)
  const [proof, setProof] = useState('')
  const [reference, setReference] = useState('')
  const [reason, setReason] = useState('')
  const changes = changesOf(record.entries, values)
  const proofs = proofsFor(record.entries, changes)
  const kind = proofs?.find(({ value }) => value === proof)?.value
  const isProved = proofs === undefined || (kind !== undefined && reference.trim() !== '')
  const isReady = Object.keys(changes).length > 0 && isProved && reason.trim() !== '' && fromOn !== ''
  const submit = () => {
    // The kinds are those that the record offered.
    const evidence = kind && { evidence: { kind, reference: reference.trim() } as Body['evidence'] }
    const body = { version: record.version, fromOn, reason: reason.trim(), changes, ...evidence }
    send(() => command('correctCustomer', { params: { partyId: record.party.id }, body }))
  }
  return (
    <Dialog title={say('record.correct_title', { name: record.party.name })} shape="wide" onClose={onClose}>
      <form onSubmit={prevented(submit)} className="space-y-4">
        <Entries record={record} values={values} onChange={setValues} />
        {proofs === undefined ? null : (
          <Proof
            proofs={proofs}
            proof={kind}
            onProof={setProof}
            reference={reference}
            onReference={setReference}
          />
        )}
        <Day
          label={say('record.from_on')}
          hint={say('record.from_on_hint')}
          value={fromOn}
          onChange={setFromOn}
        />
        <Field label={say('record.reason')}>
          {(tied) => (
            <TextArea
              {...tied}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('record.correct')}
        </Button>
      </form>
    </Dialog>
  )
}

type EntriesProps = {
  readonly record: PartyRecord
  readonly values: Values
  readonly onChange: (values: Values) => void
}

function Entries({ record, values, onChange }: EntriesProps) {
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      {record.entries.map((entry) => (
        <EntryInput
          key={entry.field.path}
          field={entry.field}
          value={shownOf(entry, values)}
          onChange={(value) => onChange({ ...values, [entry.field.path]: value })}
        />
      ))}
    </div>
  )
}

type EntryProps = {
  readonly field: PartyRecord['entries'][number]['field']
  readonly value: Value
  readonly onChange: (value: Value) => void
}

/** An entry as it is and may become; "not known" is an answer too. */
function EntryInput({ field, value, onChange }: EntryProps) {
  const say = useTexts(partiesTexts)
  const web = useTexts(webTexts)
  if (field.input === 'yes_no') {
    return (
      <Chips
        label={field.name}
        value={value === null ? 'unknown' : String(value)}
        options={[
          { key: 'true', word: web('web.yes') },
          { key: 'false', word: web('web.no') },
          { key: 'unknown', word: say('record.unknown') },
        ]}
        onChange={(key) => onChange(key === 'unknown' ? null : key === 'true')}
      />
    )
  }
  const text = typeof value === 'string' ? value : ''
  return (
    <Field label={field.name}>
      {(tied) =>
        field.input === 'choice' ? (
          <Select
            {...tied}
            value={text}
            empty={say('record.unknown')}
            options={field.choices ?? []}
            onChange={onChange}
          />
        ) : (
          <Input {...tied} value={text} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Field>
  )
}
