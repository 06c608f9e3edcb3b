import { webMyClaimTexts } from '../../../src/texts/web-my-claims.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { InvoiceLinks } from './invoice-links.tsx'
import { RequestNumber } from './request-number.tsx'
import { When } from './when.tsx'

/** A claim of the reader's own. */
export type MyClaim = Answer<'myClaims'>['items'][number]

/** What its claimant is about to do with it. */
export type MyClaimAct = { readonly verb: 'withdraw' | 'answer'; readonly claim: MyClaim }

type Props = { readonly claim: MyClaim; readonly onAct: (act: MyClaimAct) => void }

/** One claim of mine: what for and how much, then in one sentence where it stands and what comes next. */
export function MyClaimRow({ claim, onAct }: Props) {
  const say = useTexts(webMyClaimTexts)
  const { number, state, stateWord, says, amount, pays, answer, daysAfter, isLate, filedAt, onBehalf } = claim
  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className={classes('font-medium', inks[state])}>{stateWord}</span>
        <span className="font-medium tabular-nums">{amountText(pays ?? amount)}</span>
      </p>
      <p className="mt-0.5 break-words">{says}</p>
      {onBehalf === undefined ? null : (
        <p className="mt-0.5 text-meta break-words text-ink-2">{onBehalf.says}</p>
      )}
      {answer === undefined ? null : (
        <p className="mt-0.5 text-meta break-words text-ink-2">{say('mine.answered', { text: answer })}</p>
      )}
      <ul className="mt-1 text-second">
        {claim.lines.map((line) => (
          <li key={line.requestId}>
            <p className="flex flex-wrap justify-between gap-x-4">
              <span className="min-w-0 break-words">
                <RequestNumber requestId={line.requestId} number={line.number ?? ''} />
                {line.title === '' ? null : <span className="text-ink-2"> · {line.title}</span>}
              </span>
              {claim.lines.length === 1 ? null : (
                <span className="tabular-nums">{amountText(line.pays?.amount ?? line.amount)}</span>
              )}
            </p>
            {line.pays === undefined ? null : (
              <p className="text-meta break-words text-ink-2">{line.pays.says}</p>
            )}
            <InvoiceLinks line={line} />
          </li>
        ))}
      </ul>
      <p className="mt-0.5 text-meta text-ink-2">
        {number} · <When at={filedAt} />
        {' · '}
        <span className={classes(isLate && 'text-warn')}>
          {say(isLate ? 'mine.is_late' : 'mine.days', { count: daysAfter })}
        </span>
      </p>
      <Payments claim={claim} />
      <Verbs claim={claim} onAct={onAct} />
    </li>
  )
}

function Payments({ claim: { payments } }: Pick<Props, 'claim'>) {
  const say = useTexts(webMyClaimTexts)
  if (payments.length === 0) return null
  return (
    <ul aria-label={say('mine.payments')} className="mt-1 border-l-2 border-line pl-3 text-meta text-ink-2">
      {payments.map(({ number, stateWord, amount, paidOn }) => (
        <li key={number} className="flex flex-wrap justify-between gap-x-4">
          <span>{[number, stateWord, paidOn].filter(Boolean).join(' · ')}</span>
          <span className="tabular-nums">{amountText(amount)}</span>
        </li>
      ))}
    </ul>
  )
}

function Verbs({ claim, onAct }: Props) {
  const say = useTexts(webMyClaimTexts)
  const verbs = [
    ...(claim.canAnswer ? (['answer'] as const) : []),
    ...(claim.canWithdraw ? (['withdraw'] as const) : []),
  ]
  if (verbs.length === 0) return null
  return (
    <p className="mt-2 flex flex-wrap gap-2">
      {verbs.map((verb) => (
        <Button
          key={verb}
          look={verb === 'answer' ? 'primary' : 'outline'}
          aria-label={say(`mine.${verb}_of`, { number: claim.number })}
          onClick={() => onAct({ verb, claim })}
        >
          {say(`mine.${verb}`)}
        </Button>
      ))}
    </p>
  )
}

const inks: Readonly<Record<MyClaim['state'], string>> = {
  received: 'text-ink',
  in_check: 'text-ink',
  disputed: 'text-warn',
  accepted: 'text-pass',
  refused: 'text-block',
  withdrawn: 'text-ink-3',
}
