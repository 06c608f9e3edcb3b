import { act } from '../../src/platform/act/act.ts'
import type { Actor } from '../../src/platform/act/actor.ts'
import type { Command, Outcome } from '../../src/platform/act/command.ts'
import type { FoundedCompany } from './founded-company.ts'

/** The moment at which commands of access are tried where a test names no other. */
export const actedAt = '2026-11-25T02:00:00.000Z'

/** The answer of a command that was done; anything else throws. */
export function done<Answer>(outcome: Outcome<Answer>): Answer {
  if (outcome.kind !== 'done') throw new Error(`not done: ${JSON.stringify(outcome)}`)
  return outcome.answer
}

/** The code of a refusal, or how else it came out. */
export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.kind === 'refused' || outcome.kind === 'forbidden' ? outcome.refusal.code : outcome.kind
}

/** Runs commands on a founded company and names its people as actors; it is asked for when they run. */
export function accessActs(company: () => FoundedCompany) {
  let sequence = 0
  return {
    run: async <Body, State, Answer>(
      command: Command<Body, State, Answer>,
      actor: Actor,
      body: Body,
      at = actedAt,
    ): Promise<Outcome<Answer>> => {
      const [outcome] = await act(company().door, command, [{ key: `key-${sequence++}`, actor, at, body }])
      if (!outcome) throw new Error('no outcome')
      return outcome
    },
    as: (key: string, role: string, more: Partial<Actor> = {}): Actor => ({
      personId: company().personId(key),
      accountId: company().founded.accounts[key] ?? '',
      roles: [role],
      entityIds: Object.values(company().founded.entities),
      language: 'en',
      hasFreshFactor: true,
      hasSecondFactor: true,
      via: 'web',
      ...more,
    }),
  }
}
