import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { webMyClaimTexts } from '../../../src/texts/web-my-claims.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button, buttonLook } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import { useTexts } from '../../shell/text.ts'
import type { Claimable } from './receipts.ts'
import { RequestNumber } from './request-number.tsx'

type Props = {
  readonly item: Claimable
  readonly onClaim: () => void
  readonly onRelease: () => void
}

type Say = ReturnType<typeof useTexts<typeof webMyClaimTexts>>

/** One benefit of which something may be claimed, with what is left of it and what comes first. */
export function ClaimableRow({ item, onClaim, onRelease }: Props) {
  const say = useTexts(webMyClaimTexts)
  const { requestId, number, title, customer, isGiven, givenOn, isLate, left, says } = item
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="break-words">
          <span className="font-medium">{customer ?? title}</span>
          {customer === undefined ? null : <span className="ml-2 text-second text-ink-2">{title}</span>}
        </p>
        <p className="text-second text-ink-2">
          <RequestNumber requestId={requestId} number={number} />
          {[
            item.wayWord,
            givenOn === undefined ? '' : say('mine.given_on', { on: givenOn }),
            ...partsOf(say, item),
          ]
            .filter(Boolean)
            .map((text) => (
              // A day is not broken at the end of a line.
              <Fragment key={text}>
                {' · '}
                <span className="whitespace-nowrap">{text}</span>
              </Fragment>
            ))}
        </p>
        <p className={classes('text-meta', isLate ? 'text-warn' : 'text-ink-2')}>{says}</p>
      </div>
      <p className="ml-auto flex items-center gap-3">
        <span className="font-medium tabular-nums">{amountText(left)}</span>
        {item.canRelease ? (
          <Button look="outline" aria-label={say('mine.release_of', { number })} onClick={onRelease}>
            {say('mine.release')}
          </Button>
        ) : null}
        {isGiven ? (
          <Button look="primary" aria-label={say('mine.claim_of', { number })} onClick={onClaim}>
            {say('mine.claim')}
          </Button>
        ) : (
          <Link
            to="/requests/$requestId"
            params={{ requestId }}
            aria-label={say('mine.record_of', { number })}
            className={buttonLook('outline', 32)}
          >
            {say('mine.record')}
          </Link>
        )}
      </p>
    </li>
  )
}

/** What of it is claimed already, and what is said not to follow. */
function partsOf(say: Say, { claimed, released, whole }: Claimable): string[] {
  return [
    ...(claimed.minor === '0'
      ? []
      : [say('mine.of', { claimed: amountText(claimed), whole: amountText(whole) })]),
    ...(released.minor === '0' ? [] : [say('mine.of_released', { released: amountText(released) })]),
  ]
}
