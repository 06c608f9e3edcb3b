import { useState } from 'react'
import { webThirdPartyTexts } from '../../../src/texts/web-third-parties.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { Button } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Select } from '../../parts/field.tsx'
import type { Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useTexts } from '../../shell/text.ts'
import { Day, Line, prevented, useSend } from './record-fields.tsx'
import { ThirdPartyLines } from './third-party-lines.tsx'
import { bodyOf, emptyForm, isReady, type Answered, type ThirdPartyForm } from './third-party-form.ts'

type Choices = Pick<Answer<'thirdParties'>, 'roles' | 'entities'>
type Item = Answer<'thirdParties'>['items'][number]
type RecordProps = {
  readonly party: { readonly id: string; readonly name: string }
  readonly choices: Choices
  readonly today: string
  readonly onClose: () => void
}

/** 登记中间人: from its papers; somebody else of compliance verifies it. */
export function RecordThirdParty({ party, choices, today, onClose }: RecordProps) {
  const say = useTexts(webThirdPartyTexts)
  const web = useTexts(webTexts)
  const { isBusy, send } = useSend(onClose)
  const [form, setForm] = useState(emptyForm(choices.entities[0]?.value ?? '', today))
  const set = (part: Partial<ThirdPartyForm>) => setForm({ ...form, ...part })
  const submit = () => send(() => command('recordThirdParty', { body: bodyOf(party.id, form) }))
  return (
    <Dialog title={say('third.new_title', { name: party.name })} shape="wide" onClose={onClose}>
      <form onSubmit={prevented(submit)} className="space-y-3">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={say('third.entity')}>
            {(tied) => (
              <Select
                {...tied}
                value={form.entityId}
                options={choices.entities}
                onChange={(entityId) => set({ entityId })}
              />
            )}
          </Field>
          <Field label={say('third.role')}>
            {(tied) => (
              <Select
                {...tied}
                value={form.role}
                empty={web('web.choose')}
                options={choices.roles}
                onChange={(role) => set({ role })}
              />
            )}
          </Field>
        </div>
        <Questions form={form} set={set} />
        <div className="grid gap-3 sm:grid-cols-2">
          <Day label={say('third.from')} value={form.fromOn} onChange={(fromOn) => set({ fromOn })} />
          <Day label={say('third.until')} value={form.untilOn} onChange={(untilOn) => set({ untilOn })} />
        </div>
        <p className="text-meta text-ink-2">{say('third.second')}</p>
        <Button type="submit" look="primary" size={36} disabled={!isReady(form)} isBusy={isBusy}>
          {say('third.send')}
        </Button>
      </form>
    </Dialog>
  )
}

type QuestionsProps = {
  readonly form: ThirdPartyForm
  readonly set: (part: Partial<ThirdPartyForm>) => void
}

/** What the law and the company ask of a middleman, each with the paper on which its answer rests. */
function Questions({ form, set }: QuestionsProps) {
  const say = useTexts(webThirdPartyTexts)
  const papers = { licensed: 'licence', independent: 'declaration', ownerKnown: 'owners' } as const
  const names = {
    licensed: ['third.licensed', 'third.licence'],
    independent: ['third.independent', 'third.declaration'],
    ownerKnown: ['third.owner_known', 'third.owners'],
  } as const
  const asked = ['licensed', 'independent', 'ownerKnown'] as const
  return (
    <>
      {asked.map((question) => (
        <div key={question} className="space-y-2">
          <YesNo
            label={say(names[question][0])}
            value={form[question]}
            isKnown
            onChange={(answer) => set({ [question]: answer })}
          />
          <Line
            label={say(names[question][1])}
            value={form[papers[question]]}
            onChange={(text) => set({ [papers[question]]: text })}
          />
        </div>
      ))}
      <YesNo label={say('third.staff')} value={form.staff} onChange={(staff) => set({ staff })} />
      <YesNo label={say('third.official')} value={form.official} onChange={(official) => set({ official })} />
      <YesNo label={say('third.clean')} value={form.clean} onChange={(clean) => set({ clean })} />
      <Line
        label={say('third.due_diligence')}
        value={form.dueDiligence}
        onChange={(dueDiligence) => set({ dueDiligence })}
      />
    </>
  )
}

type YesNoProps = {
  readonly label: string
  readonly value: Answered
  /** Where it must be answered, nothing stands for that nobody has looked. */
  readonly isKnown?: boolean
  readonly onChange: (answer: Answered) => void
}

function YesNo({ label, value, isKnown = false, onChange }: YesNoProps) {
  const say = useTexts(webThirdPartyTexts)
  const keys: readonly Answered[] = isKnown ? ['yes', 'no'] : ['yes', 'no', 'unknown']
  return (
    <Chips
      label={label}
      value={value}
      options={keys.map((key) => ({ key, word: say(`third.${key}`) }))}
      onChange={(key) => onChange(keys.find((each) => each === key) ?? 'unknown')}
    />
  )
}

type ItemProps = { readonly item: Item; readonly onClose: () => void }

/** 核实: the second person holds each line against its paper. */
export function VerifyThirdParty({ item, onClose }: ItemProps) {
  const say = useTexts(webThirdPartyTexts)
  const { isBusy, send } = useSend(onClose)
  const [words, setWords] = useState('')
  const reason = words.trim()
  const answer = (said: 'confirm' | 'decline') => {
    const body = { answer: said, ...(reason === '' ? {} : { reason }) }
    send(() => command('verifyThirdParty', { params: { thirdPartyId: item.thirdPartyId }, body }))
  }
  return (
    <Dialog title={say('third.verify_title')} onClose={onClose}>
      <form onSubmit={prevented(() => answer('confirm'))} className="space-y-3">
        <p className="text-second text-ink-2">{say('third.verify_text')}</p>
        <ThirdPartyLines item={item} />
        <Line
          label={`${say('third.reason')} (${say('third.reason_hint')})`}
          value={words}
          onChange={setWords}
        />
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" size={36} isBusy={isBusy}>
            {say('third.confirm')}
          </Button>
          <Button
            look="danger"
            size={36}
            disabled={reason === ''}
            isBusy={isBusy}
            onClick={() => answer('decline')}
          >
            {say('third.decline')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** 终止: from now on nothing is known of it. */
export function EndThirdParty({ item, onClose }: ItemProps) {
  const say = useTexts(webThirdPartyTexts)
  const { isBusy, send } = useSend(onClose)
  const [words, setWords] = useState('')
  const reason = words.trim()
  const end = () =>
    send(() => command('endThirdParty', { params: { thirdPartyId: item.thirdPartyId }, body: { reason } }))
  return (
    <Dialog title={say('third.end_title')} onClose={onClose}>
      <form onSubmit={prevented(end)} className="space-y-3">
        <p className="text-second text-ink-2">{say('third.end_text')}</p>
        <Line label={say('third.end_reason')} value={words} onChange={setWords} />
        <Button type="submit" look="danger" size={36} disabled={reason.length < 2} isBusy={isBusy}>
          {say('third.end')}
        </Button>
      </form>
    </Dialog>
  )
}
