import { webTexts } from '../../src/texts/web.ts'
import { formatCount } from '../../src/kernel/format.ts'
import { problemOf, type Answer } from '../shell/api.ts'
import { command } from '../shell/commands.ts'
import { tellProblem } from '../shell/messages.ts'
import { queryClient } from '../shell/queries.ts'
import { useTexts } from '../shell/text.ts'
import { Button } from './button.tsx'

/** Long work as one row: n of total, time left, and a way to stop it. */
export function JobRow({ job }: { readonly job: Answer<'job'> }) {
  const say = useTexts(webTexts)
  const isRunning = job.state === 'waiting' || job.state === 'running'
  const stop = () => {
    command('cancelJob', { params: { jobId: job.jobId } })
      .then(() => queryClient.invalidateQueries({ queryKey: ['job'] }))
      .catch((error: unknown) => tellProblem(problemOf(error), say('web.job.stop')))
  }
  const count =
    job.total === undefined ? formatCount(job.done) : `${formatCount(job.done)} / ${formatCount(job.total)}`
  return (
    <div role="status" className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="flex justify-between gap-3 text-second">
          <span>{job.title}</span>
          <span className="text-ink-2">{count}</span>
        </p>
        <progress
          aria-label={job.title}
          className="block h-1.5 w-full accent-brand"
          {...(job.total === undefined ? {} : { value: job.done, max: Math.max(1, job.total) })}
        />
        <p className="text-meta text-ink-2">{job.text}</p>
      </div>
      {isRunning && job.cancel.can ? (
        <Button size={28} onClick={stop}>
          {say('web.job.stop')}
        </Button>
      ) : null}
    </div>
  )
}
