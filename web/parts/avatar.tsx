import { classes } from './classes.ts'

/** The first letter of a name in a circle; the name always stands beside it. */
export function Avatar({ name }: { readonly name: string }) {
  return (
    <span
      aria-hidden="true"
      className={classes(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-line',
        'text-second text-ink-2',
      )}
    >
      {[...name][0]}
    </span>
  )
}
