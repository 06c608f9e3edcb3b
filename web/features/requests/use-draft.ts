import { useEffect, useRef, useState } from 'react'
import { call, problemOf, type Answer } from '../../shell/api.ts'
import type { Proposal } from './form.ts'
import { leftWith } from './tab-draft.ts'

type Saved = { readonly requestId: string; readonly version: number; readonly text: string }

/** How the draft stands. */
export type DraftState = {
  readonly state: 'none' | 'saving' | 'saved' | 'failed'
  readonly saved: Saved | undefined
}

/** Saving follows the last key by 1.2 s: often enough to lose nothing, rarely enough for a readable log. */
const waitMs = 1200

type Drafting = {
  readonly proposal: Proposal
  /** Whether there is something to keep; what was kept once goes on being kept. */
  readonly isWorth: boolean
  readonly first: Saved | undefined
  readonly onSaved: (requestId: string) => void
}

/**
 * Keeps the form on the server while one types, and once more when it is left. One save at a time, and always
 * the newest text last. A draft that was filed or changed in another window stays as it is there: what is
 * typed here becomes a draft of its own.
 */
export function useDraft({ proposal, isWorth, first, onSaved }: Drafting) {
  const [draft, setDraft] = useState<DraftState>({ state: first ? 'saved' : 'none', saved: first })
  const latest = useRef({
    proposal,
    isWorth,
    onSaved,
    isFiling: false,
    saved: first,
    done: JSON.stringify(proposal),
    running: Promise.resolve(),
  })
  Object.assign(latest.current, { proposal, isWorth: isWorth || draft.saved !== undefined, onSaved })
  const save = (): Promise<void> => {
    const now = latest.current
    now.running = now.running.then(async () => {
      const text = JSON.stringify(now.proposal)
      if (text === now.done || !now.isWorth || now.isFiling) return
      setDraft((last) => ({ ...last, state: 'saving' }))
      try {
        now.saved = await store(now.saved, now.proposal)
        now.done = text
        now.onSaved(now.saved.requestId)
        setDraft({ state: 'saved', saved: now.saved })
      } catch {
        setDraft((last) => ({ ...last, state: 'failed' }))
      }
    })
    return now.running
  }
  const text = JSON.stringify(proposal)
  useEffect(() => {
    if (!latest.current.isWorth) return
    const timer = setTimeout(() => void save(), waitMs)
    return () => clearTimeout(timer)
  }, [text, isWorth])
  useEffect(() => {
    const leave = () => leftWith(save())
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [])
  /** The draft as last saved, once nothing is on its way; what is being filed is not saved any more. */
  const settled = async () => {
    latest.current.isFiling = true
    await latest.current.running
    return latest.current.saved
  }
  /** It was not filed: what is typed is saved again. */
  const goOn = () => {
    latest.current.isFiling = false
  }
  return { draft, settled, goOn }
}

/** Another window filed the draft, or changed it. */
const isElsewhere: ReadonlySet<string> = new Set(['platform.stale', 'requests.not_a_draft'])

async function store(saved: Saved | undefined, proposal: Proposal): Promise<Saved> {
  const sent = { keepalive: true }
  if (saved === undefined) return savedOf(await call('createDraft', { body: { proposal } }, sent))
  const { requestId, version } = saved
  try {
    const given = { params: { requestId }, body: { version, proposal } }
    return savedOf(await call('saveDraft', given, sent))
  } catch (error) {
    if (!isElsewhere.has(problemOf(error).code ?? '')) throw error
    return savedOf(await call('createDraft', { body: { proposal } }, sent))
  }
}

function savedOf({ requestId, version, savedAt }: Answer<'saveDraft'>): Saved {
  return { requestId, version, text: savedAt.text }
}
