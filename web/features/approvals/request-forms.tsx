import { useState } from 'react'
import { approvalFormTexts } from '../../../src/texts/web-approval-forms.ts'
import type { EvidenceFile } from '../../parts/evidence.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { wantedOf } from '../requests/given.ts'
import { useAct } from './send-verb.ts'
import { FormFrame, TextField } from './form-frame.tsx'
import type { VerbFormProps } from './verb-form.tsx'

type ReasonVerb = 'withdraw' | 'decline' | 'cancel' | 'reverse'

/** True where the verb asks for a reversal of something given: a second person confirms it on its paper. */
function asksReversal(verb: ReasonVerb, item: VerbFormProps['item']): boolean {
  const state = item.state?.state
  return (verb === 'reverse' || verb === 'decline') && (state === 'given' || state === 'completed')
}

/** 撤回, 已谢绝, 取消 and 冲销: a text, and what was recorded stays. What was given is taken back on a paper. */
export function ReasonForm({ verb, item, onClose }: VerbFormProps & { readonly verb: ReasonVerb }) {
  const say = useTexts(approvalFormTexts)
  const act = useAct()
  const [text, setText] = useState('')
  const [files, setFiles] = useState<readonly EvidenceFile[]>([])
  const needsPaper = asksReversal(verb, item)
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    const { requestId, approvalId } = item
    const body = { version: item.version, text: text.trim() }
    if (requestId === undefined && approvalId === undefined) return
    setBusy(true)
    const send = () => {
      // What is no request is taken back by its round: a role, a version of the policy, a reversal.
      if (requestId === undefined) {
        return command('withdrawProposal', { params: { approvalId: approvalId ?? '' }, body })
      }
      const withPaper = {
        params: { requestId },
        body: { ...body, fileIds: files.map((file) => file.fileId) },
      }
      return verb === 'reverse' || verb === 'decline'
        ? command(verb, withPaper)
        : command(verb, { params: { requestId }, body })
    }
    if (await act(item, send)) onClose()
    setBusy(false)
  }
  return (
    <FormFrame
      title={say(`verb.${verb}`)}
      button={say(`verb.${verb}`)}
      isDanger={verb !== 'decline'}
      isReady={text.trim() !== '' && (!needsPaper || files.length > 0)}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextField label={say('form.why')} value={text} onChange={setText} autoFocus />
      {needsPaper ? (
        <FileDrop
          label={say('form.reversal_paper')}
          wanted={[{ purpose: 'returnReceipt', name: say('form.return_receipt'), due: 'now' }]}
          files={files}
          onChange={setFiles}
        />
      ) : verb === 'decline' ? (
        <FileDrop
          label={say('form.decline_paper')}
          wanted={[{ purpose: 'recipientConfirmation', name: say('form.decline_word') }]}
          files={files}
          onChange={setFiles}
        />
      ) : null}
    </FormFrame>
  )
}

/** 完成, with the evidence that is still to come. */
export function CompleteForm({ item, onClose }: VerbFormProps) {
  const say = useTexts(approvalFormTexts)
  const act = useAct()
  const [files, setFiles] = useState<readonly EvidenceFile[]>([])
  const [text, setText] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    if (item.requestId === undefined) return
    setBusy(true)
    const params = { requestId: item.requestId }
    const note = text.trim() === '' ? {} : { text: text.trim() }
    const body = { version: item.version, fileIds: files.map((file) => file.fileId), ...note }
    if (await act(item, () => command('complete', { params, body }))) onClose()
    setBusy(false)
  }
  return (
    <FormFrame
      title={say('verb.complete')}
      button={say('verb.complete')}
      isReady
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FileDrop label={say('form.evidence')} wanted={wantedOf(item)} files={files} onChange={setFiles} />
      <Field label={say('form.text_optional')}>
        {(tied) => (
          <TextArea {...tied} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
    </FormFrame>
  )
}
