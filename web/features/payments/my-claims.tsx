import { useNavigate, useSearch } from '@tanstack/react-router'
import { ReceiptText } from 'lucide-react'
import { useState } from 'react'
import { webMyClaimTexts } from '../../../src/texts/web-my-claims.ts'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { Section } from '../../parts/section.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { useAnswer, usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { ClaimForm } from './claim-form.tsx'
import { ClaimableRow } from './claimable-row.tsx'
import { MyAccount } from './my-account.tsx'
import { MyClaimRow, type MyClaim, type MyClaimAct } from './my-claim-row.tsx'
import type { Claimable } from './receipts.ts'
import { ReleaseRest } from './release-rest.tsx'
import { ReleasedRests } from './released-rests.tsx'
import { settled } from './send-payment.ts'

type Open = Answer<'claimable'>

/** What one may claim, and what became of what one claimed. */
export function MyClaims() {
  const say = useTexts(webMyClaimTexts)
  const open = useAnswer('claimable', { query: {} }, { fresh: true })
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto max-w-[900px] px-4 pt-4 pb-10 sm:px-8 lg:pt-6">
        <h1 className="text-title font-semibold">{say('mine.title')}</h1>
        {open.error && !open.data ? (
          <ProblemView error={open.error} onRetry={() => void open.refetch()} />
        ) : open.data === undefined ? (
          <Waiting lines={6} />
        ) : (
          <Mine open={open.data} />
        )}
      </div>
    </div>
  )
}

/** What finance asks first, then what may be claimed, then what became of the rest. */
function Mine({ open }: { readonly open: Open }) {
  const say = useTexts(webMyClaimTexts)
  const pages = usePages('myClaims', { query: {} })
  const account = useAnswer('myAccount', {}, { fresh: true })
  const [act, setAct] = useState<MyClaimAct>()
  const isAtHand = account.data?.standing === 'verified'
  const claims = pages.data?.pages.flatMap((page) => page.items) ?? []
  const asked = claims.filter(({ state }) => state === 'disputed')
  const others = claims.filter(({ state }) => state !== 'disputed')
  return (
    <>
      <Headline open={open} asked={asked.length} />
      {asked.length === 0 ? null : (
        <Section title={say('mine.asked_title')}>
          <ClaimList title={say('mine.asked_title')} claims={asked} onAct={setAct} />
        </Section>
      )}
      {account.error && !account.data ? (
        <ProblemView error={account.error} onRetry={() => void account.refetch()} />
      ) : null}
      {/* What keeps somebody from being paid stands before what is to be claimed; what is well, last. */}
      {account.data && !isAtHand ? <MyAccount mine={account.data} /> : null}
      <ToClaim open={open} />
      {pages.error && !pages.data ? (
        <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.data === undefined ? (
        <Waiting lines={3} />
      ) : claims.length > 0 && others.length === 0 ? null : (
        <Others claims={others} isFirst={open.open > 0} onAct={setAct} />
      )}
      <MoreButton pages={pages} />
      <ReleasedRests released={open.released} />
      {account.data && isAtHand ? <MyAccount mine={account.data} /> : null}
      {act === undefined ? null : <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </>
  )
}

type HeadlineProps = { readonly open: Open; readonly asked: number }

function Headline({ open: { open, late }, asked }: HeadlineProps) {
  const say = useTexts(webMyClaimTexts)
  const parts = [
    asked === 0 ? '' : say('mine.asked', { count: asked }),
    open === 0 ? say('mine.none_open') : say('mine.open', { count: open }),
    late === 0 ? '' : say('mine.late', { late }),
  ]
  return <p className="mt-4 text-section font-medium">{parts.filter(Boolean).join(' ')}</p>
}

/** What may be claimed; the form of one opens over it and stands in the address. */
function ToClaim({ open }: { readonly open: Open }) {
  const say = useTexts(webMyClaimTexts)
  const navigate = useNavigate()
  const { claim } = useSearch({ from: '/inside/my-claims' })
  const chosen = useChosen(open, claim)
  const [ending, setEnding] = useState<Claimable>()
  const go = (requestId?: string) =>
    void navigate({ to: '/my-claims', search: requestId === undefined ? {} : { claim: requestId } })
  if (open.items.length === 0 && chosen === undefined) return null
  return (
    <Section title={say('mine.claimable')}>
      <ul aria-label={say('mine.claimable')} className="border-t border-line">
        {open.items.map((item) => (
          <ClaimableRow
            key={item.requestId}
            item={item}
            onClaim={() => go(item.requestId)}
            onRelease={() => setEnding(item)}
          />
        ))}
      </ul>
      {open.hasMore ? <p className="mt-2 text-meta text-ink-2">{say('mine.more')}</p> : null}
      {chosen?.isGiven ? (
        <ClaimForm key={chosen.requestId} item={chosen} all={open.items} onClose={() => go()} />
      ) : null}
      {ending === undefined ? null : <ReleaseRest item={ending} onClose={() => setEnding(undefined)} />}
    </Section>
  )
}

/** The benefit that the address names; one that is not among the latest is asked for by itself. */
function useChosen(open: Open, requestId: string | undefined) {
  const listed = open.items.find((item) => item.requestId === requestId)
  const isAsked = requestId !== undefined && listed === undefined
  const found = useAnswer('claimable', { query: { requestId } }, { enabled: isAsked })
  return listed ?? (isAsked ? found.data?.items[0] : undefined)
}

type ListProps = {
  readonly claims: readonly MyClaim[]
  readonly onAct: (act: MyClaimAct) => void
}

/** What was claimed; before the first claim there is only what may be claimed. */
function Others({ claims, isFirst, onAct }: ListProps & { readonly isFirst: boolean }) {
  const say = useTexts(webMyClaimTexts)
  if (isFirst && claims.length === 0) return null
  return (
    <Section title={say('mine.claims')}>
      {claims.length === 0 ? (
        <Empty
          icon={<ReceiptText aria-hidden="true" size={20} />}
          title={say('mine.empty')}
          text={say('mine.empty_text')}
        />
      ) : (
        <ClaimList title={say('mine.claims')} claims={claims} onAct={onAct} />
      )}
    </Section>
  )
}

function ClaimList({ title, claims, onAct }: ListProps & { readonly title: string }) {
  return (
    <ul aria-label={title} className="border-t border-line">
      {claims.map((claim) => (
        <MyClaimRow key={claim.claimId} claim={claim} onAct={onAct} />
      ))}
    </ul>
  )
}

type ActProps = { readonly act: MyClaimAct; readonly onClose: () => void }

function ActDialog({ act: { verb, claim }, onClose }: ActProps) {
  const say = useTexts(webMyClaimTexts)
  const { claimId, number, version, reason = '' } = claim
  const params = { claimId }
  const isAnswer = verb === 'answer'
  return (
    <ReasonDialog
      title={say(`mine.${verb}_of`, { number })}
      text={isAnswer ? say('mine.answer_text', { reason }) : say('mine.withdraw_text')}
      verb={say(`mine.${verb}`)}
      look="primary"
      label={say(isAnswer ? 'mine.words' : 'mine.note')}
      {...(isAnswer ? {} : { optional: say('mine.optional') })}
      onSend={(words) =>
        isAnswer
          ? settled(command('answerClaim', { params, body: { version, answer: words } }), {
              done: say('mine.answer_sent'),
              failed: say('mine.failed'),
            })
          : settled(
              command('withdrawClaim', { params, body: { version, ...(words !== '' && { reason: words }) } }),
              { done: say('mine.withdrawn', { number }), failed: say('mine.failed') },
            )
      }
      onClose={onClose}
    />
  )
}
