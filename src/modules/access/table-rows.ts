import type { Role } from './roles.ts'
import type { AccessRow, FactorNeed, Relation, Rule } from './rule.ts'

// The words in which the table of rights is written.

/** Who may, and how freshly they must have proved themselves. */
export function row(factor: FactorNeed, ...rules: Rule[]): AccessRow {
  return { isPublic: false, factor, rules }
}

/** Open to an account that waits for its second factor: it says who it is, and signs out. */
export function forWaiting(open: AccessRow): AccessRow {
  return { ...open, isForWaiting: true }
}

/** Closed to scripts: it hands a decision to somebody. */
export function inPerson(open: AccessRow): AccessRow {
  return { ...open, inPersonOnly: true }
}

/** These roles, for what they have this relation to, in these states where any are named. */
export function allow(
  roles: readonly Role[] | 'everyone',
  relations: readonly Relation[],
  states?: readonly string[],
): Rule {
  return states === undefined ? { roles, relations } : { roles, relations, states }
}
