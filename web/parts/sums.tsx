import { webTexts } from '../../src/texts/web.ts'
import type { Answer } from '../shell/api.ts'
import { useTexts } from '../shell/text.ts'
import { amountText } from './amount.tsx'
import { PartyLink } from './text-link.tsx'

type Sum = Answer<'preview'>['sums'][number]

/** The one sum for each subject, over all entities, before and with this one. */
export function Sums({ sums }: { readonly sums: readonly Sum[] }) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {sums.map((sum) => (
        <SumRow key={`${sum.subject}${sum.name}${sum.window}`} sum={sum} />
      ))}
    </ul>
  )
}

function SumRow({ sum }: { readonly sum: Sum }) {
  const say = useTexts(webTexts)
  return (
    <li className="px-4 py-2.5">
      <div className="flex items-baseline justify-between gap-3">
        <p className="min-w-0 text-body">
          <span className="text-ink-2">{say(`web.sum.${sum.subject}`)}</span>{' '}
          {sum.partyId === undefined ? sum.name : <PartyLink partyId={sum.partyId}>{sum.name}</PartyLink>}
        </p>
        <p className="shrink-0 font-medium">{amountText(sum.after)}</p>
      </div>
      <div className="flex items-baseline justify-between gap-3 text-meta text-ink-2">
        <span>
          {sum.window} · {say('web.sum.count', { count: sum.count })} · {amountText(sum.before)}
        </span>
        <span>{say('web.sum.with_this')}</span>
      </div>
      {sum.lines.length === 0 ? null : (
        <details className="mt-1">
          <summary className="w-fit text-meta text-ink-2 underline decoration-line-2 underline-offset-4">
            {say('web.sum.lines')}
          </summary>
          <ul className="mt-1 space-y-0.5">
            {sum.lines.map((line, index) => (
              <li key={`${line.text}${index}`} className="flex justify-between gap-3 text-meta text-ink-2">
                <span>
                  {line.on === undefined ? null : `${line.on} `}
                  {line.text}
                </span>
                <span className="shrink-0">{amountText(line.amount)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  )
}
