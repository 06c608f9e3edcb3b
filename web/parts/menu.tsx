import { lazy, Suspense, useRef, useState, type ReactNode } from 'react'

const MenuList = lazy(() => import('./menu-list.tsx').then((it) => ({ default: it.MenuList })))

/** One entry of a menu. */
export type MenuItem = {
  readonly key: string
  readonly text: string
  readonly icon?: ReactNode
  /** Why it cannot be chosen now. */
  readonly why?: string
  /** For a choice of one among several: whether it is the one. */
  readonly isNow?: boolean
  readonly onChoose: () => void
}

type Props = {
  readonly items: readonly MenuItem[]
  readonly side?: 'top' | 'bottom'
  readonly align?: 'start' | 'end'
  /** The name of the button where its content has none. */
  readonly name?: string
  /** The classes of the button. */
  readonly look: string
  readonly children: ReactNode
}

/** A button with a menu. The menu's code comes with the first opening, so that it weighs on no first load. */
export function Menu({ items, side = 'bottom', align = 'end', name, look, children }: Props) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <span className="relative block">
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={name}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          setOpen(true)
        }}
        className={look}
      >
        {children}
      </button>
      {isOpen ? (
        <Suspense>
          <MenuList
            items={items}
            side={side}
            align={align}
            onClose={() => setOpen(false)}
            onReturnFocus={() => button.current?.focus()}
          />
        </Suspense>
      ) : null}
    </span>
  )
}
