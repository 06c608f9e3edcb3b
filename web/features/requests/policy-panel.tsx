import { LoaderCircle, Scale } from 'lucide-react'
import { requestsTexts } from '../../../src/texts/web-requests.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { Route } from '../../parts/route.tsx'
import { Section } from '../../parts/section.tsx'
import { Sums } from '../../parts/sums.tsx'
import { VerdictBox } from '../../parts/verdict-box.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import type { Panel } from './use-preview.ts'
import { classes } from '../../parts/classes.ts'

type Preview = Answer<'preview'>
type Props = { readonly panel: Panel; readonly isAsked: boolean }

/** The live panel: the verdict before a submit, the sums, who will approve, what is missing. */
export function PolicyPanel({ panel, isAsked }: Props) {
  const say = useTexts(requestsTexts)
  const { answer } = panel
  return (
    <aside id="policy-panel" aria-label={say('panel.title')} className="lg:sticky lg:top-4 lg:self-start">
      <div className="mb-2 flex h-6 items-center justify-between text-second text-ink-2">
        <h2 className="font-medium">{say('panel.title')}</h2>
        <Checking isChecking={panel.isChecking} />
      </div>
      <p aria-live="polite" className="sr-only">
        {panel.isChecking || !answer?.verdict ? '' : `${answer.verdict.word} ${answer.verdict.sentence}`}
      </p>
      {panel.hasFailed ? <p className="mb-2 text-second text-warn">{say('panel.failed')}</p> : null}
      {!isAsked ? (
        <Before />
      ) : answer === undefined ? (
        panel.hasFailed ? null : (
          <Waiting lines={4} />
        )
      ) : (
        <div aria-busy={panel.isChecking}>
          <Needs needs={answer.needs} />
          {answer.verdict ? <VerdictBox verdict={answer.verdict} /> : null}
          <After answer={answer} />
        </div>
      )}
    </aside>
  )
}

function Checking({ isChecking }: { readonly isChecking: boolean }) {
  const say = useTexts(requestsTexts)
  if (!isChecking) return null
  return (
    <span className="inline-flex items-center gap-1.5 text-meta">
      <LoaderCircle aria-hidden="true" size={14} className="animate-spin motion-reduce:animate-none" />
      {say('panel.checking')}
    </span>
  )
}

function Before() {
  const say = useTexts(requestsTexts)
  return (
    <div
      className={classes(
        'flex items-start gap-3 rounded-lg border border-dashed border-line-2 px-4',
        'py-5 text-second text-ink-2',
      )}
    >
      <Scale aria-hidden="true" size={18} className="mt-0.5 shrink-0" />
      {say('panel.waiting')}
    </div>
  )
}

function Needs({ needs }: { readonly needs: readonly string[] }) {
  const say = useTexts(requestsTexts)
  if (needs.length === 0) return null
  return (
    <div className="mb-3 rounded-lg border border-line bg-surface px-4 py-2.5">
      <p className="text-meta text-ink-3">{say('panel.needs')}</p>
      <ul className="list-disc pl-4 marker:text-ink-3">
        {needs.map((need) => (
          <li key={need} className="text-second">
            {need}
          </li>
        ))}
      </ul>
    </div>
  )
}

function After({ answer }: { readonly answer: Preview }) {
  const say = useTexts(requestsTexts)
  const web = useTexts(webTexts)
  const notices = answer.isRecorded ? [say('panel.recorded'), ...answer.notices] : answer.notices
  return (
    <>
      {answer.budgets.map(({ name, says, fits }) => (
        <p
          key={name}
          className={classes('mt-3 rounded-md px-3 py-2 text-second', fits ? 'bg-sunken' : 'bg-warn-tint')}
        >
          {says}
        </p>
      ))}
      {answer.sums.length === 0 ? null : (
        <Section title={web('web.sums')}>
          <Sums sums={answer.sums} />
        </Section>
      )}
      {answer.route.length === 0 ? null : (
        <Section title={web('web.route')}>
          <Route steps={answer.route} usually={answer.usually} />
        </Section>
      )}
      {notices.map((notice) => (
        <p key={notice} className="mt-3 text-meta text-ink-2">
          {notice}
        </p>
      ))}
    </>
  )
}
