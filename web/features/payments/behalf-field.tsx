import { useState } from 'react'
import { webMyClaimTexts } from '../../../src/texts/web-my-claims.ts'
import { Field, TextArea } from '../../parts/field.tsx'
import { useLanguage, useTexts } from '../../shell/text.ts'
import type { Line } from './receipts.ts'

/** Why a claim is filed for others, as it is typed; nothing of the kind where all of it is one's own. */
export type Behalf = {
  /** The names of those who asked for something of it beside the reader. */
  readonly of: string | undefined
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly why: string | undefined
  readonly isReady: boolean
}

/** What the form knows of whom it is filed for. */
export function useBehalf(lines: readonly Line[]): Behalf {
  const [typed, onType] = useState('')
  const { language } = useLanguage()
  const names = [...new Set(lines.flatMap(({ item }) => item.requester?.name ?? []))]
  const of = names.length === 0 ? undefined : names.join(language === 'en' ? ', ' : '、')
  const why = of === undefined ? undefined : typed.trim()
  return { of, typed, onType, why, isReady: why !== '' }
}

type Props = { readonly behalf: Behalf; readonly isReimbursed: boolean }

/** Asks why, and says whom the claim reimburses. */
export function BehalfField({ behalf: { of, typed, onType }, isReimbursed }: Props) {
  const say = useTexts(webMyClaimTexts)
  if (of === undefined) return null
  return (
    <>
      <Field label={say('form.behalf')} hint={say('form.behalf_hint', { name: of })} isHintTall>
        {(tied) => (
          <TextArea
            {...tied}
            maxLength={500}
            value={typed}
            onChange={(event) => onType(event.target.value)}
          />
        )}
      </Field>
      {isReimbursed ? <p className="text-meta text-ink-2">{say('form.reimburses', { name: of })}</p> : null}
    </>
  )
}
