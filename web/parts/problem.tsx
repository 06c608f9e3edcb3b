import { CircleAlert, Lock } from 'lucide-react'
import { shellTexts } from '../../src/texts/shell.ts'
import { isSignedOut, problemOf, type Problem } from '../shell/api.ts'
import { useTexts } from '../shell/text.ts'
import { Button, buttonLook } from './button.tsx'

type Props = { readonly error: unknown; readonly onRetry?: () => void; readonly as?: 'h1' | 'h2' }

/** A link whose identifier cannot be one leads nowhere, as one of something that does not exist. */
function asPage(
  problem: Problem,
  say: (key: 'problem.no_object' | 'problem.no_object_more') => string,
): Problem {
  const isLink = problem.status === 400 && problem.pointers?.some((it) => it.pointer.startsWith('/path/'))
  if (!isLink) return problem
  const { type, requestNumber } = problem
  return {
    type,
    requestNumber,
    status: 404,
    title: say('problem.no_object'),
    wayOut: say('problem.no_object_more'),
  }
}

/** A problem as a page or a part of one: what it is, the way out, and the number to quote. */
export function ProblemView({ error, onRetry, as: Heading = 'h2' }: Props) {
  const say = useTexts(shellTexts)
  const problem = asPage(problemOf(error), say)
  const isUnreachable = problem.status === 0
  // What the reader may not see stays so, however often it is asked.
  const isClosed = problem.status === 403 || problem.status === 404
  const title = problem.title || say(isUnreachable ? 'problem.unreachable' : 'problem.title')
  const more =
    problem.wayOut ?? problem.detail ?? (isUnreachable ? say('problem.unreachable_more') : undefined)
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-start px-6 py-14">
      {isClosed ? (
        <Lock aria-hidden="true" size={22} className="mb-3 text-ink-2" />
      ) : (
        <CircleAlert aria-hidden="true" size={22} className="mb-3 text-block" />
      )}
      <Heading className="text-section font-semibold">{title}</Heading>
      {more === undefined ? null : <p className="mt-1 text-body text-ink-2">{more}</p>}
      {problem.pointers?.map((it) => (
        <p key={it.pointer} className="mt-1 text-second text-ink-2">
          {it.says}
        </p>
      ))}
      {problem.requestNumber === '' || isClosed ? null : (
        <p className="mt-2 text-meta text-ink-3">
          {say('problem.number', { number: problem.requestNumber })}
        </p>
      )}
      {isSignedOut(problem) ? (
        <a href={signInAndBack()} className={`${buttonLook('primary', 36)} mt-4`}>
          {say('problem.sign_in')}
        </a>
      ) : onRetry === undefined || isClosed ? null : (
        <div className="mt-4">
          <Button onClick={onRetry}>{say('problem.retry')}</Button>
        </div>
      )}
    </div>
  )
}

/** The sign-in, which leads back to this page. */
function signInAndBack(): string {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`
}
