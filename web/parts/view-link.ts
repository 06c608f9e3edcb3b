import { classes } from './classes.ts'

/** The look of a link to a saved view or a filter; the one on screen stands out. */
export const viewLinkLook = classes(
  'flex h-7 shrink-0 items-center gap-1.5 rounded-md border border-transparent px-2 text-second text-ink-2',
  'hover:bg-sunken aria-[current]:border-line aria-[current]:bg-surface aria-[current]:font-medium',
  'aria-[current]:text-ink pointer-coarse:h-10',
)
