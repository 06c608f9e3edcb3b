import { useState } from 'react'
import { benefitsTexts } from '../../../src/texts/web-benefits.ts'
import { Button, buttonLook } from '../../parts/button.tsx'
import { Chips } from '../../parts/chips.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field, TextArea } from '../../parts/field.tsx'
import { JobRow } from '../../parts/job-row.tsx'
import { addressOf, problemOf } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

type Props = {
  readonly filters: Readonly<Record<string, string | undefined>>
  readonly count: number
  readonly onClose: () => void
}

/** Exports a selection with its reason; the second factor is asked for where it is not fresh. */
export function ExportDialog({ filters, count, onClose }: Props) {
  const say = useTexts(benefitsTexts)
  const [jobId, setJobId] = useState<string>()
  return (
    <Dialog title={say('export.title')} onClose={onClose}>
      {jobId === undefined ? (
        <ExportForm filters={filters} count={count} onStart={setJobId} />
      ) : (
        <ExportProgress jobId={jobId} />
      )}
    </Dialog>
  )
}

type FormProps = Omit<Props, 'onClose'> & { readonly onStart: (jobId: string) => void }

function ExportForm({ filters, count, onStart }: FormProps) {
  const say = useTexts(benefitsTexts)
  const [reason, setReason] = useState('')
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx')
  const [isBusy, setBusy] = useState(false)
  const start = () => {
    setBusy(true)
    const set = Object.entries(filters).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    )
    command('exportRegister', { body: { filters: Object.fromEntries(set), format, reason: reason.trim() } })
      .then((answer) => onStart(answer.jobId))
      .catch((error: unknown) => tellProblem(problemOf(error), say('export.failed')))
      .finally(() => setBusy(false))
  }
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        start()
      }}
    >
      <p className="text-second text-ink-2">{say('export.text', { count: count.toLocaleString('en') })}</p>
      <Field label={say('export.reason')} hint={say('export.reason_hint')}>
        {(tied) => (
          <TextArea
            {...tied}
            autoFocus
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Chips
        label={say('export.format')}
        value={format}
        options={[
          { key: 'xlsx', word: 'XLSX' },
          { key: 'csv', word: 'CSV' },
        ]}
        onChange={(key) => setFormat(key === 'csv' ? 'csv' : 'xlsx')}
      />
      <Button type="submit" look="primary" size={36} disabled={reason.trim().length < 5} isBusy={isBusy}>
        {say('export.go')}
      </Button>
    </form>
  )
}

function ExportProgress({ jobId }: { readonly jobId: string }) {
  const say = useTexts(benefitsTexts)
  const { data } = useAnswer('job', { params: { jobId } }, { everyMs: 1000 })
  if (!data) return null
  return (
    <div className="space-y-4">
      <JobRow job={data} />
      {data.state === 'done' ? (
        <a
          href={addressOf('exportFile', { params: { jobId } })}
          download
          className={buttonLook('primary', 36)}
        >
          {say('export.download')}
        </a>
      ) : null}
    </div>
  )
}
