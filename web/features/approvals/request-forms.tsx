import { useState } from 'react'
import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import type { EvidenceFile } from '../../parts/evidence.tsx'
import { Field, Input, TextArea } from '../../parts/field.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { useAct } from './send-verb.ts'
import { FormFrame, TextField, type VerbFormProps } from './verb-form.tsx'

type ReasonVerb = 'withdraw' | 'decline' | 'cancel' | 'reverse'

/** 撤回, 已谢绝, 取消 and 冲销: a text, and what was recorded stays. */
export function ReasonForm({ verb, item, onClose }: VerbFormProps & { readonly verb: ReasonVerb }) {
  const say = useTexts(approvalsTexts)
  const act = useAct()
  const [text, setText] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    if (item.requestId === undefined) return
    setBusy(true)
    const given = {
      params: { requestId: item.requestId },
      body: { version: item.version, text: text.trim() },
    }
    if (await act(item, () => command(verb, given))) onClose()
    setBusy(false)
  }
  return (
    <FormFrame
      title={say(`verb.${verb}`)}
      button={say(`verb.${verb}`)}
      isDanger={verb !== 'decline'}
      isReady={text.trim() !== ''}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField label={say('form.why')} value={text} onChange={setText} autoFocus />
    </FormFrame>
  )
}

/** 登记已给予 with its day, and 完成, each with their evidence. */
export function GivenForm({ verb, item, onClose }: VerbFormProps & { readonly verb: 'give' | 'complete' }) {
  const say = useTexts(approvalsTexts)
  const act = useAct()
  const [givenOn, setGivenOn] = useState(item.happenedOn ?? '')
  const [files, setFiles] = useState<readonly EvidenceFile[]>([])
  const [text, setText] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    if (item.requestId === undefined) return
    setBusy(true)
    const params = { requestId: item.requestId }
    const note = text.trim() === '' ? {} : { text: text.trim() }
    const body = { version: item.version, fileIds: files.map((file) => file.fileId), ...note }
    const send = () =>
      verb === 'give'
        ? command('give', { params, body: { ...body, givenOn } })
        : command('complete', { params, body })
    if (await act(item, send)) onClose()
    setBusy(false)
  }
  return (
    <FormFrame
      title={say(`verb.${verb}`)}
      button={say(`verb.${verb}`)}
      isReady={verb === 'complete' || givenOn !== ''}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {verb === 'give' ? (
        <Field label={say('form.given_on')}>
          {(tied) => (
            <Input
              {...tied}
              type="date"
              autoFocus
              value={givenOn}
              onChange={(event) => setGivenOn(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <FileDrop
        label={say('form.evidence')}
        wanted={item.verdict?.evidence}
        files={files}
        onChange={setFiles}
      />
      <Field label={say('form.text_optional')}>
        {(tied) => (
          <TextArea {...tied} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
    </FormFrame>
  )
}
