import type { Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { innerCommands } from './inner-commands.ts'
import {
  authoriseBy,
  entitiesBy,
  permissionBy,
  relationsBy,
  type AccessObject,
  type Permission,
  type Relation,
} from './rule.ts'
import { accessTable } from './table.ts'

/**
 * Whether `actor` may use the operation at all; the reason when not. Fills the port of the write door. The
 * product itself, in jobs that nobody started by hand, may do everything that stands in the table or not.
 */
export function authorise(actor: Actor, operation: string): Refusal | undefined {
  if (actor.roles.includes('system')) return undefined
  return authoriseBy(accessTable, withInner(actor, operation), operation)
}

/**
 * What runs inside an operation of a script's token needs no place in the token: its attempts are recorded
 * too.
 */
function withInner(actor: Actor, operation: string): Actor {
  const { operations } = actor
  if (!operations || !innerCommands.includes(operation)) return actor
  return { ...actor, operations: [...operations, operation] }
}

/** Whether `actor` may use the operation on this object; sent to the screen as `can` and `why`. */
export function mayWith(actor: Actor, operation: string, object: AccessObject): Permission {
  if (actor.roles.includes('system')) return { can: true }
  return permissionBy(accessTable, actor, operation, object)
}

/** The entities that `actor` serves in a role which lets them use the operation there, for lists. */
export function entitiesFor(actor: Actor, operation: string): readonly string[] {
  return actor.roles.includes('system') ? actor.entityIds : [...entitiesBy(accessTable, actor, operation)]
}

/** The relations through which `actor` may use the operation, for queries that filter a list. */
export function relationsFor(actor: Actor, operation: string): ReadonlySet<Relation> {
  if (actor.roles.includes('system')) return new Set(['any'])
  return relationsBy(accessTable, actor, operation)
}
