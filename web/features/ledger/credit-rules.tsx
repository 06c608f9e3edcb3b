import { useState } from 'react'
import { webInputTaxTexts } from '../../../src/texts/web-input-tax.ts'
import { Button } from '../../parts/button.tsx'
import { Field, Input, Select } from '../../parts/field.tsx'
import { problemOf, type Answer, type Given } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

type Rules = Answer<'inputTax'>['rules']
type Form = NonNullable<Given<'setInputTax'>['body']>['form']

/** Which kinds of benefit credit input tax, each with its basis in law, and a form that sets one of them. */
export function CreditRules(props: {
  readonly rules: Rules
  readonly entityId: string
  readonly can: boolean
}) {
  const say = useTexts(webInputTaxTexts)
  const { rules, entityId, can } = props
  return (
    <div className="mt-4 space-y-4">
      <div>
        <h3 className="text-second font-medium">{say('input_tax.rules')}</h3>
        <p className="text-meta text-ink-3">{say('input_tax.rules_hint')}</p>
        <ul className="mt-1 border-t border-line">
          {rules.map(({ form, word, credits, law, isOwn }) => (
            <li key={form} className="border-b border-line py-1.5 text-second break-words">
              <span className="font-medium">{word}</span>
              {` · ${say(credits ? 'input_tax.yes' : 'input_tax.no')}`}
              <span className="text-ink-2">
                {` · ${law}`}
                {isOwn ? ` · ${say('input_tax.own')}` : ''}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {can ? <RuleForm rules={rules} entityId={entityId} /> : null}
    </div>
  )
}

const least = { law: 4, reason: 5 }

function RuleForm({ rules, entityId }: { readonly rules: Rules; readonly entityId: string }) {
  const say = useTexts(webInputTaxTexts)
  const [form, setForm] = useState('')
  const [credits, setCredits] = useState('no')
  const [law, setLaw] = useState('')
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  const isReady = form !== '' && law.trim().length >= least.law && reason.trim().length >= least.reason
  const send = async () => {
    setBusy(true)
    try {
      const said = { credits: credits === 'yes', law: law.trim(), reason: reason.trim() }
      // The select holds nothing but these.
      await command('setInputTax', { body: { entityId, form: form as Form, ...said } })
      await queryClient.invalidateQueries({ queryKey: ['inputTax'] })
      setForm('')
    } catch (error) {
      tellProblem(problemOf(error), say('input_tax.not_saved'))
    } finally {
      setBusy(false)
    }
  }
  const forms = rules.map((rule) => ({ value: rule.form, word: rule.word }))
  const answers = (['no', 'yes'] as const).map((value) => ({ value, word: say(`input_tax.${value}`) }))
  return (
    <form
      className="grid gap-3 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady && !isBusy) void send()
      }}
    >
      <Field label={say('input_tax.form')}>
        {(tied) => (
          <Select {...tied} value={form} empty={say('input_tax.choose')} options={forms} onChange={setForm} />
        )}
      </Field>
      <Field label={say('input_tax.answer')}>
        {(tied) => <Select {...tied} value={credits} options={answers} onChange={setCredits} />}
      </Field>
      <Text label={say('input_tax.law')} value={law} onChange={setLaw} />
      <Text label={say('input_tax.reason')} value={reason} onChange={setReason} />
      <p>
        <Button type="submit" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('input_tax.save')}
        </Button>
      </p>
    </form>
  )
}

type TextProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function Text({ label, value, onChange }: TextProps) {
  return (
    <Field label={label}>
      {(tied) => (
        <Input {...tied} maxLength={200} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  )
}
