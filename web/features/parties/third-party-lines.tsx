import type { Answer } from '../../shell/api.ts'

type Props = { readonly item: Pick<Answer<'thirdParties'>['items'][number], 'lines'> }

/** Each question with its answer and the paper on which it rests. */
export function ThirdPartyLines({ item }: Props) {
  // What was found out is not everybody's to read.
  if (item.lines.length === 0) return null
  return (
    <dl className="my-1 text-meta">
      {item.lines.map(({ name, text }) => (
        <div key={name} className="flex flex-wrap justify-between gap-x-3">
          <dt className="text-ink-2">{name}</dt>
          <dd className="min-w-0 break-words">{text}</dd>
        </div>
      ))}
    </dl>
  )
}
