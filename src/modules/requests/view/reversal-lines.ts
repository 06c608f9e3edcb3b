import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { loadOpenFlows } from '../../approvals/index.ts'
import type { OpenCase } from '../decide-again.ts'
import { reversalType } from '../reversal.ts'
import type { RequestRow } from '../tables.ts'
import { say, sayIfKnown, staffOf, type Reader } from './reader.ts'

type Case = z.output<typeof caseJson>

/** What is told of something given beside its state: that a reversal waits, and what ended its round. */
export function reversalLines(reader: Reader, { reversal, request }: OpenCase): Case['facts'] {
  const ended = sayIfKnown(reader, `fact.ended.${request.ended_as ?? ''}`)
  return [
    ...(ended === undefined ? [] : [{ name: say(reader, 'fact.ended'), text: ended }]),
    ...(reversal
      ? [
          {
            name: say(reader, 'fact.reversal'),
            text: say(reader, 'fact.reversal.text', {
              by: staffOf(reader, reversal.asked_by).name,
              reason: reversal.reason,
            }),
          },
        ]
      : []),
  ]
}

/** The round of a reversal that waits, for whoever asked for it: they remind those who are asked. */
export async function ownReversalRound(
  tx: Transaction,
  reader: Reader,
  { reversal }: Pick<OpenCase, 'reversal'>,
): Promise<string | undefined> {
  if (reversal?.asked_by !== reader.actor.personId) return undefined
  return (await loadOpenFlows(tx, reversalType, [reversal.id])).get(reversal.id)?.flow.id
}

/** The marks of it. Approved once, a late declaration stays approved; otherwise it was given without. */
export function standingMarks(
  reader: Pick<Reader, 'language'>,
  request: Pick<RequestRow, 'ended_as'>,
  reversal?: OpenCase['reversal'],
): { key: string; word: string }[] {
  const isUnapproved = request.ended_as === 'withdrawn' || request.ended_as === 'rejected'
  return [...(isUnapproved ? ['not_approved' as const] : []), ...(reversal ? ['reversal' as const] : [])].map(
    (key) => ({ key, word: say(reader, `mark.${key}`) }),
  )
}
