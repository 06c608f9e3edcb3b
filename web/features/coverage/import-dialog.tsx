import { useNavigate } from '@tanstack/react-router'
import { LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { problemOf, sendFiles, type Answer } from '../../shell/api.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { refreshCoverage } from './settled.ts'

/** What is imported: a journal of an entity, or the list of invoices beside a journal. */
export type Importing = { readonly entityId: string } | { readonly runId: string }

type Props = { readonly what: Importing; readonly onClose: () => void }
type Said = { readonly title: string; readonly more: string | undefined }

/** Picks the files, follows the comparison, and says in words what came of it. */
export function ImportDialog({ what, onClose }: Props) {
  const say = useTexts(webCoverageTexts)
  const [jobId, setJobId] = useState<string>()
  const [refused, setRefused] = useState<Said>()
  const send = (journal: File | undefined, list: File | undefined) => {
    setRefused(undefined)
    const files = [journal, list].filter((file) => file !== undefined)
    const sent =
      'runId' in what
        ? sendFiles('addCoveragePool', { params: { runId: what.runId } }, files)
        : sendFiles('startCoverage', { body: { entityId: what.entityId } }, files)
    return sent
      .then((answer) => setJobId(answer.jobId))
      .catch((error: unknown) => {
        const { title, wayOut } = problemOf(error)
        setRefused({ title: title || say('cov.imp.failed'), more: wayOut })
      })
  }
  const again = (said: Said) => {
    setJobId(undefined)
    setRefused(said)
  }
  const title = say('runId' in what ? 'cov.imp.pool_title' : 'cov.imp.title')
  return (
    <Dialog title={title} onClose={onClose}>
      {jobId === undefined ? (
        <Picker isPool={'runId' in what} refused={refused} onSend={send} />
      ) : (
        <Progress jobId={jobId} onRefused={again} onClose={onClose} />
      )}
    </Dialog>
  )
}

type PickerProps = {
  readonly isPool: boolean
  readonly refused: Said | undefined
  readonly onSend: (journal: File | undefined, list: File | undefined) => Promise<void>
}

function Picker({ isPool, refused, onSend }: PickerProps) {
  const say = useTexts(webCoverageTexts)
  const [journal, setJournal] = useState<File>()
  const [list, setList] = useState<File>()
  const [isBusy, setBusy] = useState(false)
  const isReady = isPool ? list !== undefined : journal !== undefined
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isReady || isBusy) return
        setBusy(true)
        void onSend(journal, list).finally(() => setBusy(false))
      }}
    >
      {refused === undefined ? null : (
        <div role="alert" className="rounded-md bg-block-tint px-3 py-2 text-second">
          <p className="font-medium">{`${say('cov.imp.refused')}：${refused.title}`}</p>
          {refused.more === undefined ? null : <p>{refused.more}</p>}
        </div>
      )}
      {isPool ? null : (
        <FileField label={say('cov.imp.journal')} hint={say('cov.imp.journal_hint')} onPick={setJournal} />
      )}
      <FileField
        label={say('cov.imp.list')}
        hint={say('cov.imp.list_hint')}
        optional={isPool ? undefined : say('cov.imp.optional')}
        onPick={setList}
      />
      <Button type="submit" look="primary" size={36} disabled={!isReady} isBusy={isBusy}>
        {say('cov.imp.go')}
      </Button>
    </form>
  )
}

type FileProps = {
  readonly label: string
  readonly hint: string
  readonly optional?: string | undefined
  readonly onPick: (file: File | undefined) => void
}

function FileField({ label, hint, optional, onPick }: FileProps) {
  return (
    <Field label={label} hint={hint} isOptional={optional}>
      {(tied) => (
        <input
          {...tied}
          type="file"
          accept=".csv,.txt,.xlsx,.gz"
          onChange={(event) => onPick(event.target.files?.[0])}
          className={fileLook}
        />
      )}
    </Field>
  )
}

const fileLook =
  'block w-full text-second file:mr-3 file:h-9 file:rounded-md file:border file:border-control ' +
  'file:bg-surface file:px-3 file:text-second file:font-medium pointer-coarse:file:h-10'

type ProgressProps = {
  readonly jobId: string
  readonly onRefused: (said: Said) => void
  readonly onClose: () => void
}

function Progress({ jobId, onRefused, onClose }: ProgressProps) {
  const say = useTexts(webCoverageTexts)
  const navigate = useNavigate({ from: '/coverage' })
  const [isOver, setOver] = useState(false)
  const { data } = useAnswer('coverageJob', { params: { jobId } }, { everyMs: isOver ? false : 700 })
  const runId = data?.runId
  useEffect(() => {
    if (data === undefined) return
    if (data.refused) onRefused({ title: data.refused.says, more: data.refused.wayOut })
    else if (data.state === 'failed' || data.state === 'cancelled')
      onRefused({ title: say('cov.imp.failed'), more: undefined })
    else if (data.state === 'done') setOver(true)
  }, [data])
  useEffect(() => {
    if (runId === undefined) return
    void refreshCoverage()
    void navigate({ search: (now) => ({ ...now, run: runId, state: 'open' }), resetScroll: false })
  }, [runId])
  if (runId !== undefined) return <Report runId={runId} onClose={onClose} />
  return (
    <p role="status" className="flex items-center gap-2 py-4 text-second text-ink-2">
      <LoaderCircle aria-hidden="true" size={16} className="animate-spin motion-reduce:animate-none" />
      {say('cov.imp.running', { lines: data?.lines ?? 0 })}
    </p>
  )
}

/** What came of it, in words. */
function Report({ runId, onClose }: { readonly runId: string; readonly onClose: () => void }) {
  const say = useTexts(webCoverageTexts)
  const { data } = useAnswer('coverageRun', { params: { runId } })
  if (data === undefined) return null
  return (
    <div role="status" className="space-y-3">
      {reportOf(data).map(([key, params]) => (
        <p key={key} className="text-second">
          {say(key, params)}
        </p>
      ))}
      <Button look="primary" size={36} onClick={onClose}>
        {say('cov.imp.see')}
      </Button>
    </div>
  )
}

type Told = readonly [key: keyof typeof webCoverageTexts, params: Readonly<Record<string, number>>]

function reportOf({ run, listed, pool }: Answer<'coverageRun'>): Told[] {
  const count = run.unread + (pool?.unread ?? 0)
  const isKept = listed.explained + listed.matched + listed.declared > 0
  return [
    ['cov.imp.done', { lines: run.lines, listed: listed.open }],
    ...(count > 0 ? [['cov.imp.unread', { count }] as const] : []),
    ...(isKept ? [['cov.imp.kept', {}] as const] : []),
  ]
}
