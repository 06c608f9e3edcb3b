import { useState } from 'react'
import { partiesTexts } from '../../../src/texts/web-parties.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Select } from '../../parts/field.tsx'
import type { Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { Day, Proof, prevented, useSend, type RecordProps } from './record-fields.tsx'

// What a form sends of a list is one of the choices that the record offered.
type Body = NonNullable<Given<'classify'>['body']>

/** 登记身份: who a person is to the rules, on a document. */
export function ClassDialog({ record, onClose, today }: RecordProps & { readonly today: string }) {
  const say = useTexts(partiesTexts)
  const web = useTexts(webTexts)
  const { isBusy, send } = useSend(onClose)
  const [chosen, setChosen] = useState('')
  const [proof, setProof] = useState('')
  const [reference, setReference] = useState('')
  const [fromOn, setFromOn] = useState(today)
  const [left, setLeft] = useState<Left>({ on: '', wasLeader: undefined })
  const proofs = record.classChoices.find(({ value }) => value === chosen)?.proofs ?? []
  const kind = proofs.find(({ value }) => value === proof)?.value
  const isLeft = chosen === 'ex_official'
  const isReady =
    kind !== undefined && reference.trim() !== '' && fromOn !== '' && (!isLeft || left.on !== '')
  const submit = () => {
    if (kind === undefined) return
    const body = {
      class: chosen as Body['class'],
      source: 'document' as const,
      evidence: { kind, reference: reference.trim() } as NonNullable<Body['evidence']>,
      fromOn,
      ...(isLeft ? { leftOfficeOn: left.on } : {}),
      ...(isLeft && left.wasLeader !== undefined ? { wasLeader: left.wasLeader } : {}),
    }
    send(() => command('classify', { params: { partyId: record.party.id }, body }))
  }
  return (
    <Dialog title={say('class.title', { name: record.party.name })} onClose={onClose}>
      <form onSubmit={prevented(submit)} className="space-y-3">
        <Field label={say('class.class')}>
          {(tied) => (
            <Select
              {...tied}
              value={chosen}
              empty={web('web.choose')}
              options={record.classChoices}
              onChange={setChosen}
            />
          )}
        </Field>
        {chosen === '' ? null : (
          <Proof
            proofs={proofs}
            proof={kind}
            onProof={setProof}
            reference={reference}
            onReference={setReference}
          />
        )}
        <Day label={say('record.from_on')} value={fromOn} onChange={setFromOn} />
        {isLeft ? <LeftOffice left={left} onChange={setLeft} /> : null}
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('class.record')}
        </Button>
      </form>
    </Dialog>
  )
}

type Left = { readonly on: string; readonly wasLeader: boolean | undefined }
type LeftProps = { readonly left: Left; readonly onChange: (left: Left) => void }

/** Of a former official: since when, and whether among the leaders, whom the rules bind longer. */
function LeftOffice({ left, onChange }: LeftProps) {
  const say = useTexts(partiesTexts)
  const web = useTexts(webTexts)
  return (
    <>
      <Day label={say('class.left_on')} value={left.on} onChange={(on) => onChange({ ...left, on })} />
      <Chips
        label={say('class.was_leader')}
        value={left.wasLeader === undefined ? undefined : String(left.wasLeader)}
        options={[
          { key: 'true', word: web('web.yes') },
          { key: 'false', word: web('web.no') },
        ]}
        onChange={(key) => onChange({ ...left, wasLeader: key === 'true' })}
      />
    </>
  )
}
