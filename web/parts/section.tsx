import type { ReactNode } from 'react'

type Props = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }

/** A part of a page under a quiet heading, with a word at the right. */
export function Section({ title, aside, children }: Props) {
  return (
    <section className="mt-6">
      <div className="mb-2 flex items-center justify-between gap-3 text-second text-ink-2">
        <h2 className="font-medium">{title}</h2>
        {aside === undefined ? null : <span>{aside}</span>}
      </div>
      {children}
    </section>
  )
}
