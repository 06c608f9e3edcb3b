import { Download } from 'lucide-react'
import { useState } from 'react'
import { webTemplateTexts } from '../../../src/texts/web-bank-templates.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { problemOf, type Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { takeFile } from '../../shell/take-file.ts'
import { tellProblem } from '../../shell/messages.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { settled } from './send-payment.ts'
import { TemplateReason } from './template-reason.tsx'
import { ResultsRead } from './template-read.tsx'
import { accountName } from './waiting.ts'

type Detail = Answer<'bankTemplate'>

type Props = {
  readonly editionId: string
  readonly canDraft: boolean
  readonly onNext: (content: Detail['content']) => void
  readonly onClose: () => void
}

/** One edition: the file that it makes of invented payments, and what may be done with it. */
export function TemplateDialog({ editionId, canDraft, onNext, onClose }: Props) {
  const say = useTexts(webTemplateTexts)
  const { data, error, refetch } = useAnswer('bankTemplate', { params: { editionId } }, { fresh: true })
  const title = data === undefined ? say('tpl.title') : `${data.name} · ${data.edition}`
  return (
    <Dialog title={title} onClose={onClose} shape="wide">
      {error && !data ? (
        <ProblemView error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={6} />
      ) : (
        <Loaded detail={data} canDraft={canDraft} onNext={onNext} onClose={onClose} />
      )}
    </Dialog>
  )
}

type LoadedProps = Omit<Props, 'editionId'> & { readonly detail: Detail }

function Loaded({ detail, canDraft, onNext, onClose }: LoadedProps) {
  const say = useTexts(webTemplateTexts)
  const [isEnding, setEnding] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const { editionId, version, preview, confirm, withdraw, state, usedBy } = detail
  // What the command line drafted takes a first person, and then another.
  const isFirst = state === 'drafted' && detail.firstBy === undefined
  const put = async () => {
    setBusy(true)
    const body = { version, preview: preview.digest }
    const said = { done: say(isFirst ? 'tpl.first_done' : 'tpl.confirmed'), failed: say('tpl.failed') }
    const isDone = await settled(command('confirmTemplate', { params: { editionId }, body }), said)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <div className="space-y-4">
      <PreviewFiles editionId={editionId} preview={preview} />
      <ResultsRead results={detail.content.results} oddWords={detail.oddWords} />
      <details>
        <summary className="min-h-6 cursor-pointer text-second text-ink-2">{say('tpl.as_text')}</summary>
        <pre tabIndex={0} className="mt-2 max-h-64 overflow-auto rounded-md bg-sunken p-3 text-meta">
          {detail.text}
        </pre>
      </details>
      {state === 'drafted' ? (
        <p className="text-second text-ink-2">
          {confirm.can ? say(isFirst ? 'tpl.first_text' : 'tpl.confirm_text') : confirm.why}
        </p>
      ) : null}
      {isEnding ? (
        <TemplateReason detail={detail} accounts={usedBy.map(accountName).join(', ')} onClose={onClose} />
      ) : (
        <p className="flex flex-wrap gap-2">
          {confirm.can ? (
            <Button look="primary" size={36} isBusy={isBusy} onClick={() => void put()}>
              {say(isFirst ? 'tpl.first' : 'tpl.confirm')}
            </Button>
          ) : null}
          {canDraft ? (
            <Button size={36} onClick={() => onNext(detail.content)}>
              {say('tpl.next')}
            </Button>
          ) : null}
          {withdraw.can ? (
            <Button look="danger" size={36} onClick={() => setEnding(true)}>
              {say(state === 'drafted' ? 'tpl.withdraw_draft' : 'tpl.withdraw')}
            </Button>
          ) : null}
        </p>
      )}
    </div>
  )
}

type PreviewProps = Pick<Detail, 'editionId' | 'preview'>

function PreviewFiles({ editionId, preview }: PreviewProps) {
  const say = useTexts(webTemplateTexts)
  const take = (name: string, file: number) =>
    takeFile('templateFile', { params: { editionId }, query: { file } }, name).catch((error: unknown) =>
      tellProblem(problemOf(error), say('tpl.download_failed')),
    )
  return (
    <section className="space-y-3">
      <h3 className="font-medium">{say('tpl.preview')}</h3>
      <p className="text-second text-ink-2">{say('tpl.preview_text')}</p>
      {preview.files.map(({ name, rows, text }, at) => (
        <figure key={name} className="space-y-2">
          <div
            tabIndex={0}
            role="region"
            aria-label={name}
            className="overflow-x-auto rounded-md border border-line"
          >
            <table className="text-meta tabular-nums">
              <tbody>
                {rows.map((row, i) => (
                  <tr key={i} className="border-b border-line last:border-b-0">
                    {(row.length === 0 ? [''] : row).map((cell, j) => (
                      <td key={j} className="px-2 py-1 whitespace-nowrap">
                        {cell === '' ? '\u00a0' : cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {text === '' ? null : (
            <pre
              tabIndex={0}
              role="region"
              aria-label={`${name} · 1`}
              className="overflow-x-auto rounded-md bg-sunken p-2 text-meta"
            >
              {text}
            </pre>
          )}
          <figcaption>
            <Button icon={<Download aria-hidden="true" size={15} />} onClick={() => void take(name, at + 1)}>
              {say('tpl.download', { name })}
            </Button>
          </figcaption>
        </figure>
      ))}
    </section>
  )
}
