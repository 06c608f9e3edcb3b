import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Role } from './roles.ts'

/**
 * How the acting person stands to the object: it is theirs (`own`), they lead its owner (`team`), it belongs
 * to an entity they serve (`entity`) or to none of ours (`no_entity`), it is their task (`assigned`), or they
 * are the deputy of somebody whose task it is (`delegated`). `any` asks for nothing.
 */
export type Relation = 'any' | 'own' | 'team' | 'entity' | 'no_entity' | 'assigned' | 'delegated'

/**
 * One line of the access table: these roles, standing so to the object, in these states (all when absent).
 */
export type Rule = {
  readonly roles: readonly Role[] | 'everyone'
  readonly relations: readonly Relation[]
  readonly states?: readonly string[]
}

/** What an operation asks of the session beside a role: nothing, a second factor, or a fresh one. */
export type FactorNeed = 'none' | 'second' | 'fresh'

/**
 * The rules of one operation. `isPublic` needs no session at all; what is `inPersonOnly` decides, or hands a
 * decision to somebody, and asks for a person even where it asks for no second factor.
 */
export type AccessRow = {
  readonly isPublic: boolean
  readonly factor: FactorNeed
  readonly rules: readonly Rule[]
  readonly inPersonOnly?: true
  /** Open to an account that waits for its second factor. */
  readonly isForWaiting?: true
}

export type AccessTable = Readonly<Record<string, AccessRow>>

/** What the table needs to know of an object. Whatever is absent matches no relation. */
export type AccessObject = {
  readonly ownerId?: string
  readonly entityId?: string
  readonly state?: string
  /** Those who lead the owner: line managers and heads of units above (`leadersOf`). */
  readonly leaderIds?: readonly string[]
  /** Those whose task the object is. */
  readonly assignedIds?: readonly string[]
  /** Those who may take that task over by delegation. */
  readonly deputyIds?: readonly string[]
}

/** Whether an operation may be used on an object, and why not. Goes to the screen with the object. */
export type Permission = { readonly can: true } | { readonly can: false; readonly refusal: Refusal }

/** Why `actor` may not use the operation at all, or undefined. An operation outside the table is denied. */
export function authoriseBy(table: AccessTable, actor: Actor, operation: string): Refusal | undefined {
  const lacking = lacksRole(table, actor, operation)
  if (lacking) return lacking
  if (table[operation]?.factor === 'fresh' && !actor.hasFreshFactor)
    return refuse('access.fresh_factor_needed')
  return undefined
}

/**
 * Whether `actor` may use the operation on this object. A stale second factor is no reason against it: the
 * screen offers the button and asks for the code when it is pressed.
 */
export function permissionBy(
  table: AccessTable,
  actor: Actor,
  operation: string,
  object: AccessObject,
): Permission {
  const lacking = lacksRole(table, actor, operation)
  if (lacking) return { can: false, refusal: lacking }
  if (table[operation]?.isPublic) return { can: true }
  const rules = rulesFor(table, actor, operation)
  const near = rules.filter((rule) =>
    rule.relations.some((relation) => stands(actor, rule, relation, object)),
  )
  if (near.some((rule) => isInState(rule, object))) return { can: true }
  if (near.length > 0) return { can: false, refusal: refuse('access.wrong_state') }
  return {
    can: false,
    refusal: refuse(isElsewhere(actor, rules, object) ? 'access.other_entity' : 'access.not_yours'),
  }
}

/** Whether it belongs to an entity that the person does not serve, or not in a role that may do it. */
function isElsewhere(actor: Actor, rules: readonly Rule[], { entityId }: AccessObject): boolean {
  if (entityId === undefined) return false
  return !actor.entityIds.includes(entityId) || rules.some(({ relations }) => relations.includes('entity'))
}

/**
 * Whether a script's token may name the operation. It shows no second factor, whatever its account has: so
 * nothing that asks for one is open to it, nor what only a person in a session does.
 */
export function isForTokens(row: AccessRow): boolean {
  return row.factor === 'none' && row.inPersonOnly !== true
}

/** The relations through which `actor` may use the operation, for queries that filter a list by them. */
export function relationsBy(table: AccessTable, actor: Actor, operation: string): ReadonlySet<Relation> {
  return new Set(rulesFor(table, actor, operation).flatMap((rule) => rule.relations))
}

function lacksRole(table: AccessTable, actor: Actor, operation: string): Refusal | undefined {
  const row = table[operation]
  if (!row) return refuse('access.not_in_table', { operation })
  if (row.isPublic) return undefined
  // Whoever set the password knows it: what is done and read with it alone is not the person's.
  if (actor.waitsForFactor === true && row.isForWaiting !== true) return refuse('access.waits_for_factor')
  if (actor.operations && !actor.operations.includes(operation)) return refuse('access.outside_token')
  if (actor.operations && !isForTokens(row)) return refuse('access.not_for_token')
  if (rulesFor(table, actor, operation).length === 0) return refuse('access.role_needed')
  if (row.factor !== 'none' && actor.hasSecondFactor !== true) return refuse('access.factor_needed')
  return undefined
}

function rulesFor(table: AccessTable, actor: Actor, operation: string): readonly Rule[] {
  const rules = table[operation]?.rules ?? []
  return rules.filter(({ roles }) =>
    roles === 'everyone' ? actor.accountId !== 'nobody' : roles.some((role) => actor.roles.includes(role)),
  )
}

/** The entities whose objects `actor` may use the operation on as one who serves them, for lists. */
export function entitiesBy(table: AccessTable, actor: Actor, operation: string): ReadonlySet<string> {
  const watching = rulesFor(table, actor, operation).filter((rule) => rule.relations.includes('entity'))
  return new Set(watching.flatMap((rule) => entitiesUnder(actor, rule)))
}

/** A rule gives its entities only where one of its roles is held. */
function entitiesUnder(actor: Actor, { roles }: Rule): readonly string[] {
  const { roleEntities, entityIds } = actor
  if (roles === 'everyone' || roleEntities === undefined) return entityIds
  return roles.filter((role) => actor.roles.includes(role)).flatMap((role) => roleEntities[role] ?? entityIds)
}

function stands(actor: Actor, rule: Rule, relation: Relation, object: AccessObject): boolean {
  const { personId } = actor
  switch (relation) {
    case 'any':
      return true
    case 'own':
      return object.ownerId === personId
    case 'team':
      return object.leaderIds?.includes(personId) ?? false
    case 'entity':
      return object.entityId !== undefined && entitiesUnder(actor, rule).includes(object.entityId)
    case 'no_entity':
      return object.entityId === undefined
    case 'assigned':
      return object.assignedIds?.includes(personId) ?? false
    case 'delegated':
      return object.deputyIds?.includes(personId) ?? false
  }
}

function isInState(rule: Rule, object: AccessObject): boolean {
  return rule.states === undefined || (object.state !== undefined && rule.states.includes(object.state))
}

/** The access table as Markdown, for the reference documents: one line a rule. */
export function accessTableAsMarkdown(table: AccessTable): string {
  const lines = Object.entries(table).flatMap(([operation, row]) => {
    if (row.isPublic) return [`| \`${operation}\` | nobody needs to be signed in | any | all | none | – |`]
    const asked = `${row.factor} | ${isForTokens(row) ? 'yes' : 'no'}`
    return row.rules.map((rule) => {
      const who = rule.roles === 'everyone' ? 'everyone signed in' : rule.roles.join(', ')
      const states = rule.states?.join(', ') ?? 'all'
      return `| \`${operation}\` | ${who} | ${rule.relations.join(', ')} | ${states} | ${asked} |`
    })
  })
  return [
    '| Operation | Roles | Relation | States | Second factor | Token |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}
