import { UserCheck } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { approvalsTexts } from '../../../src/texts/web-approvals.ts'
import { Button } from '../../parts/button.tsx'
import type { Problem } from '../../shell/api.ts'
import { useTexts } from '../../shell/text.ts'

const listeners = new Set<() => void>()
let known: ReadonlyMap<string, Problem> = new Map()

/** Keeps what the server said of an item on which somebody else was faster, until the reader has seen it. */
export function noteTooLate(approvalId: string, problem: Problem): void {
  if (problem.code === 'approvals.already_decided') change(new Map([...known, [approvalId, problem]]))
}

function forget(approvalId: string): void {
  change(new Map([...known].filter(([id]) => id !== approvalId)))
}

function change(next: ReadonlyMap<string, Problem>): void {
  known = next
  for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What the server said, where the reader's decision came too late. */
export function useTooLate(approvalId: string): Problem | undefined {
  return useSyncExternalStore(listen, () => known).get(approvalId)
}

type Props = {
  readonly approvalId: string
  readonly problem: Problem
  readonly titleAs: 'h1' | 'h2'
}

/** The first decision wins: who decided what, and when; the item itself is one press away. */
export function TooLatePage({ approvalId, problem, titleAs: Heading }: Props) {
  const say = useTexts(approvalsTexts)
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-start px-6 py-14">
      <UserCheck aria-hidden="true" size={22} className="mb-3 text-ink-2" />
      <Heading className="text-section font-semibold">{problem.title}</Heading>
      <p className="mt-1 mb-4 text-body text-ink-2">{problem.wayOut ?? problem.detail}</p>
      <Button onClick={() => forget(approvalId)}>{say('case.see_item')}</Button>
    </div>
  )
}
