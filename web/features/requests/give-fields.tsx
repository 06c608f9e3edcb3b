import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import { webGivingTexts } from '../../../src/texts/web-giving.ts'
import { Field, Input, Select, TextArea } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'
import { countIn, readNames, type GiveForm, type GivenItem } from './given.ts'
import type { Case } from '../approvals/case-view.tsx'

/** What each field of the form of giving gets. */
export type GiveFieldProps = {
  readonly item: GivenItem & Pick<Case, 'approvedOn'>
  readonly form: GiveForm
  readonly onChange: (form: GiveForm) => void
}

type LineProps = GiveFieldProps & {
  readonly field: 'place' | 'vendor' | 'invoiceNumber'
  readonly label: keyof typeof webGivingTexts
  readonly hint?: keyof typeof webGivingTexts
}

/** One line of text of the form. */
export function OneLine({ field, label, hint, form, onChange }: LineProps) {
  const say = useTexts(webGivingTexts)
  return (
    <Field label={say(label)} hint={hint === undefined ? undefined : say(hint)}>
      {(tied) => (
        <Input
          {...tied}
          maxLength={field === 'invoiceNumber' ? 40 : 200}
          value={form[field]}
          onChange={(event) => onChange({ ...form, [field]: event.target.value })}
        />
      )}
    </Field>
  )
}

/** The guests by name, with how many names were read. */
export function NamesField({ form, onChange }: GiveFieldProps) {
  const say = useTexts(webGivingTexts)
  const named = readNames(form.names)
  const hint =
    named.length === 0
      ? say('give.names_hint')
      : say('give.names_read', {
          count: named.length,
          names: named.map(({ name }) => name).join(say('give.and')),
        })
  return (
    <Field label={say('give.names')} hint={hint}>
      {(tied) => (
        <TextArea
          {...tied}
          rows={3}
          value={form.names}
          onChange={(event) => onChange({ ...form, names: event.target.value })}
        />
      )}
    </Field>
  )
}

const ways = ['company_account', 'on_invoice', 'vendor', 'reimbursement', 'stock', 'service'] as const

/** What is seldom otherwise than approved, folded. */
export function MoreFields(props: GiveFieldProps) {
  const say = useTexts(webGivingTexts)
  const approvals = useTexts(approvalsTexts)
  const { form, onChange } = props
  const isHostsRead = form.hosts.trim() === '' || countIn(form.hosts, 0) !== undefined
  return (
    <details>
      <summary className="w-fit py-2.5 text-second text-ink-2 underline underline-offset-4">
        {say('give.more')}
      </summary>
      <div className="space-y-3 pt-1">
        <OneLine field="vendor" label="give.vendor" {...props} />
        <Field label={say('give.way')}>
          {(tied) => (
            <Select
              {...tied}
              empty={say('give.way_same')}
              value={form.way ?? ''}
              options={ways.map((way) => ({ value: way, word: say(`give.way.${way}`) }))}
              onChange={(value) => onChange({ ...form, way: ways.find((way) => way === value) ?? '' })}
            />
          )}
        </Field>
        <Field label={say('give.hosts')} error={isHostsRead ? undefined : say('give.count_unreadable')}>
          {(tied) => (
            <Input
              {...tied}
              inputMode="numeric"
              value={form.hosts}
              onChange={(event) => onChange({ ...form, hosts: event.target.value })}
            />
          )}
        </Field>
        <Field label={approvals('form.text_optional')}>
          {(tied) => (
            <TextArea
              {...tied}
              rows={2}
              value={form.text}
              onChange={(event) => onChange({ ...form, text: event.target.value })}
            />
          )}
        </Field>
      </div>
    </details>
  )
}
