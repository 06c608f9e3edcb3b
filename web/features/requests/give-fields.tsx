import { approvalFormTexts } from '../../../src/texts/web-approval-forms.ts'
import { webGivingTexts } from '../../../src/texts/web-giving.ts'
import { Chips } from '../../parts/chips.tsx'
import { Field, Input, TextArea } from '../../parts/field.tsx'
import { useTexts } from '../../shell/text.ts'
import { asksNames, countIn, type GiveForm, type GivenItem } from './given.ts'
import { HowField, PastedNames } from './guest-fields.tsx'
import { VendorInput } from './vendor-input.tsx'
import type { Case } from '../approvals/case-view.tsx'

/** What each field of the form of giving gets. */
export type GiveFieldProps = {
  readonly item: GivenItem & Pick<Case, 'approvedOn'>
  readonly form: GiveForm
  readonly onChange: (form: GiveForm) => void
}

type LineProps = GiveFieldProps & {
  readonly field: 'place' | 'invoiceNumber' | 'text'
  readonly label: keyof typeof webGivingTexts
  readonly hint?: keyof typeof webGivingTexts | undefined
}

const longest = { place: 200, invoiceNumber: 40, text: 2000 } as const

/** One line of text of the form. */
export function OneLine({ field, label, hint, form, onChange }: LineProps) {
  const say = useTexts(webGivingTexts)
  return (
    <Field label={say(label)} hint={hint === undefined ? undefined : say(hint)}>
      {(tied) => (
        <Input
          {...tied}
          maxLength={longest[field]}
          value={form[field]}
          onChange={(event) => onChange({ ...form, [field]: event.target.value })}
        />
      )}
    </Field>
  )
}

/** The ways of its kind, the approved or usual one chosen; nothing to choose where there is one. */
export function WayField({ item, form, onChange }: GiveFieldProps) {
  const say = useTexts(webGivingTexts)
  const ways = item.give?.ways ?? []
  const [usual] = ways
  if (ways.length < 2 || usual === undefined) return null
  return (
    <Chips
      label={say('give.way')}
      value={form.way === '' ? usual.way : form.way}
      options={ways.map(({ way, word }) => ({ key: way, word }))}
      onChange={(key) => {
        const chosen = ways.find(({ way }) => way === key && way !== usual.way)
        onChange({ ...form, way: chosen?.way ?? '' })
      }}
    />
  )
}

/** What is seldom otherwise than approved, folded; the note stands above where it is the reason. */
export function MoreFields({ hasNote, ...props }: GiveFieldProps & { readonly hasNote: boolean }) {
  const say = useTexts(webGivingTexts)
  const approvals = useTexts(approvalFormTexts)
  const { form, onChange } = props
  const isHostsRead = form.hosts.trim() === '' || countIn(form.hosts, 0) !== undefined
  return (
    <details>
      <summary className="w-fit py-2.5 text-second text-ink-2 underline underline-offset-4">
        {say('give.more')}
      </summary>
      <div className="space-y-3 pt-1">
        {asksNames(props.item) ? (
          <>
            <HowField {...props} />
            <PastedNames {...props} />
          </>
        ) : null}
        <VendorInput
          label={say('give.vendor')}
          vendor={form.vendor}
          onChange={(vendor) => onChange({ ...form, vendor })}
        />
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
        {hasNote ? (
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
        ) : null}
      </div>
    </details>
  )
}
