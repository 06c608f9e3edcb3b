import { useRouter } from '@tanstack/react-router'
import { Check, CircleAlert, X } from 'lucide-react'
import { shellTexts } from '../../src/texts/shell.ts'
import { dismiss, type Message } from '../shell/messages.ts'
import { useTexts } from '../shell/text.ts'
import { classes } from './classes.ts'

/** The card on which something short is told. */
export const cardLook = classes(
  'pointer-events-auto relative flex w-full max-w-96 items-start gap-2.5 overflow-hidden',
  'rounded-lg px-3.5 py-2.5 shadow-overlay',
)

/** One message: what became of something, with its way out. */
export function MessageCard({ message }: { readonly message: Message }) {
  const say = useTexts(shellTexts)
  const isProblem = message.tone === 'problem'
  return (
    <div role={isProblem ? 'alert' : undefined} className={`${cardLook} border border-line-2 bg-surface`}>
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
