import { refuse, type Refusal } from '../../kernel/refusal.ts'

/**
 * The objection to a proposal that nobody could answer: of those who may, there is nobody beside whoever
 * proposes it. It would wait for good, and nobody could take it back.
 */
export function nobodyObjection(askedIds: readonly string[], proposerId: string): Refusal | undefined {
  return askedIds.every((id) => id === proposerId) ? refuse('access.nobody_to_confirm') : undefined
}
