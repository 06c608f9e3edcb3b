import { shellTexts } from '../../src/texts/shell.ts'
import { useMessages } from '../shell/messages.ts'
import { undo, usePending, type Pending } from '../shell/pending.ts'
import { useTexts } from '../shell/text.ts'
import { classes } from './classes.ts'
import { Key } from './key.tsx'
import { cardLook, MessageCard } from './message-card.tsx'

/** Messages and decisions that can still be taken back, above the action bar and never over it. */
export function Toasts() {
  const say = useTexts(shellTexts)
  const messages = useMessages().filter(({ isInDialog }) => isInDialog !== true)
  const pending = usePending()
  return (
    <section
      aria-label={say('shell.messages')}
      className={classes(
        'pointer-events-none fixed inset-x-3 bottom-24 z-40 flex flex-col',
        'items-center gap-2 lg:inset-x-auto lg:right-6 lg:items-end',
      )}
    >
      <div aria-live="polite" className="contents">
        {messages.map((message) => (
          <MessageCard key={message.id} message={message} />
        ))}
        {pending.map((item) => (
          <PendingCard key={item.id} item={item} />
        ))}
      </div>
    </section>
  )
}

function PendingCard({ item }: { readonly item: Pending }) {
  const say = useTexts(shellTexts)
  return (
    <div className={`${cardLook} bg-ink text-white`}>
      <div className="min-w-0 flex-1">
        <p className="text-body">{item.says}</p>
        <p className="text-meta text-white/80">{say('shell.undo_left', { seconds: item.seconds })}</p>
      </div>
      <button
        type="button"
        onClick={() => undo(item.id)}
        className={classes(
          'inline-flex h-8 items-center gap-1.5 self-center rounded-md px-3 font-medium',
          'text-white hover:bg-white/15 focus-visible:outline-white pointer-coarse:h-10',
        )}
      >
        {say('shell.undo')}
        <Key on>Z</Key>
      </button>
      <span
        aria-hidden="true"
        className="absolute inset-x-0 bottom-0 h-0.5 origin-left bg-brand-soft motion-reduce:hidden"
        style={{ animation: `run-out ${item.seconds}s linear both` }}
      />
    </div>
  )
}
