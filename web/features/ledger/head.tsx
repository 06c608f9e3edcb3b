import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { webLedgerTexts } from '../../../src/texts/web-ledger.ts'
import { Field, Select } from '../../parts/field.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { useMe } from '../../shell/session.ts'
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
  const entities = useMe()?.entities ?? []
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
      {entities.length > 1 && entityId !== undefined ? (
        <Field label={say('books.entity')}>
          {(tied) => (
            <Select
              {...tied}
              value={entityId}
              options={entities.map(({ id, name }) => ({ value: id, word: name }))}
              onChange={onEntity}
            />
          )}
        </Field>
      ) : null}
    </header>
  )
}
