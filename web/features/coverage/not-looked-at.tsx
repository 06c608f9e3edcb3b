import { useState } from 'react'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import type { Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { settled } from './settled.ts'
import type { RunPage } from './summary.tsx'

type Watched = Answer<'watchedAccounts'>
type Own = Watched['items'][number]

/** What is about to change: an account is looked at from now on, or an added one no more. */
type Act =
  | { readonly verb: 'watch'; readonly code: string; readonly name: string }
  | { readonly verb: 'end'; readonly own: Own }

type Props = { readonly entityId: string; readonly leftOut: RunPage['leftOut'] }

/** What the comparison left out, and what the company has looked at beside what names tell. */
export function NotLookedAt({ entityId, leftOut }: Props) {
  const say = useTexts(webCoverageTexts)
  const watched = useAnswer('watchedAccounts', { query: { entityId } }).data
  const [act, setAct] = useState<Act>()
  const own = watched?.items.filter(({ isWatched }) => isWatched) ?? []
  return (
    <>
      {own.length === 0 ? null : (
        <ul aria-label={say('cov.own_accounts')} className="mt-3 text-second">
          {own.map((each) => (
            <li key={each.watchId} className="flex flex-wrap items-baseline gap-x-3 py-1">
              <span className="min-w-0 break-words">
                {say('cov.own_account', { code: each.code, name: each.addedBy, reason: each.reason })}
              </span>
              {watched?.end.can ? (
                <Button
                  look="ghost"
                  size={28}
                  aria-label={say('cov.end_of', { code: each.code })}
                  onClick={() => setAct({ verb: 'end', own: each })}
                >
                  {say('cov.end')}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {leftOut === undefined || leftOut.count === 0 ? null : (
        <LeftOut
          leftOut={leftOut}
          isAdded={(code) => own.some((each) => code.startsWith(each.code))}
          onWatch={watched?.add.can ? (code, name) => setAct({ verb: 'watch', code, name }) : undefined}
        />
      )}
      {act === undefined ? null : (
        <ActDialog entityId={entityId} act={act} onClose={() => setAct(undefined)} />
      )}
    </>
  )
}

type LeftOutProps = {
  readonly leftOut: NonNullable<RunPage['leftOut']>
  readonly isAdded: (code: string) => boolean
  readonly onWatch: ((code: string, name: string) => void) | undefined
}

/** An auditor asks what was left out; everybody else is spared it. */
function LeftOut({ leftOut: { count, debit, accounts }, isAdded, onWatch }: LeftOutProps) {
  const say = useTexts(webCoverageTexts)
  return (
    <details className="mt-3 text-second">
      <summary className="cursor-pointer text-ink-2">
        {say('cov.left_out', { count, sum: amountText(debit) })}
      </summary>
      <ul className="mt-2 border-t border-line">
        {accounts.map((each) => (
          <li key={`${each.code} ${each.name}`} className="border-b border-line py-1.5">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="min-w-0 break-words">{`${each.code} ${each.name}`.trim()}</span>
              <span className="tabular-nums">{amountText(each.debit)}</span>
            </p>
            <p className="flex flex-wrap items-baseline gap-x-3 text-meta text-ink-2">
              {say('cov.left_out_line', { why: each.why, lines: each.lines })}
              {isAdded(each.code) ? (
                <span>{say('cov.watched_next')}</span>
              ) : onWatch === undefined || each.code === '' ? null : (
                <Button
                  look="ghost"
                  size={28}
                  aria-label={say('cov.watch_of', { code: each.code })}
                  onClick={() => onWatch(each.code, each.name)}
                >
                  {say('cov.watch')}
                </Button>
              )}
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}

type ActProps = { readonly entityId: string; readonly act: Act; readonly onClose: () => void }

function ActDialog({ entityId, act, onClose }: ActProps) {
  const say = useTexts(webCoverageTexts)
  const isWatch = act.verb === 'watch'
  const code = isWatch ? act.code : act.own.code
  return (
    <ReasonDialog
      title={say(isWatch ? 'cov.watch_of' : 'cov.end_of', { code })}
      text={isWatch ? say('cov.watch_text', { name: act.name }) : say('cov.end_text')}
      label={say('cov.watch_reason')}
      verb={say(isWatch ? 'cov.watch' : 'cov.end')}
      onSend={(reason) =>
        settled(
          isWatch
            ? command('watchAccount', { body: { entityId, code, reason } })
            : command('endWatch', {
                params: { watchId: act.own.watchId },
                body: { version: act.own.version, reason },
              }),
          {
            done: say(isWatch ? 'cov.watch_done' : 'cov.end_done', { code }),
            failed: say('cov.watch_failed'),
          },
        )
      }
      onClose={onClose}
    />
  )
}
