import { Building2, UserRound } from 'lucide-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import { webTexts } from '../../../src/texts/web.ts'
import { amountText, BigAmount } from '../../parts/amount.tsx'
import { Deadline } from '../../parts/deadline.tsx'
import { EvidenceList } from '../../parts/evidence.tsx'
import { Route } from '../../parts/route.tsx'
import { Section } from '../../parts/section.tsx'
import { StateBadge } from '../../parts/state-badge.tsx'
import { Sums } from '../../parts/sums.tsx'
import { PartyLink } from '../../parts/text-link.tsx'
import { Timeline } from '../../parts/timeline.tsx'
import { VerdictBox } from '../../parts/verdict-box.tsx'
import type { Answer } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'
import { TalkSection } from './talk.tsx'

// Most items wait for a decision and were not given yet.
const GivingSection = lazy(() =>
  import('../requests/giving-section.tsx').then((it) => ({ default: it.GivingSection })),
)
const AttendanceSection = lazy(() =>
  import('../requests/attendance-section.tsx').then((it) => ({ default: it.AttendanceSection })),
)
const CompletionSection = lazy(() =>
  import('../requests/completion-section.tsx').then((it) => ({ default: it.CompletionSection })),
)

/** One item on the decision screen. */
export type Case = Answer<'requestDetail'>

type Props = {
  readonly item: Case
  readonly titleAs: 'h1' | 'h2'
  /** The way back on a phone. */
  readonly back?: ReactNode
}

/** One item in the order of reading: verdict first, everything else explains it. */
export function CaseView({ item, titleAs, back }: Props) {
  const say = useTexts(approvalsTexts)
  // A role, a policy or an account has no evidence of its own and gives its reason only where it has one.
  const isRequest = item.requestId !== undefined
  return (
    <article className="mx-auto max-w-[760px] px-4 pt-3 pb-8 sm:px-8 lg:pt-6">
      <CaseHeader item={item} titleAs={titleAs} back={back} />
      <Question item={item} />
      {item.verdict ? (
        <VerdictBox verdict={item.verdict} isFiled {...(item.peers ? { peers: item.peers } : {})}>
          {item.drift ? (
            <p className="border-b border-line px-4 py-2 text-meta text-ink-2">{item.drift.text}</p>
          ) : null}
        </VerdictBox>
      ) : null}
      <Changes changes={item.changes} />
      {isRequest || item.reason !== '' ? (
        <Section title={say('case.reason')}>
          <p className="long-text">{item.reason === '' ? say('case.no_reason') : item.reason}</p>
        </Section>
      ) : null}
      <Suspense>
        {item.attendance && item.requestId !== undefined ? (
          <AttendanceSection requestId={item.requestId} attendance={item.attendance} />
        ) : null}
      </Suspense>
      <Suspense>{item.giving ? <GivingSection giving={item.giving} /> : null}</Suspense>
      <Suspense>
        {item.completion ? <CompletionSection requestId={item.object.id} lines={item.completion} /> : null}
      </Suspense>
      {isRequest ? <EvidenceSection item={item} /> : null}
      <Facts item={item} />
      <SumsAndRoute item={item} />
      <TalkSection key={item.object.id} item={item} />
      <Timeline items={item.timeline} seal={item.seal} />
    </article>
  )
}

function CaseHeader({ item, titleAs: Title, back }: Props) {
  return (
    <header className="mb-4">
      <div className="flex items-center gap-2 text-second text-ink-2">
        {back}
        <MetaLine item={item} />
        {item.deadline ? <Deadline deadline={item.deadline} hasIcon /> : null}
      </div>
      <div className="mt-1 lg:flex lg:items-start lg:justify-between lg:gap-6">
        <div className="min-w-0">
          <Title tabIndex={-1} className="text-title font-semibold">
            {item.title}
          </Title>
          <Parties item={item} />
        </div>
        <Amounts item={item} />
      </div>
      {item.state ? (
        <div className="mt-1 flex flex-wrap items-center gap-x-3">
          <StateBadge state={item.state} />
          <span className="text-second text-ink-2">{item.waitingFor}</span>
        </div>
      ) : null}
    </header>
  )
}

/** Number, kind, age, applicant; a phone drops what the title and the timeline say again. */
function MetaLine({ item: { number, kind, when, applicant, unit } }: { readonly item: Case }) {
  const parts = [
    { text: number, onPhone: true },
    { text: kind, onPhone: number === '' },
    { text: when.ago, onPhone: true },
    { text: applicant.name, onPhone: false },
    { text: unit, onPhone: false },
  ].filter(({ text }) => text !== '')
  return (
    <p className="min-w-0 flex-1 break-words">
      {parts.map(({ text, onPhone }, at) => (
        <span key={text} className={onPhone ? undefined : 'max-sm:hidden'}>
          {at === 0 ? text : ` · ${text}`}
        </span>
      ))}
    </p>
  )
}

/** All of it in large figures, and what each of several gets. */
function Amounts({ item }: { readonly item: Case }) {
  const say = useTexts(approvalsTexts)
  if (!item.amount) return null
  return (
    <div className="shrink-0 lg:text-right">
      <BigAmount amount={item.amount} />
      {item.cameBack ? (
        <p className="text-meta text-ink-2">{say('case.came_back', { amount: amountText(item.cameBack) })}</p>
      ) : null}
      {item.each ? (
        <p className="text-meta text-ink-2">
          {say(`case.each.${item.each.unit}`, {
            count: item.each.count,
            amount: amountText(item.each.amount),
          })}
        </p>
      ) : null}
    </div>
  )
}

function Parties({ item }: { readonly item: Case }) {
  const shown = [item.customer, item.recipient].filter((party) => party !== undefined)
  return shown.map((party) => (
    <p key={party.id} className="flex items-center gap-1.5 text-second leading-6 text-ink-2">
      {party.kind === 'person' ? (
        <UserRound aria-hidden="true" size={15} className="shrink-0" />
      ) : (
        <Building2 aria-hidden="true" size={15} className="shrink-0" />
      )}
      <PartyLink partyId={party.id}>{party.name}</PartyLink>
      <span>{party.label}</span>
    </p>
  ))
}

function Question({ item }: { readonly item: Case }) {
  const say = useTexts(approvalsTexts)
  if (!item.question) return null
  const { by, fieldWord, text, when } = item.question
  return (
    <div className="mb-4 rounded-lg border border-warn-line bg-warn-tint px-4 py-3">
      <p className="text-second font-medium text-warn">{say('case.question', { by, field: fieldWord })}</p>
      <p className="long-text">{text}</p>
      <p className="text-meta text-ink-2">{when.text}</p>
    </div>
  )
}

function Changes({ changes }: { readonly changes: Case['changes'] }) {
  const say = useTexts(approvalsTexts)
  if (changes.length === 0) return null
  return (
    <Section title={say('case.changes')}>
      <dl className="divide-y divide-line rounded-lg border border-line bg-surface">
        {changes.map((change) => (
          <div key={change.name} className="grid grid-cols-[7em_1fr_1fr] gap-3 px-4 py-2 text-second">
            <dt className="text-ink-2">{change.name}</dt>
            <dd>
              <span className="sr-only">{say('case.before')} </span>
              <span className="text-ink-2 line-through">{change.before}</span>
            </dd>
            <dd>
              <span className="sr-only">{say('case.after')} </span>
              {change.after}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function EvidenceSection({ item }: { readonly item: Case }) {
  const say = useTexts(webTexts)
  return (
    <Section title={say('web.evidence')} aside={item.evidenceText}>
      <EvidenceList files={item.evidence} />
    </Section>
  )
}

function Facts({ item }: { readonly item: Case }) {
  const say = useTexts(approvalsTexts)
  if (item.facts.length === 0) return null
  return (
    <Section title={say('case.facts')}>
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {item.facts.map((fact) => (
          <div key={fact.name} className="flex justify-between gap-4 border-t border-line py-1.5 text-second">
            <dt className="shrink-0 text-ink-2">{fact.name}</dt>
            <dd className="text-right">
              {fact.partyId === undefined ? (
                fact.text
              ) : (
                <PartyLink partyId={fact.partyId}>{fact.text}</PartyLink>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function SumsAndRoute({ item }: { readonly item: Case }) {
  const say = useTexts(webTexts)
  return (
    <>
      {item.sums.length === 0 ? null : (
        <Section title={say('web.sums')}>
          <Sums sums={item.sums} />
        </Section>
      )}
      {item.route.length === 0 ? null : (
        <Section title={say('web.route')}>
          <Route steps={item.route} />
        </Section>
      )}
    </>
  )
}
