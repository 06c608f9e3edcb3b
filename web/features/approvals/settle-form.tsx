import { useState } from 'react'
import { approvalFormTexts } from '../../../src/texts/web-approval-forms.ts'
import { Field, TextArea } from '../../parts/field.tsx'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import type { Case } from './case-view.tsx'
import { useAct } from './send-verb.ts'
import { FormFrame } from './form-frame.tsx'
import type { VerbFormProps } from './verb-form.tsx'

type Way = NonNullable<Case['settle']>[number]

/** 处置: what became of a thing that was received; a way that is not open says why. */
export function SettleForm({ item, onClose }: VerbFormProps) {
  const say = useTexts(approvalFormTexts)
  const act = useAct()
  const ways = item.settle ?? []
  const [chosen, setChosen] = useState(ways.find((way) => way.permission.can)?.disposal)
  const [text, setText] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    if (item.requestId === undefined || chosen === undefined) return
    setBusy(true)
    const note = text.trim() === '' ? {} : { text: text.trim() }
    const given = {
      params: { requestId: item.requestId },
      body: { version: item.version, disposal: chosen, ...note },
    }
    if (await act(item, () => command('settle', given))) onClose()
    setBusy(false)
  }
  return (
    <FormFrame
      title={say('verb.settle')}
      button={say('verb.settle')}
      isReady={chosen !== undefined}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <fieldset>
        <legend className="mb-1 text-second font-medium">{say('form.disposal')}</legend>
        {ways.map((way) => (
          <WayChoice key={way.disposal} way={way} isChosen={way.disposal === chosen} onChoose={setChosen} />
        ))}
      </fieldset>
      <Field label={say('form.text_optional')}>
        {(tied) => (
          <TextArea {...tied} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
    </FormFrame>
  )
}

type ChoiceProps = {
  readonly way: Way
  readonly isChosen: boolean
  readonly onChoose: (disposal: Way['disposal']) => void
}

function WayChoice({ way, isChosen, onChoose }: ChoiceProps) {
  const { permission } = way
  return (
    <label className="flex min-h-8 items-start gap-2 py-1 text-second pointer-coarse:min-h-10">
      <input
        type="radio"
        name="disposal"
        checked={isChosen}
        disabled={!permission.can}
        onChange={() => onChoose(way.disposal)}
        className="m-1 size-4 shrink-0 accent-brand"
      />
      <span>
        {way.word}
        {permission.can ? null : <span className="ml-2 text-ink-2">{permission.why}</span>}
      </span>
    </label>
  )
}
