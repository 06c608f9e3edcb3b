import { useState } from 'react'
import { approvalFormTexts } from '../../../src/texts/web-approval-forms.ts'
import { Chips } from '../../parts/chips.tsx'
import { Field, Select } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'
import { wordOf } from './bar.ts'
import { useDecide } from './send-verb.ts'
import { FormFrame, TextField } from './form-frame.tsx'
import type { VerbFormProps } from './verb-form.tsx'
import { useWrittenFor, type Decision } from './written.ts'

/** 同意 with a signed reason, where the item needs judgement. */
export function ApproveForm({ item, onClose, onDecided }: VerbFormProps) {
  const say = useTexts(approvalFormTexts)
  const decide = useDecide()
  const written = useWrittenFor(item.approvalId, 'approve')?.body
  const [text, setText] = useState(written?.reason ?? '')
  const needsReason = item.can.approve?.can === true && item.can.approve.needsReason
  const submit = async () => {
    const reason = text.trim()
    const body = { version: item.version, ...(reason === '' ? {} : { reason }) }
    if (!(await decide(item, { verb: 'approve', body }))) return
    onClose()
    onDecided()
  }
  return (
    <FormFrame
      title={say(wordOf('approve', item))}
      button={say('form.approve')}
      isReady={!needsReason || text.trim() !== ''}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField label={say('form.approve_reason')} value={text} onChange={setText} autoFocus />
    </FormFrame>
  )
}

type Reason = Extract<Decision, { verb: 'reject' }>['body']['reason']

const reasons: readonly Reason[] = [
  'not_in_policy',
  'amount_too_high',
  'purpose_unclear',
  'looks_split',
  'other',
]

/** 拒绝 with a chosen reason and a text: a "no" costs the giver some effort. */
export function RejectForm({ item, onClose, onDecided }: VerbFormProps) {
  const say = useTexts(approvalFormTexts)
  const decide = useDecide()
  const isReview = item.object.type === 'review'
  const written = useWrittenFor(item.approvalId, 'reject')?.body
  const [reason, setReason] = useState<Reason | undefined>(written?.reason)
  const [text, setText] = useState(written?.text ?? '')
  const submit = async () => {
    if (reason === undefined) return
    const body = { version: item.version, reason, text: text.trim() }
    if (!(await decide(item, { verb: 'reject', body }))) return
    onClose()
    onDecided()
  }
  return (
    <FormFrame
      title={say(wordOf('reject', item))}
      button={say(isReview ? 'form.review_questions' : 'form.reject')}
      isDanger
      isReady={reason !== undefined && text.trim() !== ''}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Chips
        label={say(isReview ? 'form.review_reason' : 'form.reject_reason')}
        value={reason}
        options={reasons.map((key) => ({ key, word: say(`reason.${key}`) }))}
        onChange={(key) => setReason(reasons.find((it) => it === key))}
      />
      <TextField label={say('form.reject_text')} value={text} onChange={setText} autoFocus />
    </FormFrame>
  )
}

type ReturnField = Extract<Decision, { verb: 'return' }>['body']['field']

const fields: readonly ReturnField[] = [
  'reason',
  'evidence',
  'amount',
  'recipient',
  'date',
  'customer',
  'kind',
  'fact',
]

/** 退回 to a chosen step, with the field to fix. */
export function ReturnForm({ item, onClose, onDecided }: VerbFormProps) {
  const say = useTexts(approvalFormTexts)
  const decide = useDecide()
  const written = useWrittenFor(item.approvalId, 'return')?.body
  const [field, setField] = useState<ReturnField | undefined>(written?.field)
  const [step, setStep] = useState(written?.toStepId ?? '')
  const [text, setText] = useState(written?.text ?? '')
  const submit = async () => {
    if (field === undefined) return
    const body = {
      version: item.version,
      field,
      text: text.trim(),
      ...(step === '' ? {} : { toStepId: step }),
    }
    if (!(await decide(item, { verb: 'return', body }))) return
    onClose()
    onDecided()
  }
  return (
    <FormFrame
      title={say('verb.return')}
      button={say('form.return')}
      isReady={field !== undefined && text.trim() !== ''}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Chips
        label={say('form.return_field')}
        value={field}
        options={fields.map((key) => ({ key, word: say(`field.${key}`) }))}
        onChange={(key) => setField(fields.find((it) => it === key))}
      />
      {item.returnTo.length === 0 ? null : (
        <Field label={say('form.return_to')}>
          {(tied) => (
            <Select
              {...tied}
              value={step}
              empty={say('form.return_applicant', { name: item.applicant.name })}
              options={item.returnTo.map((it) => ({ value: it.stepId, word: it.text }))}
              onChange={setStep}
            />
          )}
        </Field>
      )}
      <TextField label={say('form.return_text')} value={text} onChange={setText} autoFocus />
    </FormFrame>
  )
}
