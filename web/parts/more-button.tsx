import { shellTexts } from '../../src/texts/shell.ts'
import { useTexts } from '../shell/text.ts'
import { Button } from './button.tsx'

type Props = {
  readonly pages: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
  }
}

/** Asks for the next page; nothing loads by itself under the reader. */
export function MoreButton({ pages }: Props) {
  const say = useTexts(shellTexts)
  if (!pages.hasNextPage) return null
  return (
    <div className="px-4 py-4 sm:px-8">
      <Button isBusy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {say('shell.load_more')}
      </Button>
    </div>
  )
}
