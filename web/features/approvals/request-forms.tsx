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

/** True where the verb asks for a reversal of something given: a second person confirms it on its paper. */
function asksReversal(verb: ReasonVerb, item: VerbFormProps['item']): boolean {
  const state = item.state?.state
  return (verb === 'reverse' || verb === 'decline') && (state === 'given' || state === 'completed')
}

/** 撤回, 已谢绝, 取消 and 冲销: a text, and what was recorded stays. What was given is taken back on a paper. */
export function ReasonForm({ verb, item, onClose }: VerbFormProps & { readonly verb: ReasonVerb }) {
  const say = useTexts(approvalsTexts)
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
      ) : null}
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
      {verb === 'give' ? <BeforeApproval item={item} givenOn={givenOn} /> : null}
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

/** Says what becomes of a day before the approval, while it is chosen. */
function BeforeApproval({ item, givenOn }: Pick<VerbFormProps, 'item'> & { readonly givenOn: string }) {
  const say = useTexts(approvalsTexts)
  const { approvedOn: day } = item
  if (day === undefined || givenOn === '' || givenOn >= day) return null
  return (
    <p role="status" className="text-meta text-ink-2">
      {say('form.given_before', { day })}
    </p>
  )
}
