import type { Answer } from '../shell/api.ts'
import { classes } from './classes.ts'

type State = Answer<'myRequests'>['rows'][number]['state']

type Props = {
  readonly state: State
  /** A badge of the verdict stands beside it, and says of its conditions what the mark would say again. */
  readonly hasVerdict?: boolean
}

/** Where a request stands, in the glossary's word, with its marks beside it. It wraps and is never cut. */
export function StateBadge({ state, hasVerdict = false }: Props) {
  const marks = state.marks.filter((mark) => !hasVerdict || mark.key !== 'conditions')
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-1.5 gap-y-0.5 text-second">
      <span
        className={classes('inline-flex items-center gap-1.5 whitespace-nowrap', ink[tones[state.state]])}
      >
        <span
          aria-hidden="true"
          className={classes('size-2 shrink-0 rounded-full border', dots[tones[state.state]])}
        />
        {state.word}
      </span>
      {marks.map((mark) => (
        <span
          key={mark.key}
          className={classes(
            'rounded-sm border px-1 text-hint whitespace-nowrap',
            warnings.includes(mark.key)
              ? 'border-warn-line bg-warn-tint text-warn'
              : 'border-line-2 text-ink-2',
          )}
        >
          {mark.word}
        </span>
      ))}
    </span>
  )
}

/** Marks that somebody should look at. */
const warnings = ['duplicate', 'alert', 'before_approval', 'forbidden']

type Tone = 'open' | 'ask' | 'good' | 'closed'

const tones: Readonly<Record<State['state'], Tone>> = {
  draft: 'closed',
  submitted: 'open',
  more_information: 'ask',
  approved: 'good',
  given: 'good',
  paid: 'good',
  completed: 'good',
  rejected: 'closed',
  withdrawn: 'closed',
  cancelled: 'closed',
  declined: 'closed',
  expired: 'closed',
  reversed: 'closed',
}

const ink: Record<Tone, string> = {
  open: 'text-ink',
  ask: 'text-warn',
  good: 'text-pass',
  closed: 'text-ink-3',
}

const dots: Record<Tone, string> = {
  open: 'border-ink-2 bg-transparent',
  ask: 'border-warn bg-warn',
  good: 'border-pass bg-pass',
  closed: 'border-control bg-control',
}
