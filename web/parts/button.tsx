import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Key } from './key.tsx'
import { classes } from './classes.ts'

type Look = 'primary' | 'outline' | 'danger' | 'ghost'
type Size = 28 | 32 | 36

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> & {
  readonly look?: Look
  readonly size?: Size
  readonly icon?: ReactNode
  /** The single key that does the same; shown where there is a keyboard. */
  readonly shortcut?: string
  readonly grow?: boolean
  readonly isBusy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button. One `primary` in a view; a rejecting one is outlined red and never primary. */
export function Button({
  look = 'outline',
  size = 32,
  icon,
  shortcut,
  grow,
  isBusy,
  children,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={isBusy ? true : undefined}
      aria-busy={isBusy ? true : undefined}
      {...(isBusy ? { onClick: (event) => event.preventDefault() } : {})}
      className={classes(buttonLook(look, size), grow && 'flex-[1_0_auto]')}
    >
      {icon}
      {children === undefined ? null : <span>{children}</span>}
      {shortcut === undefined ? null : <Key on={look === 'primary'}>{shortcut}</Key>}
    </button>
  )
}

/** The classes of a button, for links that look like one. */
export function buttonLook(look: Look, size: Size): string {
  return classes(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap',
    'transition-colors duration-100 pointer-coarse:min-h-10 pointer-coarse:min-w-10',
    'disabled:border-line-2 disabled:bg-sunken disabled:text-ink-2',
    'aria-disabled:border-line-2 aria-disabled:bg-sunken aria-disabled:text-ink-2',
    heights[size],
    looks[look],
  )
}

/** The look of a button that is only an icon; it has its name in `aria-label`. */
export const iconButtonLook = classes(
  'inline-flex size-9 items-center justify-center rounded-md text-ink-2 hover:bg-sunken',
  'pointer-coarse:size-10',
)

const heights: Record<Size, string> = {
  28: 'h-7 px-2.5 text-second',
  32: 'h-8 px-3 text-body',
  36: 'h-9 px-4 text-body',
}

const looks: Record<Look, string> = {
  primary: 'border-brand bg-brand text-white hover:bg-brand-hover hover:border-brand-hover',
  outline: 'border-control bg-surface text-ink hover:bg-sunken',
  danger: 'border-block bg-surface text-block hover:bg-block-tint',
  ghost: 'border-transparent text-ink hover:bg-sunken',
}
