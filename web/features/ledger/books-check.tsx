import { useState } from 'react'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { Button } from '../../parts/button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { useAnswer } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'

/** Compares the books with the register when somebody asks for it: it reads all of both. */
export function BooksCheck({ entityId }: { readonly entityId: string }) {
  const say = useTexts(webLedgerTexts)
  const [isAsked, setAsked] = useState(false)
  const { data, error, isFetching, refetch } = useAnswer(
    'checkBooks',
    { query: { entityId } },
    { enabled: isAsked, fresh: true },
  )
  return (
    <div className="mt-6 flex flex-wrap items-center gap-3 text-second" aria-live="polite">
      <Button
        size={32}
        isBusy={isAsked && isFetching}
        onClick={() => (isAsked ? void refetch() : setAsked(true))}
      >
        {say('books.check')}
      </Button>
      {error && !data ? (
        <ProblemView error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? null : data.agrees ? (
        <span>{say('books.agrees', { objects: data.objects, entries: data.entries })}</span>
      ) : (
        <span className="text-warn">
          {say('books.differs', { count: data.apart.length + data.broken.length })}
        </span>
      )}
    </div>
  )
}
