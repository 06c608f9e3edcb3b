import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { shellTexts } from '../../src/texts/shell.ts'
import { dialogOpened, useMessages } from '../shell/messages.ts'
import { useTexts } from '../shell/text.ts'
import { classes } from './classes.ts'
import { MessageCard } from './message-card.tsx'

type Props = {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** `wide` for sheets with a list, `top` for what is searched. */
  readonly shape?: 'narrow' | 'wide'
  readonly footer?: ReactNode
}

/**
 * A dialog on the browser's own `dialog`: it traps the focus, closes with Esc and needs no style element.
 * The focus goes back to where it came from.
 */
export function Dialog({ title, onClose, children, shape = 'narrow', footer }: Props) {
  const say = useTexts(shellTexts)
  const titleId = useId()
  const ref = useOpenDialog()
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close()
      }}
      className={classes(
        'm-auto max-h-[min(86dvh,760px)] w-[calc(100vw-32px)] rounded-lg bg-surface p-0 shadow-overlay',
        shape === 'wide' ? 'max-w-2xl' : 'max-w-md',
      )}
    >
      <div className="flex max-h-[min(86dvh,760px)] flex-col">
        <header className="flex items-center justify-between gap-4 px-5 pt-4 pb-3">
          <h2 id={titleId} className="text-section font-semibold">
            {title}
          </h2>
          <button
            type="button"
            className="reach inline-flex items-center justify-center rounded-md text-ink-2 hover:bg-sunken"
            onClick={() => ref.current?.close()}
            aria-label={say('shell.close')}
          >
            <X aria-hidden="true" size={18} />
          </button>
        </header>
        <div tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto px-5 pb-5">
          {children}
        </div>
        <Told />
        {footer === undefined ? null : <footer className="border-t border-line px-5 py-3">{footer}</footer>}
      </div>
    </dialog>
  )
}

/** What could not be done from here: at the edge of the screen it would lie behind the dialog. */
function Told() {
  const problems = useMessages().filter(({ isInDialog }) => isInDialog === true)
  useEffect(dialogOpened, [])
  return problems.map((problem) => (
    <div key={problem.id} className="px-5 pb-4">
      <MessageCard message={problem} />
    </div>
  ))
}

/** Opens a `dialog` element when it appears, and gives the focus back when it goes. */
export function useOpenDialog() {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    // The browser would start at the first thing that can hold the focus, which is seldom the field.
    const fields = dialog?.querySelectorAll<HTMLElement>(
      'input:not([type=checkbox], [type=radio]), select, textarea',
    )
    // A choice that is made already is no place to start.
    ;[...(fields ?? [])].find((field) => !(field instanceof HTMLSelectElement && field.value !== ''))?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return ref
}
