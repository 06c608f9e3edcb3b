import { Link, useSearch } from '@tanstack/react-router'
import { Receipt } from 'lucide-react'
import { useState } from 'react'
import { webPaymentTexts } from '../../../src/texts/web-payments.ts'
import { buttonLook } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { OneAlone } from '../../parts/one-alone.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { viewLinkLook } from '../../parts/view-link.ts'
import { Waiting } from '../../parts/waiting.tsx'
import type { Answer } from '../../shell/api.ts'
import { command } from '../../shell/commands.ts'
import { usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { ClaimRow, type ClaimAct } from './claim-row.tsx'
import { PrepareDialog } from './prepare-dialog.tsx'
import { QueuePage } from './queue-page.tsx'
import { ReasonDialog } from '../../parts/reason-dialog.tsx'
import { settled } from './send-payment.ts'
import { chipsOf, countIn, verdictKey } from './waiting.ts'

type Counts = Answer<'claims'>['counts']

const states = ['received', 'in_check', 'disputed', 'accepted', 'refused', 'withdrawn'] as const

/** The claims that finance checks, the oldest first. */
export function ClaimsQueue() {
  const say = useTexts(webPaymentTexts)
  const { state = 'received', claim: claimId } = useSearch({ from: '/inside/claims' })
  const query = claimId !== undefined ? { claimId } : state === 'all' ? {} : { state }
  const pages = usePages('claims', { query })
  const [act, setAct] = useState<ClaimAct>()
  const counts = pages.data?.pages[0]?.counts ?? []
  const claims = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <QueuePage title={say('claim.title')} here="claims">
      {pages.error && !pages.data ? (
        <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.data === undefined ? (
        <Waiting lines={8} />
      ) : (
        <>
          {claimId === undefined ? (
            <>
              <Headline counts={counts} />
              <StateChips counts={counts} />
              {state === 'accepted' && claims.length > 0 ? <ToSet /> : null}
            </>
          ) : (
            <OneAlone what="claim" isFound={claims.length > 0}>
              <Link to="/claims" search={{ state: 'all' }} className={linkLook}>
                {say('pay.show_all')}
              </Link>
            </OneAlone>
          )}
          {claimId !== undefined && claims.length === 0 ? null : claims.length === 0 ? (
            <NoClaims isAll={state === 'all'} />
          ) : (
            <ul aria-label={say('claim.list')} className="mt-3 border-t border-line">
              {claims.map((claim) => (
                <ClaimRow key={claim.claimId} claim={claim} onAct={setAct} />
              ))}
            </ul>
          )}
          <MoreButton pages={pages} />
        </>
      )}
      {act === undefined ? null : <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </QueuePage>
  )
}

/** What is open for finance: what nobody has taken up and what is being checked. */
function Headline({ counts }: { readonly counts: Counts }) {
  const say = useTexts(webPaymentTexts)
  const open = counts.filter(({ state }) => state === 'received' || state === 'in_check')
  const count = countIn(open, 'all')
  const late = open.reduce((sum, each) => sum + each.late, 0)
  return (
    <p className="mt-4 text-section font-medium">
      {count === 0 ? say('claim.none_wait') : say('claim.wait', { count })}
      {late === 0 ? null : ` ${say('claim.late_count', { late })}`}
    </p>
  )
}

function StateChips({ counts }: { readonly counts: Counts }) {
  const say = useTexts(webPaymentTexts)
  const { state: now = 'received' } = useSearch({ from: '/inside/claims' })
  return (
    <nav aria-label={say('pay.states')} className="-mx-2 mt-4 flex flex-wrap gap-1">
      {chipsOf(states, counts).map((state) => (
        <Link
          key={state}
          to="/claims"
          search={{ state }}
          resetScroll={false}
          aria-current={state === now ? 'page' : undefined}
          className={viewLinkLook}
        >
          {say(`claim.state.${state}`)}
          <span className="font-normal text-ink-3">{countIn(counts, state)}</span>
        </Link>
      ))}
    </nav>
  )
}

/** The way to where accepted claims are ordered together. */
function ToSet() {
  const say = useTexts(webPaymentTexts)
  return (
    <p className="mt-3 text-second">
      <Link to="/payments" search={{ part: 'payable' }} className={linkLook}>
        {say('claim.to_set')}
      </Link>
    </p>
  )
}

function NoClaims({ isAll }: { readonly isAll: boolean }) {
  const say = useTexts(webPaymentTexts)
  return (
    <Empty
      icon={<Receipt aria-hidden="true" size={20} />}
      title={say('claim.empty')}
      text={say('claim.empty_text')}
      action={
        isAll ? undefined : (
          <Link to="/claims" search={{ state: 'all' }} className={buttonLook('outline', 32)}>
            {say('pay.show_all')}
          </Link>
        )
      }
    />
  )
}

function textKey(verdict: string, state: string) {
  if (verdict === 'accept') return 'claim.accept_text'
  return state === 'accepted' ? 'claim.take_back_text' : 'claim.reason_read'
}

function ActDialog({ act, onClose }: { readonly act: ClaimAct; readonly onClose: () => void }) {
  const say = useTexts(webPaymentTexts)
  if (act.verb === 'prepare') return <PrepareDialog what={act.what} onClose={onClose} />
  const { verb: verdict, claim } = act
  const { claimId, number, version, state } = claim
  const verb = say(verdictKey(verdict, state))
  const isNeeded = verdict === 'dispute' || verdict === 'refuse'
  return (
    <ReasonDialog
      title={say('claim.verdict_of', { verb, number })}
      text={say(textKey(verdict, state))}
      verb={verb}
      look={verdict === 'refuse' ? 'danger' : 'primary'}
      label={say(isNeeded ? 'pay.reason' : 'pay.note')}
      {...(isNeeded ? {} : { optional: say('pay.optional') })}
      onSend={(reason) => {
        const body = { version, verdict, ...(reason !== '' && { reason }) }
        return settled(command('checkClaim', { params: { claimId }, body }), {
          done: say('claim.done', { number }),
          failed: say('claim.failed'),
        })
      }}
      onClose={onClose}
    />
  )
}
