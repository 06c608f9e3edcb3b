import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { EntityChoice } from '../../parts/entity-choice.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { useTexts } from '../../shell/text.ts'

type Props = {
  readonly title: string
  readonly entityId: string | undefined
  readonly onEntity: (entityId: string) => void
  readonly other: { readonly to: '/books' | '/periods'; readonly word: string }
  readonly children?: ReactNode
}

/** The head of both pages: what it is, the way to the other one, and the entity where there are several. */
export function LedgerHead({ title, entityId, onEntity, other, children }: Props) {
  const say = useTexts(webLedgerTexts)
  return (
    <header className="flex flex-wrap items-end justify-between gap-3">
      <div>
        <h1 className="text-title font-semibold">{title}</h1>
        <p className="mt-1 text-second">
          <Link to={other.to} search={entityId === undefined ? {} : { entityId }} className={linkLook}>
            {other.word}
          </Link>
        </p>
        {children}
      </div>
      <EntityChoice label={say('books.entity')} entityId={entityId} onChange={onEntity} />
    </header>
  )
}
