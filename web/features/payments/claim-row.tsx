import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import type { Answer } from '../../shell/api.ts'
import { useMe } from '../../shell/session.ts'
import { useTexts } from '../../shell/text.ts'
import { ClaimLine } from './claim-line.tsx'
import type { ToPrepare } from './prepare-dialog.tsx'
import { verdictKey, verdictsIn } from './waiting.ts'
import { When } from './when.tsx'

/** A claim as the queue has it. */
export type Claim = Answer<'claims'>['items'][number]

/** What finance is about to do with a claim. */
export type ClaimAct =
  | { readonly verb: ReturnType<typeof verdictsIn>[number]; readonly claim: Claim }
  | { readonly verb: 'prepare'; readonly what: ToPrepare }

type Props = { readonly claim: Claim; readonly onAct: (act: ClaimAct) => void }

/** One claim: who and how much; by which way and how late; where it stands; then its benefits. */
export function ClaimRow({ claim, onAct }: Props) {
  const say = useTexts(webPaymentTexts)
  // The list tells no permissions; whoever is not of finance is spared what the server would refuse.
  const isFinance = useMe()?.roles.some(({ key }) => key === 'finance') === true
  const { claimant, claimId, payee, wayWord, receipts, daysAfter: count } = claim
  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-medium break-words">{claimant.name}</span>
        <span className="font-medium tabular-nums">{amountText(claim.pays ?? claim.amount)}</span>
      </p>
      <p className="mt-0.5 text-second break-words text-ink-2">
        {[
          claim.number,
          wayWord,
          payee === claimant.name ? '' : say('claim.payee', { name: payee }),
          claim.pays === undefined ? '' : say('claim.closes', { amount: amountText(claim.amount) }),
          say('claim.receipts', { count: receipts }),
        ]
          .filter(Boolean)
          .join(' · ')}
        {' · '}
        <span className={classes(claim.isLate && 'text-warn')}>
          {say(claim.isLate ? 'claim.late' : 'claim.days', { count })}
        </span>
      </p>
      {claim.onBehalf === undefined ? null : (
        <p className="mt-0.5 text-meta break-words">{claim.onBehalf.says}</p>
      )}
      {claim.again.map((text) => (
        <p key={text} className="mt-0.5 text-meta break-words text-warn">
          {text} {say('claim.takes_reason')}
        </p>
      ))}
      <StateLine claim={claim} />
      <ul className="mt-1 border-l-2 border-line pl-3">
        {claim.lines.map((line) => (
          <ClaimLine
            key={line.requestId}
            line={line}
            onPrepare={
              isFinance && line.isOwed
                ? () => onAct({ verb: 'prepare', what: ofLine(claimId, line, say) })
                : undefined
            }
          />
        ))}
      </ul>
      {isFinance ? <Verdicts claim={claim} onAct={onAct} /> : null}
    </li>
  )
}

function ofLine(claimId: string, line: Claim['lines'][number], say: (key: 'pay.request') => string) {
  const { requestId, title, amount, pays, number = say('pay.request') } = line
  return { requestId, claimId, number, title, currency: (pays?.amount ?? amount).currency }
}

function StateLine({ claim }: { readonly claim: Claim }) {
  const say = useTexts(webPaymentTexts)
  const { checker, reason, answer, says } = claim
  return (
    <>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-meta text-ink-2">
        <span className={classes('inline-flex items-center gap-1.5', inks[claim.state])}>
          <span aria-hidden="true" className="size-2 shrink-0 rounded-full border border-current" />
          {claim.stateWord}
        </span>
        {checker === undefined ? null : <span>{checker.name}</span>}
        <When at={claim.filedAt} />
      </p>
      {claim.state === 'accepted' ? <p className="mt-0.5 text-meta break-words">{says}</p> : null}
      {reason === undefined ? null : (
        <p className="mt-0.5 text-meta break-words">{say('claim.said', { text: reason })}</p>
      )}
      {answer === undefined ? null : (
        <p className="mt-0.5 text-meta break-words">{say('claim.answered', { text: answer })}</p>
      )}
    </>
  )
}

const ended: readonly string[] = ['failed', 'returned', 'stopped']

function Verdicts({ claim, onAct }: Props) {
  const say = useTexts(webPaymentTexts)
  const me = useMe()
  // An acceptance on which a payment rests is not taken back.
  const isOrdered = claim.state === 'accepted' && claim.payments.some(({ state }) => !ended.includes(state))
  const verdicts = isOrdered ? [] : verdictsIn(claim.state)
  if (verdicts.length === 0) return null
  // It is nobody's to check who filed it, or whom it is filed for.
  const own = [claim.claimant, ...(claim.onBehalf?.of ?? [])]
  if (own.some(({ id }) => id === me?.person.id)) {
    return <p className="mt-1 text-meta text-ink-2">{say('claim.own')}</p>
  }
  return (
    <p className="mt-2 flex flex-wrap gap-2">
      {verdicts.map((verb) => {
        const word = say(verdictKey(verb, claim.state))
        return (
          <Button
            key={verb}
            look={verb === 'refuse' ? 'danger' : 'outline'}
            aria-label={say('claim.verdict_of', { verb: word, number: claim.number })}
            onClick={() => onAct({ verb, claim })}
          >
            {word}
          </Button>
        )
      })}
    </p>
  )
}

const inks: Readonly<Record<Claim['state'], string>> = {
  received: 'text-ink',
  in_check: 'text-ink',
  disputed: 'text-warn',
  accepted: 'text-pass',
  refused: 'text-ink-3',
  withdrawn: 'text-ink-3',
}
