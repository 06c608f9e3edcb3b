import type { ReactNode } from 'react'

type Props = {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly action?: ReactNode
}

/** Says why a place is empty, what will come, and offers one action. */
export function Empty({ icon, title, text, action }: Props) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center px-6 py-14 text-center">
      <span className="mb-3 flex size-11 items-center justify-center rounded-full bg-sunken text-ink-2">
        {icon}
      </span>
      <h2 className="text-section font-semibold">{title}</h2>
      <p className="mt-1 mb-4 text-second text-ink-2">{text}</p>
      {action}
    </div>
  )
}
