import { useRouter } from '@tanstack/react-router'
import { Check, CircleAlert, X } from 'lucide-react'
import { shellTexts } from '../../src/texts/shell.ts'
import { dismiss, useMessages, type Message } from '../shell/messages.ts'
import { undo, usePending, type Pending } from '../shell/pending.ts'
import { useTexts } from '../shell/text.ts'
import { Key } from './key.tsx'
import { classes } from './classes.ts'

/** Messages and decisions that can still be taken back, above the action bar and never over it. */
export function Toasts() {
  const say = useTexts(shellTexts)
  const messages = useMessages()
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

const card = classes(
  'pointer-events-auto relative flex w-full max-w-96 items-start gap-2.5 overflow-hidden',
  'rounded-lg px-3.5 py-2.5 shadow-overlay',
)

function MessageCard({ message }: { readonly message: Message }) {
  const say = useTexts(shellTexts)
  const isProblem = message.tone === 'problem'
  return (
    <div role={isProblem ? 'alert' : undefined} className={`${card} border border-line-2 bg-surface`}>
      {isProblem ? (
        <CircleAlert aria-hidden="true" size={18} className="mt-0.5 shrink-0 text-block" />
      ) : (
        <Check aria-hidden="true" size={18} className="mt-0.5 shrink-0 text-pass" />
      )}
      <div className="min-w-0 flex-1">
        <p className="text-body">{message.text}</p>
        {message.more === undefined ? null : <p className="text-meta text-ink-2">{message.more}</p>}
        {message.isSignedOut ? (
          <a href="/sign-in" target="_blank" rel="noreferrer" className={linkInMessage}>
            {say('problem.sign_in_beside')}
          </a>
        ) : message.link === undefined ? null : (
          <MessageLink link={message.link} />
        )}
      </div>
      <button
        type="button"
        aria-label={say('shell.close')}
        onClick={() => dismiss(message.id)}
        className="reach inline-flex items-center justify-center rounded-md text-ink-2 hover:bg-sunken"
      >
        <X aria-hidden="true" size={16} />
      </button>
    </div>
  )
}

const linkInMessage = 'text-second font-medium text-brand underline underline-offset-2'

/** Leads there within the page: a load anew would send what is held back and forget what was told. */
function MessageLink({ link }: { readonly link: NonNullable<Message['link']> }) {
  const router = useRouter()
  return (
    <a
      href={link.to}
      onClick={(event) => {
        event.preventDefault()
        router.history.push(link.to)
      }}
      className={linkInMessage}
    >
      {link.text}
    </a>
  )
}

function PendingCard({ item }: { readonly item: Pending }) {
  const say = useTexts(shellTexts)
  return (
    <div className={`${card} bg-ink text-white`}>
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
