import type { Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import {
  authoriseBy,
  permissionBy,
  relationsBy,
  type AccessObject,
  type AccessRow,
  type AccessTable,
  type FactorNeed,
  type Permission,
  type Relation,
  type Rule,
} from './rule.ts'
import type { Role } from './roles.ts'

/** Whether `actor` may use the operation at all; the reason when not. Fills the port of the write door. */
export function authorise(actor: Actor, operation: string): Refusal | undefined {
  return actor.roles.includes('system') ? undefined : authoriseBy(accessTable, actor, operation)
}

/** Whether `actor` may use the operation on this object; sent to the screen as `can` and `why`. */
export function mayWith(actor: Actor, operation: string, object: AccessObject): Permission {
  if (actor.roles.includes('system')) return { can: true }
  return permissionBy(accessTable, actor, operation, object)
}

/** The relations through which `actor` may use the operation, for queries that filter a list. */
export function relationsFor(actor: Actor, operation: string): ReadonlySet<Relation> {
  if (actor.roles.includes('system')) return new Set(['any'])
  return relationsBy(accessTable, actor, operation)
}

const everyone = row('none', allow('everyone', ['any']))
const anyone: AccessRow = { isPublic: true, factor: 'none', rules: [] }

/** Who may do what: one row an operation of the contract. Whatever stands in no row is denied. */
export const accessTable: AccessTable = {
  'access.createPerson': row('second', allow(['administrator'], ['any'])),
}

function row(factor: FactorNeed, ...rules: Rule[]): AccessRow {
  return { isPublic: false, factor, rules }
}

function allow(roles: readonly Role[] | 'everyone', relations: readonly Relation[], states?: string[]): Rule {
  return states === undefined ? { roles, relations } : { roles, relations, states }
}
