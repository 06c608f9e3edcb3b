import type { Plan } from '../../../demo/types.ts'
import type { Instant } from '../../kernel/time.ts'
import type { AuthPort, Founded } from '../../modules/access/index.ts'
import { act } from '../../platform/act/act.ts'
import { systemActor, type Actor } from '../../platform/act/actor.ts'
import type { Call, Command } from '../../platform/act/command.ts'
import type { World } from '../world.ts'

/** A plan that is put on stage: the identifiers that the product gave to what the plan names by keys. */
export type Stage = {
  readonly world: World
  readonly plan: Plan
  readonly founded: Founded
  readonly customers: ReadonlyMap<string, string>
  readonly people: ReadonlyMap<string, string>
  readonly households: ReadonlyMap<string, string>
  readonly events: ReadonlyMap<string, string>
  /** The moment at which the sample was begun: nothing of its history is later. */
  readonly begunAt: Instant
}

/** What the sample needs from outside. */
export type StageParts = { readonly world: World; readonly auth: AuthPort }

/** The product itself, with a view of every entity. */
export function loaderOf(founded: Founded): Actor {
  return { ...systemActor, entityIds: Object.values(founded.entities) }
}

/** A person of the sample company who acts; the second factor was shown, as it is in an office. */
export function staffActor(
  stage: Pick<Stage, 'founded'> & { readonly plan: Pick<Plan, 'staff'> },
  key: string,
  via: Actor['via'] = 'web',
): Actor {
  const person = stage.plan.staff.find((one) => one.key === key)
  if (!person) throw new Error(`the sample has no member of staff ${key}`)
  const own = idOf(stage.founded.entities, person.entity)
  const others = Object.values(stage.founded.entities).filter((id) => id !== own)
  const personId = idOf(stage.founded.people, key)
  return {
    personId,
    accountId: idOf(stage.founded.accounts, key),
    roles: person.roles,
    entityIds: [own, ...others],
    language: 'zh-CN',
    hasFreshFactor: true,
    hasSecondFactor: true,
    via,
  }
}

/** The identifier that a key stands for; throws when the plan names what was never made. */
export function idOf(
  ids: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
  key: string,
): string {
  const id = isMap(ids) ? ids.get(key) : Object.hasOwn(ids, key) ? ids[key] : undefined
  if (id === undefined) throw new Error(`the sample names ${key} before it exists`)
  return id
}

function isMap(ids: object): ids is ReadonlyMap<string, string> {
  return ids instanceof Map
}

/** How many items one transaction takes: enough to be quick, few enough to hold little. */
const setSize = 200

/**
 * Runs one command for a list of calls, in sets. Every key is derived from the plan, so a second run finds
 * the answers of the first. Throws on a refusal: what prepares the sample must not fail.
 */
export async function actAll<Body, State, Answer>(
  world: World,
  command: Command<Body, State, Answer>,
  calls: readonly Call<Body>[],
): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let i = 0; i < calls.length; i += setSize) {
    const outcomes = await act(world.door, command, calls.slice(i, i + setSize))
    for (const [n, outcome] of outcomes.entries()) {
      if (outcome.kind === 'done') answers.push(outcome.answer)
      else
        throw new Error(`the sample was refused ${command.operation} ${calls[i + n]?.key}: ${told(outcome)}`)
    }
  }
  return answers
}

/** A word on an outcome that did not go ahead. */
export function told(outcome: { readonly kind: string }): string {
  return 'refusal' in outcome ? JSON.stringify(outcome.refusal) : outcome.kind
}
