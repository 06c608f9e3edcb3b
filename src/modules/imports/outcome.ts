import type { Refusal } from '../../kernel/refusal.ts'
import type { Outcome } from '../../platform/act/command.ts'

/**
 * The answer to a single call of a command, or its refusal. Throws where the key is taken: an import makes its
 * keys itself, so two bodies under one key are a fault.
 */
export function answerOf<Answer>(outcomes: readonly Outcome<Answer>[]): Answer | Refusal {
  const [outcome] = outcomes
  if (outcome?.kind === 'done') return outcome.answer
  if (outcome?.kind === 'refused' || outcome?.kind === 'forbidden') return outcome.refusal
  throw new Error(`an import got ${outcome?.kind ?? 'no answer'} for a key of its own`)
}
