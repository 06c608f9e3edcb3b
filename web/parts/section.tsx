import type { ReactNode, Ref } from 'react'

type Props = {
  readonly title: string
  readonly aside?: ReactNode
  /** The heading, where it takes the focus of what is gone from the part. */
  readonly heading?: Ref<HTMLHeadingElement>
  readonly children: ReactNode
}

/** A part of a page under a quiet heading, with a word at the right. */
export function Section({ title, aside, heading, children }: Props) {
  return (
    <section className="mt-6">
      <div className="mb-2 flex items-center justify-between gap-3 text-second text-ink-2">
        <h2 ref={heading} tabIndex={heading === undefined ? undefined : -1} className="font-medium">
          {title}
        </h2>
        {aside === undefined ? null : <span>{aside}</span>}
      </div>
      {children}
    </section>
  )
}
