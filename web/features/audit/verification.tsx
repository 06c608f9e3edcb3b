import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react'
import { useState } from 'react'
import { formatCount } from '../../../src/kernel/format.ts'
import { auditTexts } from '../../../src/texts/web-audit.ts'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { JobRow } from '../../parts/job-row.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Section } from '../../parts/section.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { tellProblem } from '../../shell/messages.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { CheckpointView } from './checkpoint-view.tsx'
import { EntryList } from './entry-list.tsx'

type State = Answer<'logState'>
type Result = NonNullable<State['last']>

/** The log: where it stands, what outsiders have seen, and a check of everything by anyone who may ask. */
export function Verification() {
  const say = useTexts(auditTexts)
  const { data, error, refetch } = useAnswer('logState', {}, { everyMs: 5000 })
  if (error && !data) return <ProblemView error={error} onRetry={() => void refetch()} as="h1" />
  if (!data) return <Waiting lines={9} />
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[1180px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <h1 className="text-title font-semibold">{say('log.title')}</h1>
        <Figures state={data} />
        <div className="gap-10 lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(300px,38%)]">
          <div className="min-w-0">
            <Verify state={data} />
            {data.readEntries.can ? <EntryList /> : null}
          </div>
          <CheckpointView state={data} />
        </div>
      </div>
    </div>
  )
}

function Figures({ state }: { readonly state: State }) {
  const say = useTexts(auditTexts)
  const figures = [
    { name: say('log.entries'), text: formatCount(state.entries), isBad: false },
    { name: say('log.unnumbered'), text: formatCount(state.unnumbered), isBad: false },
    { name: say('log.lag'), text: state.lag.text, isBad: state.lag.isLate },
    {
      name: say('log.size'),
      text: state.checkpoint ? formatCount(state.checkpoint.size) : '–',
      isBad: false,
    },
  ]
  return (
    <dl
      className={classes(
        'mt-3 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line',
        'bg-line lg:grid-cols-4',
      )}
    >
      {figures.map((figure) => (
        <div key={figure.name} className="bg-surface px-4 py-3">
          <dt className="text-meta text-ink-2">{figure.name}</dt>
          <dd className={classes('text-section font-semibold', figure.isBad && 'text-block')}>
            {figure.text}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Verify({ state }: { readonly state: State }) {
  const say = useTexts(auditTexts)
  const [startedId, setStartedId] = useState<string>()
  const jobId = startedId ?? state.running?.jobId
  const running = useAnswer(
    'verificationResult',
    { params: { jobId: jobId ?? '' } },
    { enabled: jobId !== undefined, everyMs: 1000 },
  ).data
  const job = running?.job
  const isRunning = job?.state === 'waiting' || job?.state === 'running'
  const start = () => {
    command('startVerification', {})
      .then((answer) => setStartedId(answer.jobId))
      .catch((error: unknown) => tellProblem(problemOf(error), say('log.verify')))
  }
  return (
    <Section title={say('log.verification')}>
      <div className="space-y-3">
        <ResultView result={running?.result ?? state.last} />
        {isRunning && job ? (
          <JobRow job={job} />
        ) : (
          <div className="flex flex-wrap items-center gap-3">
            <Button look="primary" size={36} disabled={!state.verify.can} onClick={start}>
              {say('log.verify')}
            </Button>
            <p className="min-w-0 flex-1 text-second text-ink-2">
              {state.verify.can ? say('log.verify_text') : state.verify.why}
            </p>
          </div>
        )}
      </div>
    </Section>
  )
}

function ResultView({ result }: { readonly result: Result | undefined }) {
  const say = useTexts(auditTexts)
  if (!result) {
    return (
      <p className="flex items-center gap-2 rounded-lg border border-line bg-surface px-4 py-3 text-ink-2">
        <ShieldQuestion aria-hidden="true" size={18} />
        {say('log.never')}
      </p>
    )
  }
  const Icon = result.isOk ? ShieldCheck : ShieldAlert
  const counts = {
    entries: formatCount(result.entries),
    rows: formatCount(result.rows),
    seconds: result.seconds.toFixed(1),
  }
  return (
    <div
      role="status"
      className={classes(
        'rounded-lg border px-4 py-3',
        result.isOk ? 'border-pass-line bg-pass-tint' : 'border-block-line bg-block-tint',
      )}
    >
      <p
        className={classes('flex items-center gap-2 font-semibold', result.isOk ? 'text-pass' : 'text-block')}
      >
        <Icon aria-hidden="true" size={18} className="shrink-0" />
        {result.text}
      </p>
      <p className="mt-0.5 text-second text-ink-2">
        {say('log.checked', counts)} · {say('log.last', { when: result.when.text, by: result.by })}
      </p>
      <Findings findings={result.findings} />
    </div>
  )
}

function Findings({ findings }: { readonly findings: Result['findings'] }) {
  const say = useTexts(auditTexts)
  if (findings.length === 0) return null
  return (
    <ul
      aria-label={say('log.findings')}
      className="mt-2 divide-y divide-block-line border-t border-block-line"
    >
      {findings.map((finding) => (
        <li
          key={`${finding.table}${finding.row}${finding.column}${finding.entry}`}
          className="py-1.5 text-second"
        >
          <span className="font-medium text-block">{finding.kindWord}</span> {finding.text}
          <code className="block font-sans text-meta text-ink-2">
            {[finding.table, finding.row, finding.column].filter(Boolean).join(' · ')}
          </code>
        </li>
      ))}
    </ul>
  )
}
