import { shellTexts } from '../../src/texts/shell.ts'
import { useTexts } from '../shell/text.ts'

/** Grey lines in place of what is coming; they appear only after 300 ms. */
export function Waiting({ lines = 6 }: { readonly lines?: number }) {
  const say = useTexts(shellTexts)
  return (
    <div role="status" className="appear-late p-6">
      <span className="sr-only">{say('shell.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={line}
          aria-hidden="true"
          className="mb-4 h-4 rounded-sm bg-sunken"
          style={{ width: `${92 - ((line * 17) % 45)}%` }}
        />
      ))}
    </div>
  )
}
