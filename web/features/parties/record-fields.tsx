import { useState } from 'react'
import { partiesTexts } from '../../../src/texts/web-parties.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { Field, Input, Select } from '../../parts/field.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { tell, tellProblem } from '../../shell/messages.ts'
import { refreshAfterDecision } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

/** The record of a party. */
export type PartyRecord = Answer<'partyRecord'>

/** What every dialog about a record gets. */
export type RecordProps = { readonly record: PartyRecord; readonly onClose: () => void }

/** Sends one command about the record, says that it is done and closes; a refusal keeps what was typed. */
export function useSend(onClose: () => void) {
  const say = useTexts(partiesTexts)
  const [isBusy, setBusy] = useState(false)
  const send = (work: () => Promise<unknown>) => {
    setBusy(true)
    work()
      .then(refreshAfterDecision)
      .then(() => {
        tell({ tone: 'done', text: say('record.done') })
        onClose()
      })
      .catch((error: unknown) => tellProblem(problemOf(error), say('record.failed')))
      .finally(() => setBusy(false))
  }
  return { isBusy, send }
}

type ProofProps = {
  readonly proofs: readonly PartyRecord['accountSources'][number][]
  readonly proof: string | undefined
  readonly onProof: (proof: string) => void
  readonly reference: string
  readonly onReference: (reference: string) => void
}

/** Which paper proves it, and where it is found. */
export function Proof({ proofs, proof, onProof, reference, onReference }: ProofProps) {
  const say = useTexts(partiesTexts)
  const web = useTexts(webTexts)
  if (proofs.length === 0) return <p className="text-second text-warn">{say('record.two_proofs')}</p>
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={say('record.proof')}>
        {(tied) => (
          <Select
            {...tied}
            value={proof ?? ''}
            empty={web('web.choose')}
            options={proofs}
            onChange={onProof}
          />
        )}
      </Field>
      <Line label={say('record.reference')} value={reference} onChange={onReference} />
    </div>
  )
}

type TextProps = { readonly label: string; readonly value: string; readonly onChange: (text: string) => void }

/** One line of text. */
export function Line({ label, value, onChange }: TextProps) {
  return (
    <Field label={label}>
      {(tied) => <Input {...tied} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}

/** A day. */
export function Day({ label, hint, value, onChange }: TextProps & { readonly hint?: string }) {
  return (
    <Field label={label} hint={hint}>
      {(tied) => (
        <Input {...tied} type="date" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}

/** The act of a form, without the page being left. */
export function prevented(submit: () => void) {
  return (event: { readonly preventDefault: () => void }) => {
    event.preventDefault()
    submit()
  }
}
