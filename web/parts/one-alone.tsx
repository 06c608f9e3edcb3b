import type { ReactNode } from 'react'
import { webOneTexts } from '../../src/texts/web-one.ts'
import { useTexts } from '../shell/text.ts'

type Props = {
  readonly what: 'order' | 'claim' | 'release' | 'line' | 'batch' | 'accrual'
  /** Whether the item was there to be shown. */
  readonly isFound: boolean
  /** The way to the whole list. */
  readonly children: ReactNode
}

/** Says that a list shows one item alone, because its address names it, and leads to the whole list. */
export function OneAlone({ what, isFound, children }: Props) {
  const say = useTexts(webOneTexts)
  return (
    <p className="mt-4 flex flex-wrap items-center gap-x-3 text-second text-ink-2">
      <span>{say(isFound ? `one.${what}` : 'one.none')}</span>
      {children}
    </p>
  )
}
