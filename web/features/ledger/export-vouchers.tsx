import { useState } from 'react'
import { webVoucherTexts } from '../../../src/texts/web-vouchers.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, Select, TextArea } from '../../parts/field.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { queryClient } from '../../shell/queries.ts'
import { takeFile } from '../../shell/take-file.ts'
import { useTexts } from '../../shell/text.ts'
import { LeftBefore } from './left-before.tsx'

const layouts = ['general', 'yonyou', 'kingdee'] as const
const kinds = ['xlsx', 'csv', 'csv_gb18030'] as const
const lettersMin = 5

type Props = {
  readonly query: {
    readonly entityId: string
    readonly period: string
    readonly selection: 'all' | 'unnumbered'
  }
  /** In which files some of them left already. */
  readonly left: Answer<'vouchers'>['left']
  readonly onClose: () => void
}

/** Makes a file of vouchers for the finance system and hands it over. */
export function ExportVouchers({ query, left, onClose }: Props) {
  const say = useTexts(webVoucherTexts)
  const [layout, setLayout] = useState('general')
  const [kind, setKind] = useState('xlsx')
  const [reason, setReason] = useState('')
  const [holds, setHolds] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const isReady = reason.trim().length >= lettersMin
  const send = async () => {
    setBusy(true)
    try {
      // The selects hold nothing but these.
      const chosen = { layout: layout as (typeof layouts)[number], kind: kind as (typeof kinds)[number] }
      const body = { ...query, ...chosen, holds, reason: reason.trim() }
      const { exportId, fileName } = await command('exportVouchers', { body })
      await queryClient.invalidateQueries({ queryKey: ['voucherExports'] })
      await queryClient.invalidateQueries({ queryKey: ['vouchers'] })
      await takeFile('voucherFile', { params: { exportId } }, fileName)
      onClose()
    } catch (error) {
      tellProblem(problemOf(error), say('vouchers.export_failed'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={say('vouchers.export_title', { month: query.period })} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !isBusy) void send()
        }}
      >
        <p className="text-second text-ink-2">{say('vouchers.export_text')}</p>
        <LeftBefore left={left} />
        <Choice name="layout" options={layouts} value={layout} onChange={setLayout} />
        <Choice name="kind" options={kinds} value={kind} onChange={setKind} />
        <Holding holds={holds} onChange={setHolds} />
        <Field label={say('vouchers.reason')}>
          {(tied) => (
            <TextArea
              {...tied}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
          {say('vouchers.export_send')}
        </Button>
      </form>
    </Dialog>
  )
}

type ChoiceProps = {
  readonly value: string
  readonly onChange: (value: string) => void
} & (
  | { readonly name: 'layout'; readonly options: typeof layouts }
  | { readonly name: 'kind'; readonly options: typeof kinds }
)

function Choice({ value, onChange, ...of }: ChoiceProps) {
  const say = useTexts(webVoucherTexts)
  const options =
    of.name === 'layout'
      ? of.options.map((one) => ({ value: one, word: say(`vouchers.layout.${one}`) }))
      : of.options.map((one) => ({ value: one, word: say(`vouchers.kind.${one}`) }))
  return (
    <Field label={say(`vouchers.${of.name}`)}>
      {(tied) => <Select {...tied} value={value} options={options} onChange={onChange} />}
    </Field>
  )
}

/** Whether vouchers that lack a code of the finance system stop the file, or stay out of it. */
function Holding({
  holds,
  onChange,
}: {
  readonly holds: boolean
  readonly onChange: (holds: boolean) => void
}) {
  const say = useTexts(webVoucherTexts)
  return (
    <label className="flex cursor-pointer items-center gap-2 text-second pointer-coarse:min-h-10">
      <input
        type="checkbox"
        className="size-4 shrink-0 accent-brand"
        checked={holds}
        onChange={(event) => onChange(event.target.checked)}
      />
      {say('vouchers.holds')}
    </label>
  )
}
