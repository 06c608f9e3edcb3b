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
import { MyClaimRow, type MyClaimAct } from './my-claim-row.tsx'
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
          <>
            <Headline open={open.data} />
            <Claims isFirst={open.data.open > 0} />
            <ToClaim open={open.data} />
            <ReleasedRests released={open.data.released} />
          </>
        )}
      </div>
    </div>
  )
}

function Headline({ open: { open, late } }: { readonly open: Open }) {
  const say = useTexts(webMyClaimTexts)
  return (
    <p className="mt-4 text-section font-medium">
      {open === 0 ? say('mine.none_open') : say('mine.open', { count: open })}
      {late === 0 ? null : ` ${say('mine.late', { late })}`}
    </p>
  )
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

/** What was claimed; before the first claim there is only what may be claimed. */
function Claims({ isFirst }: { readonly isFirst: boolean }) {
  const say = useTexts(webMyClaimTexts)
  const pages = usePages('myClaims', { query: {} })
  const [act, setAct] = useState<MyClaimAct>()
  const claims = pages.data?.pages.flatMap((page) => page.items) ?? []
  if (pages.error && !pages.data) {
    return <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (pages.data === undefined) return <Waiting lines={3} />
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
        <ul aria-label={say('mine.claims')} className="border-t border-line">
          {claims.map((claim) => (
            <MyClaimRow key={claim.claimId} claim={claim} onAct={setAct} />
          ))}
        </ul>
      )}
      <MoreButton pages={pages} />
      {act === undefined ? null : <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </Section>
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
