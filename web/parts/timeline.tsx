import { Fingerprint } from 'lucide-react'
import { formatCount } from '../../src/kernel/format.ts'
import { webTexts } from '../../src/texts/web.ts'
import type { Answer } from '../shell/api.ts'
import { useTexts } from '../shell/text.ts'
import { classes } from './classes.ts'
import { Section } from './section.tsx'

type Case = Answer<'requestDetail'>
type Item = Case['timeline'][number]

/** What happened: first a person, then a verb, then an object; the seal stands at the head. */
export function Timeline({ items, seal }: { readonly items: Case['timeline']; readonly seal: Case['seal'] }) {
  const say = useTexts(webTexts)
  const sealInk = seal.state === 'broken' ? 'text-block' : 'text-ink-2'
  const aside = (
    <span className={classes('inline-flex items-center gap-1.5', sealInk)}>
      <Fingerprint aria-hidden="true" size={15} />
      {seal.text}
      {seal.entry === undefined || seal.text.includes(formatCount(seal.entry))
        ? null
        : ` · ${say('web.entry', { number: formatCount(seal.entry) })}`}
    </span>
  )
  return (
    <Section title={say('web.timeline')} aside={aside}>
      <ol>
        {items.map((item, index) => (
          <TimelineRow key={`${item.when.at}${index}`} item={item} isLast={index === items.length - 1} />
        ))}
      </ol>
    </Section>
  )
}

function TimelineRow({ item, isLast }: { readonly item: Item; readonly isLast: boolean }) {
  const say = useTexts(webTexts)
  const number = item.entry === undefined ? undefined : formatCount(item.entry)
  return (
    <li className="relative flex gap-3 pb-4 pl-0.5 last:pb-1">
      {isLast ? null : (
        <span aria-hidden="true" className="absolute top-4 bottom-0 left-1.5 w-px bg-line-2" />
      )}
      <span
        aria-hidden="true"
        className={classes('mt-1.5 size-2.5 shrink-0 rounded-full border', dots[item.tone])}
      />
      <div className="min-w-0 flex-1">
        <p className="text-body">
          <span className={item.tone === 'system' ? 'text-ink-2' : 'font-medium'}>{item.actor}</span>{' '}
          {item.verb}
          {item.object === undefined ? null : ` ${item.object}`}
        </p>
        {item.note === undefined ? null : <p className="text-second text-ink-2">{item.note}</p>}
        <Grouped item={item} />
      </div>
      <time
        dateTime={item.when.at}
        title={
          number === undefined ? item.when.ago : `${item.when.ago} · ${say('web.timeline.entry', { number })}`
        }
        className="shrink-0 text-meta leading-[22px] text-ink-3"
      >
        {item.when.text}
      </time>
    </li>
  )
}

function Grouped({ item }: { readonly item: Item }) {
  const say = useTexts(webTexts)
  if (item.grouped.length === 0) return null
  return (
    <details>
      <summary className="w-fit text-meta text-ink-2 underline decoration-line-2 underline-offset-4">
        {say('web.timeline.grouped', { count: item.grouped.length })}
      </summary>
      <ul className="mt-1">
        {item.grouped.map((line) => (
          <li key={line.text} className="text-second text-ink-2">
            {line.text}
          </li>
        ))}
      </ul>
    </details>
  )
}

const dots: Record<Item['tone'], string> = {
  person: 'border-brand bg-brand',
  system: 'border-control bg-surface',
  good: 'border-pass bg-pass',
  bad: 'border-block bg-block',
  wait: 'border-warn bg-surface',
}
