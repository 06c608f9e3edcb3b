import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { evidenceDue } from '../policy/index.ts'
import type { OpenCase } from './decide-again.ts'
import { ownWeighing } from './giving/given.ts'
import { proofsOf } from './giving/objections.ts'
import type { EvidenceRow } from './tables.ts'
import type { Weighing } from './weigh.ts'

/**
 * The papers with which it is completed. A decision that forbids by now, or waits for a fact, names no
 * conditions any more: then they are those of something that was given already.
 */
function papersDue({ policy }: OpenCase['shared'], { decision, facts }: Weighing): string[] {
  if (decision.outcome !== 'prohibit' && decision.outcome !== 'hold') return evidenceDue(decision, 'paying')
  if (!facts.request) return []
  const given = { ...facts, request: { ...facts.request, retroactive: true } }
  return [...policy.decide(given).decision.missing]
}

/**
 * What still keeps a benefit from being given or completed: evidence that the decision left for later and
 * that is due. Giving waits for any missing fact; what was given already can only be completed by papers.
 * What is forbidden by now was given all the same, and no paper would change that.
 */
export function unmet(
  found: OpenCase,
  files: readonly EvidenceRow[],
  verb: 'give' | 'complete',
): Refusal | undefined {
  const { evidence, shared } = found
  // Who came besides the recipient is recorded, whatever is missing about them.
  const weighing = ownWeighing(found)
  if (!weighing) return undefined
  const { decision } = weighing
  if (verb === 'give' && decision.outcome === 'prohibit') return undefined
  const present = new Set(proofsOf(found, [...evidence, ...files]).map((kind) => `docs.${kind}`))
  const later = verb === 'give' ? evidenceDue(decision, 'giving') : papersDue(shared, weighing)
  const due = [...decision.missing, ...later]
  const missing = [...new Set(due)]
    .filter((path) => verb === 'give' || path.startsWith('docs.'))
    .filter((path) => !present.has(path))
  if (missing.length === 0) return undefined
  const named = { missing: missing.join(', ') }
  return verb === 'give'
    ? refuse('requests.not_ready_to_give', named, '/body/fileIds')
    : refuse('requests.evidence_missing', named, '/body/fileIds')
}
