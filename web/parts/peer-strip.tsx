import { webTexts } from '../../src/texts/web.ts'
import type { Answer } from '../shell/api.ts'
import { useTexts } from '../shell/text.ts'
import { classes } from './classes.ts'

/** Where a customer stands among those alike, as the server says it. */
export type Peers = NonNullable<Answer<'partyPage'>['peers']>

/** Where a customer stands among those alike: the sentence, and the strip that shows the same. */
export function PeersBlock({ peers }: { readonly peers: Peers }) {
  const say = useTexts(webTexts)
  return (
    <div>
      <h3 className="text-body font-medium">{say('web.peers')}</h3>
      <p className="text-second text-ink-2">{peers.text}</p>
      <PeerStrip peers={peers} />
    </div>
  )
}

/** Places along a line. The sentence above says the same, so readers of the screen skip it. */
function PeerStrip({ peers: { dots, median, own } }: { readonly peers: Peers }) {
  // Two words that would stand over each other stand under each other instead.
  const isClose = Math.abs(own.at - median.at) < apartMin
  return (
    <div aria-hidden="true" className={classes('relative mt-2 text-meta', isClose ? 'h-[62px]' : 'h-11')}>
      <div className="absolute inset-x-0 top-3 h-px bg-line-2" />
      {dots.map((at, index) => (
        // Two peers may share a place, so the place alone is no key.
        <span key={`${index}-${at}`} className={`${dot} bg-ink/25`} style={{ left: percent(at) }} />
      ))}
      <span className="absolute top-0.5 h-5 w-px bg-ink" style={{ left: percent(median.at) }} />
      <span className={`${dot} bg-warn ring-2 ring-surface`} style={{ left: percent(own.at) }} />
      <span className={classes(label, 'top-6 text-ink-2')} style={labelPlace(median.at)}>
        {median.text}
      </span>
      <span
        className={classes(label, 'font-medium text-warn', isClose ? 'top-[42px]' : 'top-6')}
        style={labelPlace(own.at)}
      >
        {own.text}
      </span>
    </div>
  )
}

const dot = 'absolute top-2 -ml-1 size-2 rounded-full'
const label = 'absolute whitespace-nowrap'

/** How far apart, in thousandths, two marks must be for their words to fit beside each other on a phone. */
const apartMin = 420

function percent(at: number): string {
  return `${at / 10}%`
}

/** A label stands centred under its mark, but never over the edge. */
function labelPlace(at: number): { left: string; transform: string } {
  const shift = at < 200 ? 0 : at > 800 ? 100 : 50
  return { left: percent(at), transform: `translateX(-${shift}%)` }
}
