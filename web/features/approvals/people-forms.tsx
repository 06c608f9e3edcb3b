import { useState } from 'react'
import { approvalFormTexts } from '../../../src/texts/web-approval-forms.ts'
import { Chips } from '../../parts/chips.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { StaffPicker, type Colleague } from '../access/staff-picker.tsx'
import { useAct, useDecide } from './send-verb.ts'
import { FormFrame, TextField } from './form-frame.tsx'
import type { VerbFormProps } from './verb-form.tsx'
import { useWrittenFor } from './written.ts'

/** 转交 to a colleague who then decides instead. */
export function TransferForm({ item, onClose, onDecided }: VerbFormProps) {
  const say = useTexts(approvalFormTexts)
  const decide = useDecide()
  const written = useWrittenFor(item.approvalId, 'transfer')
  const [to, setTo] = useState<Colleague | undefined>(written?.to)
  const [text, setText] = useState(written?.body.text ?? '')
  const submit = async () => {
    if (!to) return
    const body = { version: item.version, toPersonId: to.id, text: text.trim() }
    if (!(await decide(item, { verb: 'transfer', body, to }))) return
    onClose()
    onDecided()
  }
  return (
    <FormFrame
      title={say('verb.transfer')}
      button={say('form.transfer')}
      isReady={to !== undefined && text.trim() !== ''}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <StaffPicker
        label={say('form.transfer_to')}
        purpose="transfer"
        approvalId={item.approvalId}
        value={to}
        onChange={setTo}
        autoFocus
      />
      <TextField label={say('form.text')} value={text} onChange={setText} />
    </FormFrame>
  )
}

/** 加签: another signature, before or after one's own. */
export function SignerForm({ item, onClose }: VerbFormProps) {
  const say = useTexts(approvalFormTexts)
  const act = useAct()
  const [who, setWho] = useState<Colleague>()
  const [place, setPlace] = useState<'before' | 'after'>('before')
  const [text, setText] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    if (!who || item.approvalId === undefined) return
    setBusy(true)
    const body = { version: item.version, personId: who.id, place, text: text.trim() }
    const params = { approvalId: item.approvalId }
    if (await act(item, () => command('addSigner', { params, body }))) onClose()
    setBusy(false)
  }
  return (
    <FormFrame
      title={say('verb.add_signer')}
      button={say('form.add_signer')}
      isReady={who !== undefined && text.trim() !== ''}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <StaffPicker
        label={say('form.signer')}
        purpose="add_signer"
        approvalId={item.approvalId}
        value={who}
        onChange={setWho}
        autoFocus
      />
      <Chips
        label={say('form.place')}
        value={place}
        options={[
          { key: 'before', word: say('form.before') },
          { key: 'after', word: say('form.after') },
        ]}
        onChange={(key) => setPlace(key === 'after' ? 'after' : 'before')}
      />
      <TextField label={say('form.text')} value={text} onChange={setText} />
    </FormFrame>
  )
}

/** 抄送: a colleague who may read it from now on. */
export function CopyForm({ item, onClose }: VerbFormProps) {
  const say = useTexts(approvalFormTexts)
  const act = useAct()
  const [who, setWho] = useState<Colleague>()
  const [text, setText] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    if (!who || item.approvalId === undefined) return
    setBusy(true)
    const note = text.trim() === '' ? {} : { text: text.trim() }
    const given = {
      params: { approvalId: item.approvalId },
      body: { version: item.version, personIds: [who.id], ...note },
    }
    if (await act(item, () => command('copyTo', given))) onClose()
    setBusy(false)
  }
  return (
    <FormFrame
      title={say('verb.copy')}
      button={say('form.copy')}
      isReady={who !== undefined}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <StaffPicker
        label={say('form.copy_to')}
        purpose="copy"
        approvalId={item.approvalId}
        value={who}
        onChange={setWho}
        autoFocus
      />
      <Field label={say('form.text_optional')}>
        {(tied) => (
          <TextArea {...tied} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
    </FormFrame>
  )
}
