import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** The face of a key; hidden where there is no keyboard, and from screen readers with keys of their own. */
export function Key({ children, on = false }: { readonly children: ReactNode; readonly on?: boolean }) {
  return (
    <kbd
      aria-hidden="true"
      className={classes(
        'min-w-4 rounded-sm px-1 text-center font-sans text-hint font-medium pointer-coarse:hidden',
        on ? 'text-current opacity-85' : 'text-ink-3',
      )}
    >
      {children}
    </kbd>
  )
}

/** A key with a border, for the line under a list and for the sheet of shortcuts. */
export function KeyCap({ children }: { readonly children: ReactNode }) {
  return (
    <kbd
      className={classes(
        'inline-block min-w-5 rounded-sm border border-line-2 bg-surface px-1',
        'text-center font-sans text-hint text-ink-2',
      )}
    >
      {children}
    </kbd>
  )
}
