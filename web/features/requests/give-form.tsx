import { useRef, useState } from 'react'
import { approvalFormTexts } from '../../../src/texts/web-approval-forms.ts'
import { webGivingTexts } from '../../../src/texts/web-giving.ts'
import type { EvidenceFile } from '../../parts/evidence.tsx'
import { Field, Input } from '../../parts/field.tsx'
import { FileDrop } from '../../parts/file-drop.tsx'
import { MoneyInput } from '../../parts/money-input.tsx'
import { useIsWide } from '../../parts/use-wide.ts'
import { command } from '../../shell/commands.ts'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { useAct } from '../approvals/send-verb.ts'
import { FormFrame } from '../approvals/form-frame.tsx'
import type { VerbFormProps } from '../approvals/verb-form.tsx'
import { MoreFields, OneLine, WayField, type GiveFieldProps } from './give-fields.tsx'
import {
  asksInvoiceNumber,
  asksNames,
  bodyOf,
  countIn,
  isSendable,
  papersOf,
  startOf,
  stillNeeded,
} from './given.ts'
import { joined } from './attendance.ts'
import { GuestFields } from './guest-fields.tsx'
import { useGivePreview } from './use-give-preview.ts'

/** 登记已给予: what really happened, filled in as it was approved; papers, names and place are added. */
export function GiveForm({ item, onClose }: VerbFormProps) {
  const say = useTexts(approvalFormTexts)
  const act = useAct()
  const [held, setForm] = useState(() => startOf(item))
  // Whoever signs in while the form is open joins its list.
  const form = { ...held, guests: joined(held.guests, item) }
  const [files, setFiles] = useState<readonly EvidenceFile[]>([])
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    if (item.requestId === undefined) return
    setBusy(true)
    const params = { requestId: item.requestId }
    const body = bodyOf(item, form, sent)
    if (await act(item, () => command('give', { params, body }))) onClose()
    setBusy(false)
  }
  const fields = { item, form, onChange: setForm }
  const isComplete = isSendable(form, item.amount !== undefined)
  const sent = { version: item.version, fileIds: files.map((file) => file.fileId) }
  const { text: _, ...typed } = bodyOf(item, form, sent)
  const found = useGivePreview(item.requestId, isComplete ? typed : undefined)
  // While the next answer is on its way, what the last one asked for stays in sight.
  const asked = useRef(false)
  if (found !== undefined) asked.current = found.needsReason
  const needsReason = asked.current
  const isReady = isComplete && !(needsReason && form.text.trim() === '')
  return (
    <FormFrame
      title={say('verb.give')}
      button={say('verb.give')}
      isReady={isReady}
      isBusy={isBusy}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <WayField {...fields} />
      <FileDrop
        label={say('form.evidence')}
        wanted={papersOf(item, form.way)}
        files={files}
        onChange={setFiles}
      />
      {asksNames(item) ? <GuestFields {...fields} /> : null}
      <DayAndAmount {...fields} />
      {asksInvoiceNumber(item) ? (
        <OneLine field="invoiceNumber" label="give.invoice_number" {...fields} />
      ) : null}
      <OneLine
        field="place"
        label="give.place"
        hint={item.plan?.place === undefined ? 'give.place_hint' : undefined}
        {...fields}
      />
      {needsReason ? <OneLine field="text" label="give.reason" {...fields} /> : null}
      <MoreFields {...fields} hasNote={!needsReason} />
      <BeforeSending {...fields} found={found} purposes={files.map(({ purpose }) => purpose)} />
    </FormFrame>
  )
}

function DayAndAmount({ item, form, onChange }: GiveFieldProps) {
  const say = useTexts(approvalFormTexts)
  const giving = useTexts(webGivingTexts)
  // On a phone the papers above stay in sight.
  const isWide = useIsWide()
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={say('form.given_on')}>
        {(tied) => (
          <Input
            {...tied}
            type="date"
            autoFocus={isWide}
            value={form.givenOn}
            onChange={(event) => onChange({ ...form, givenOn: event.target.value })}
          />
        )}
      </Field>
      {item.each ? (
        <Field
          label={giving(`give.count.${item.each.unit}`)}
          error={countIn(form.count, 1) === undefined ? giving('give.count_unreadable') : undefined}
        >
          {(tied) => (
            <Input
              {...tied}
              inputMode="numeric"
              value={form.count}
              onChange={(event) => onChange({ ...form, count: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {item.amount ? (
        <MoneyInput
          label={giving('give.amount')}
          currency={item.amount.currency}
          value={form.amount}
          onChange={(amount) => onChange({ ...form, amount })}
        />
      ) : null}
    </div>
  )
}

type BeforeProps = GiveFieldProps & {
  readonly purposes: readonly string[]
  readonly found: Answer<'previewGive'> | undefined
}

/** Where it leads by the tolerance of the policy, and what is still needed; before it is sent. */
function BeforeSending({ item, form, purposes, found }: BeforeProps) {
  const say = useTexts(webGivingTexts)
  const approvals = useTexts(approvalFormTexts)
  const needs = stillNeeded(item, form, purposes)
  const { approvedOn: day, give } = item
  const isBefore = day !== undefined && form.givenOn !== '' && form.givenOn < day
  const isPlain = found === undefined || found.leads === 'waits' || found.leads === 'recorded'
  return (
    <div role="status" className="space-y-1 text-meta text-ink-2">
      {isBefore ? <p>{approvals('form.given_before', { day })}</p> : null}
      {found === undefined ? null : (
        <p className={isPlain ? undefined : 'font-medium text-warn'}>{found.says}</p>
      )}
      <Differences differences={(found?.differences ?? []).filter(({ what }) => !inWords.includes(what))} />
      {isPlain && give !== undefined ? <p>{give.tolerance}</p> : null}
      {needs.length === 0 ? null : (
        <>
          <p className="font-medium">{say('give.needs')}</p>
          <ul>
            {needs.map((need) => (
              <li key={need.text}>{say(`give.due.${need.due}`, { what: need.text })}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** The sentence above says both sides of these. */
const inWords: readonly string[] = ['place', 'vendor']

function Differences({ differences }: Pick<Answer<'previewGive'>, 'differences'>) {
  const say = useTexts(webGivingTexts)
  return differences.map(({ what, name, approved, actual, isBeyond }) => (
    <p key={what}>
      {`${name}: ${say('giving.approved')} ${approved || say('giving.none_approved')} → `}
      {`${say('giving.actual')} ${actual}`}
      {isBeyond ? <strong className="ml-2 text-warn">{say('giving.beyond')}</strong> : null}
    </p>
  ))
}
