import { webReleaseTexts } from '../../../src/texts/web-releases.ts'
import { amountText } from '../../parts/amount.tsx'
import { Button } from '../../parts/button.tsx'
import { classes } from '../../parts/classes.ts'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import type { ReleaseAct } from './release-dialog.tsx'
import { RequestNumber } from './request-number.tsx'
import { When } from './when.tsx'

/** A given benefit of which something is not claimed. */
export type Releasable = Answer<'releasable'>['items'][number]

/** What was said not to follow for a benefit. */
export type Release = Answer<'releases'>['items'][number]

type RowProps<Item> = {
  readonly item: Item
  /** Whether the page says already why nothing in its list is for the reader to do. */
  readonly isSaid: boolean
  readonly onAct: (act: ReleaseAct) => void
}

type OpenProps = RowProps<Releasable> & { readonly onClaim: (requestId: string) => void }

/** What is left of one benefit, since when and of whom; the ways to claim and to release it. */
export function ReleasableRow({ item, isSaid, onAct, onClaim }: OpenProps) {
  const say = useTexts(webReleaseTexts)
  const { number, left, value, claimed, released, isLate, givenOn: on, days: count, release } = item
  const { canClaim } = item
  const parts = [
    say('rel.requester', { name: item.requester.name }),
    item.wayWord,
    item.entity,
    claimed.minor === '0' ? '' : say('rel.claimed', { claimed: amountText(claimed) }),
    released.minor === '0' ? '' : say('rel.of_released', { released: amountText(released) }),
  ]
  return (
    <li className="border-b border-line py-3">
      <Head
        item={item}
        amount={
          left.minor === value.minor
            ? amountText(left)
            : say('rel.left_of', { left: amountText(left), value: amountText(value) })
        }
      />
      <p className="mt-0.5 text-meta break-words text-ink-2">{parts.filter(Boolean).join(' · ')}</p>
      <p className={classes('mt-0.5 text-meta', isLate ? 'text-warn' : 'text-ink-2')}>
        {[say('rel.given', { on, count }), isLate ? say('rel.past') : ''].filter(Boolean).join(' · ')}
      </p>
      {release.can || isSaid || release.why === undefined ? null : (
        <p className="mt-0.5 text-meta break-words text-ink-2">{say('rel.not', { why: release.why })}</p>
      )}
      {release.can || canClaim ? (
        <p className="mt-2 flex flex-wrap gap-2">
          {canClaim ? (
            <Button aria-label={say('rel.claim_of', { number })} onClick={() => onClaim(item.requestId)}>
              {say('rel.claim')}
            </Button>
          ) : null}
          {release.can ? (
            <Button
              aria-label={say('rel.release_of', { number })}
              onClick={() => onAct({ verb: 'release', item })}
            >
              {say('rel.release')}
            </Button>
          ) : null}
        </p>
      ) : null}
    </li>
  )
}

/** One release: how much, who said so, when and why; the way back where the reader may. */
export function ReleaseRow({ item, isSaid, onAct }: RowProps<Release>) {
  const say = useTexts(webReleaseTexts)
  const { number, amount, reason, by, at, withdrawnBy, withdrawnAt, withdraw, state } = item
  return (
    <li className="border-b border-line py-3">
      <Head item={item} amount={amountText(amount)} />
      <p className="mt-0.5 text-second break-words">{say('rel.reason_is', { reason })}</p>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-meta text-ink-2">
        <span>{say('rel.by', { name: by.name })}</span>
        <When at={at} />
        <span>{`${item.wayWord} · ${item.entity}`}</span>
      </p>
      {withdrawnBy === undefined || withdrawnAt === undefined ? null : (
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-meta text-ink-2">
          <span>{say('rel.back_by', { name: withdrawnBy.name })}</span>
          <When at={withdrawnAt} />
        </p>
      )}
      {withdraw.can ? (
        <p className="mt-2">
          <Button
            aria-label={say('rel.back_of', { number })}
            onClick={() => onAct({ verb: 'withdraw', item })}
          >
            {say('rel.back')}
          </Button>
        </p>
      ) : isSaid || state === 'withdrawn' || withdraw.why === undefined ? null : (
        <p className="mt-0.5 text-meta break-words text-ink-2">
          {say('rel.not_back', { why: withdraw.why })}
        </p>
      )}
    </li>
  )
}

type HeadProps = { readonly item: Releasable | Release; readonly amount: string }

function Head({ item: { requestId, number, title, customer }, amount }: HeadProps) {
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="min-w-0 font-medium break-words">{customer ?? title}</span>
        <span className="font-medium tabular-nums">{amount}</span>
      </p>
      <p className="mt-0.5 text-second break-words text-ink-2">
        <RequestNumber requestId={requestId} number={number} />
        {customer === undefined ? null : ` · ${title}`}
      </p>
    </>
  )
}
