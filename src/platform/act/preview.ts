import { readOnly } from '../db/in-transaction.ts'
import type { Call, Command, Decision } from './command.ts'
import type { Door } from './act.ts'
import type { Refusal } from '../../kernel/refusal.ts'

/**
 * Runs the load and decide of a command read-only and without locks, on one snapshot. Nothing of the
 * benefit is stored. Gives the decision that `act` would take if it ran now, or the reason it may not run.
 */
export async function preview<Body, State, Answer>(
  door: Pick<Door, 'pool' | 'authorise'>,
  command: Command<Body, State, Answer>,
  call: Call<Body>,
): Promise<Decision<Answer> | { forbidden: Refusal }> {
  const forbidden = door.authorise(call.actor, command.operation)
  if (forbidden) return { forbidden }
  return readOnly(door.pool, [call.actor], async (tx) => command.decide(await command.load(tx, [call]), call))
}
