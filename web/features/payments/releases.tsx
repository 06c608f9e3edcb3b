import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { CircleSlash2 } from 'lucide-react'
import { useState } from 'react'
import { webOneTexts } from '../../../src/texts/web-one.ts'
import { webReleaseTexts } from '../../../src/texts/web-releases.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Empty } from '../../parts/empty.tsx'
import { MoreButton } from '../../parts/more-button.tsx'
import { OneAlone } from '../../parts/one-alone.tsx'
import { ProblemView } from '../../parts/problem.tsx'
import { linkLook } from '../../parts/text-link.tsx'
import { viewLinkLook } from '../../parts/view-link.ts'
import { Waiting } from '../../parts/waiting.tsx'
import { useAnswer, usePages } from '../../shell/queries.ts'
import { useTexts } from '../../shell/text.ts'
import { ClaimForm } from './claim-form.tsx'
import { EntitySelect } from './entity-filter.tsx'
import { QueuePage } from './queue-page.tsx'
import { ReleaseDialog, type ReleaseAct } from './release-dialog.tsx'
import { ReleasableRow, ReleaseRow } from './release-rows.tsx'
import { reasonOfAll, sumsText } from './waiting.ts'

const states = ['open', 'released', 'withdrawn'] as const

/** What was given and nobody claimed, and what was said not to follow, over all people of the entities. */
export function Releases() {
  const say = useTexts(webReleaseTexts)
  const { state = 'open', entityId, release } = useSearch({ from: '/inside/releases' })
  const navigate = useNavigate({ from: '/releases' })
  const [act, setAct] = useState<ReleaseAct>()
  if (release !== undefined) return <OneRelease releaseId={release} />
  return (
    <QueuePage title={say('rel.title')} here="releases">
      <States />
      <EntitySelect
        value={entityId}
        onChange={(id) =>
          void navigate({
            search: (before) => ({
              ...(before.state && { state: before.state }),
              ...(id && { entityId: id }),
            }),
            resetScroll: false,
          })
        }
      />
      {state === 'open' ? <Open onAct={setAct} /> : <Released state={state} onAct={setAct} />}
      {act === undefined ? null : <ReleaseDialog act={act} onClose={() => setAct(undefined)} />}
    </QueuePage>
  )
}

/** One release alone, whether it stands or was taken back, as an entry of the books names it. */
function OneRelease({ releaseId }: { readonly releaseId: string }) {
  const say = useTexts(webReleaseTexts)
  const all = useTexts(webOneTexts)
  const pages = usePages('releases', { query: { releaseId } })
  const [act, setAct] = useState<ReleaseAct>()
  const items = pages.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <QueuePage title={say('rel.title')} here="releases">
      {pages.error && !pages.data ? (
        <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.data === undefined ? (
        <Waiting lines={4} />
      ) : (
        <>
          <OneAlone what="release" isFound={items.length > 0}>
            <Link to="/releases" search={{ state: 'released' }} className={linkLook}>
              {all('one.all')}
            </Link>
          </OneAlone>
          <ul aria-label={say('rel.title')} className="mt-3 border-t border-line">
            {items.map((item) => (
              <ReleaseRow key={item.releaseId} item={item} isSaid={false} onAct={setAct} />
            ))}
          </ul>
        </>
      )}
      {act === undefined ? null : <ReleaseDialog act={act} onClose={() => setAct(undefined)} />}
    </QueuePage>
  )
}

/** The three views, each with how many it holds. */
function States() {
  const say = useTexts(webReleaseTexts)
  const { state: now = 'open', entityId } = useSearch({ from: '/inside/releases' })
  const query = { ...(entityId && { entityId }) }
  const { counts = [] } = usePages('releases', { query }).data?.pages[0] ?? {}
  const all = usePages('releasable', { query }).data?.pages[0]?.all
  const countOf = (state: (typeof states)[number]) =>
    state === 'open' ? all?.count : counts.find((each) => each.state === state)?.count
  return (
    <nav aria-label={say('rel.states')} className="-mx-2 mt-3 flex flex-wrap gap-1 border-b border-line pb-2">
      {states.map((state) => (
        <Link
          key={state}
          to="/releases"
          search={{ ...(state !== 'open' && { state }), ...query }}
          activeOptions={{ exact: true }}
          resetScroll={false}
          aria-current={state === now ? 'page' : undefined}
          className={viewLinkLook}
        >
          {say(`rel.state.${state}`)}
          <span className="font-normal text-ink-3">{countOf(state)}</span>
        </Link>
      ))}
    </nav>
  )
}

type PartProps = { readonly onAct: (act: ReleaseAct) => void }

/** What nobody claimed, the oldest first. */
function Open({ onAct }: PartProps) {
  const say = useTexts(webReleaseTexts)
  const { entityId } = useSearch({ from: '/inside/releases' })
  const pages = usePages('releasable', { query: { ...(entityId && { entityId }) } })
  const [claiming, setClaiming] = useState<string>()
  if (pages.error && !pages.data) {
    return <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (pages.data === undefined) return <Waiting lines={8} />
  const items = pages.data.pages.flatMap((page) => page.items)
  const all = pages.data.pages[0]?.all
  const why = reasonOfAll(items.map(({ release }) => release))
  return (
    <>
      {all === undefined ? null : <OpenHeadline all={all} />}
      {why === undefined ? null : <p className={whyLook}>{say('rel.not', { why })}</p>}
      {items.length === 0 ? (
        <Nothing title={say('rel.empty_open')} text={say('rel.empty_open_text')} />
      ) : (
        <ul aria-label={say('rel.state.open')} className="mt-3 border-t border-line">
          {items.map((item) => (
            <ReleasableRow
              key={item.requestId}
              item={item}
              isSaid={why !== undefined}
              onAct={onAct}
              onClaim={setClaiming}
            />
          ))}
        </ul>
      )}
      <MoreButton pages={pages} />
      {claiming === undefined ? null : (
        <ClaimOne requestId={claiming} onClose={() => setClaiming(undefined)} />
      )}
    </>
  )
}

/** The claim of one of them, which stands over the list once it is known what it may be for. */
function ClaimOne({ requestId, onClose }: { readonly requestId: string; readonly onClose: () => void }) {
  const say = useTexts(webReleaseTexts)
  const found = useAnswer('claimable', { query: { requestId } }, { fresh: true })
  const all = found.data?.items ?? []
  const item = all.find((each) => each.requestId === requestId)
  if (item !== undefined) return <ClaimForm key={requestId} item={item} all={all} onClose={onClose} />
  return (
    <Dialog title={say('rel.claim')} onClose={onClose}>
      {found.error ? (
        <ProblemView error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <Waiting lines={3} />
      ) : (
        <p className="text-second">{say('rel.claim_gone')}</p>
      )}
    </Dialog>
  )
}

type OpenAll = {
  readonly count: number
  readonly late: number
  readonly isPart: boolean
  readonly sums: Parameters<typeof sumsText>[0]
}

function OpenHeadline({ all: { count, late, sums, isPart } }: { readonly all: OpenAll }) {
  const say = useTexts(webReleaseTexts)
  const amount = sumsText(sums)
  return (
    <p className="mt-4 text-section font-medium">
      {count === 0
        ? say('rel.open_none')
        : say(isPart ? 'rel.open_part' : 'rel.open_wait', { count, amount })}
      {late === 0 ? null : ` ${say('rel.late', { count: late })}`}
    </p>
  )
}

type ReleasedProps = PartProps & { readonly state: 'released' | 'withdrawn' }

/** What was said not to follow, or was taken back, the newest first. */
function Released({ state, onAct }: ReleasedProps) {
  const say = useTexts(webReleaseTexts)
  const { entityId } = useSearch({ from: '/inside/releases' })
  const pages = usePages('releases', { query: { state, ...(entityId && { entityId }) } })
  if (pages.error && !pages.data) {
    return <ProblemView error={pages.error} onRetry={() => void pages.refetch()} />
  }
  if (pages.data === undefined) return <Waiting lines={8} />
  const items = pages.data.pages.flatMap((page) => page.items)
  const counted = pages.data.pages[0]?.counts.find((each) => each.state === state)
  const told = { count: counted?.count ?? 0, amount: sumsText(counted?.sums ?? []) }
  const why = state === 'released' ? reasonOfAll(items.map(({ withdraw }) => withdraw)) : undefined
  return (
    <>
      <p className="mt-4 text-section font-medium">
        {say(told.count === 0 ? `rel.${state}_none` : `rel.${state}_sum`, told)}
      </p>
      {why === undefined ? null : <p className={whyLook}>{say('rel.not_back', { why })}</p>}
      {items.length === 0 ? (
        <Nothing title={say('rel.empty')} text={say('rel.empty_text')} />
      ) : (
        <ul aria-label={say(`rel.state.${state}`)} className="mt-3 border-t border-line">
          {items.map((item) => (
            <ReleaseRow key={item.releaseId} item={item} isSaid={why !== undefined} onAct={onAct} />
          ))}
        </ul>
      )}
      <MoreButton pages={pages} />
    </>
  )
}

const whyLook = 'mt-1 text-meta break-words text-ink-2'

function Nothing({ title, text }: { readonly title: string; readonly text: string }) {
  return <Empty icon={<CircleSlash2 aria-hidden="true" size={20} />} title={title} text={text} />
}
