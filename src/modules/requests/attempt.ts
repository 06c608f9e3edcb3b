import { canonical, type CanonicalValue } from '../../kernel/canonical.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow } from '../../platform/act/rows.ts'
import type { RequestDeps } from './deps.ts'
import type { Proposal } from './proposal.ts'
import { attemptTable } from './tables.ts'

/** A forbidden preview: who asked for what, and which rule forbids it. */
export type PreviewAttempt = {
  readonly entityId: string
  readonly proposal: Proposal
  readonly rules: readonly string[]
  /** The rule that forbids it, with clause, sentence and way out. */
  readonly leading: Readonly<Record<string, string>>
}

/** Records a forbidden preview, because an attempt is evidence. The same proposal is recorded once. */
export function recordPreviewCommand(deps: RequestDeps): Command<PreviewAttempt, undefined, never> {
  return {
    operation: 'requests.record_attempt',
    load: async () => undefined,
    decide: (_, call) => {
      const id = deps.newId('attempt')
      const { entityId, proposal, rules } = call.body
      return {
        refusal: refuse('requests.prohibited', call.body.leading),
        object: { type: 'attempt', id },
        entityId,
        note: { rules: [...rules], via: 'preview' },
        changes: [
          insertRow(attemptTable, {
            id,
            entity_id: entityId,
            request_id: null,
            person_id: call.actor.personId,
            via: 'preview',
            application: canonical(proposal as CanonicalValue),
            decision_id: null,
            at: call.at,
          }),
        ],
      }
    },
  }
}
