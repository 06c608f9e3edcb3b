import { useState } from 'react'
import { webCoverageTexts } from '../../../src/texts/web-coverage.ts'
import { Button } from '../../parts/button.tsx'
import { useTexts } from '../../shell/text.ts'

/** Where the pages of a list that were seen begin; the last is the one that is shown. */
export function usePages() {
  const [starts, setStarts] = useState<readonly number[]>([0])
  return {
    after: starts.at(-1) ?? 0,
    isFirst: starts.length === 1,
    back: () => setStarts(starts.slice(0, -1)),
    go: (next: number) => setStarts([...starts, next]),
    restart: () => setStarts([0]),
  }
}

type Props = { readonly pages: ReturnType<typeof usePages>; readonly next: number | undefined }

/** The ways to the page before and the page behind; nothing where there is one page. */
export function Paging({ pages, next }: Props) {
  const say = useTexts(webCoverageTexts)
  if (pages.isFirst && next === undefined) return null
  return (
    <p className="mt-3 flex gap-2">
      <Button disabled={pages.isFirst} onClick={pages.back}>
        {say('cov.earlier')}
      </Button>
      <Button disabled={next === undefined} onClick={() => next !== undefined && pages.go(next)}>
        {say('cov.later')}
      </Button>
    </p>
  )
}
