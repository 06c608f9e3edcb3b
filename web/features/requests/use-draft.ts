import { useEffect, useRef, useState } from 'react'
import { call } from '../../shell/api.ts'
import type { Proposal } from './form.ts'

type Saved = { readonly requestId: string; readonly version: number; readonly text: string }

/** How the draft stands. */
export type DraftState = {
  readonly state: 'none' | 'saving' | 'saved' | 'failed'
  readonly saved: Saved | undefined
}

/** Saving follows the last key by 1.2 s: often enough to lose nothing, rarely enough for a readable log. */
const waitMs = 1200

/** Keeps the form on the server while one types. One save at a time, and always the newest text last. */
export function useDraft(proposal: Proposal, isWorth: boolean, first: Saved | undefined) {
  const [draft, setDraft] = useState<DraftState>({ state: first ? 'saved' : 'none', saved: first })
  const latest = useRef({
    proposal,
    saved: first,
    done: JSON.stringify(proposal),
    running: Promise.resolve(),
  })
  latest.current.proposal = proposal
  const save = (): Promise<void> => {
    const now = latest.current
    now.running = now.running.then(async () => {
      const text = JSON.stringify(now.proposal)
      if (text === now.done) return
      setDraft((last) => ({ ...last, state: 'saving' }))
      try {
        now.saved = await store(now.saved, now.proposal)
        now.done = text
        setDraft({ state: 'saved', saved: now.saved })
      } catch {
        setDraft((last) => ({ ...last, state: 'failed' }))
      }
    })
    return now.running
  }
  const text = JSON.stringify(proposal)
  useEffect(() => {
    if (!isWorth) return
    const timer = setTimeout(() => void save(), waitMs)
    return () => clearTimeout(timer)
  }, [text, isWorth])
  /** The draft as last saved, once nothing is on its way. */
  const settled = async () => {
    await latest.current.running
    return latest.current.saved
  }
  return { draft, settled }
}

async function store(saved: Saved | undefined, proposal: Proposal): Promise<Saved> {
  const answer =
    saved === undefined
      ? await call('createDraft', { body: { proposal } })
      : await call('saveDraft', {
          params: { requestId: saved.requestId },
          body: { version: saved.version, proposal },
        })
  return { requestId: answer.requestId, version: answer.version, text: answer.savedAt.text }
}
