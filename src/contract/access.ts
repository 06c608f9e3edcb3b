import { z } from 'zod'
import { amountJson, id, instant, localDate, page, proposalAnswer, proposalState } from './common.ts'
import { cursorsOf } from './cursor.ts'
import { operation } from './operation.ts'
import { entityRef, staffRef } from './screens.ts'

const name = z.string().trim().min(1).max(200)
const bothNames = { nameZh: name, nameEn: name }
const code = z.string().trim().min(1).max(40)
const personParams = z.strictObject({ personId: id })

/** The roles that a person can be granted. */
export const grantableRole = z.enum([
  'sales',
  'sales_manager',
  'department_head',
  'finance',
  'compliance',
  'general_manager',
  'programme_manager',
  'auditor',
  'outside_auditor',
  'trainer',
  'administrator',
])

const grantJson = z.strictObject({
  grantId: id,
  person: staffRef,
  role: grantableRole,
  word: z.string(),
  entityId: id.optional(),
  unitId: id.optional(),
  limit: amountJson.optional(),
  fromOn: localDate,
  untilOn: localDate.optional(),
  state: proposalState,
  proposedBy: z.string(),
  answeredBy: z.string().optional(),
})

const accountJson = z.strictObject({
  accountId: id,
  email: z.string(),
  isOpen: z.boolean(),
  /** Its password was set by somebody else, and another person has not given the second factor yet. */
  waitsForFactor: z.boolean(),
})

const personJson = staffRef.extend({
  entity: entityRef,
  unitId: id.optional(),
  unit: z.string().optional(),
  staffNumber: z.string().optional(),
  joinedOn: localDate,
  leftOn: localDate.optional(),
  manager: staffRef.optional(),
  roles: z.array(z.string()),
})

/** Entities and units, for forms and for whoever looks up how the group is built. */
export const organisation = operation({
  id: 'access.organisation',
  kind: 'query',
  method: 'GET',
  path: '/v1/organisation',
  summary: 'Entities and units',
  answer: z.strictObject({
    entities: z.array(entityRef.extend({ code: z.string(), zone: z.string(), seat: z.string() })),
    units: z.array(
      z.strictObject({
        id,
        code: z.string(),
        name: z.string(),
        parentId: id.optional(),
        entityId: id.optional(),
      }),
    ),
  }),
})

/** A place among the staff: a person, whose name stays out of the address. */
export const peopleCursors = cursorsOf('access.people', id)

/** Everybody on the staff, by name; those who have left only when asked for. */
export const people = operation({
  id: 'access.people',
  kind: 'query',
  method: 'GET',
  path: '/v1/people',
  summary: 'The staff',
  query: z.strictObject({
    q: z.string().max(100).default(''),
    all: z.enum(['yes', 'no']).default('no'),
    cursor: peopleCursors.query,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: page(personJson),
})

/** One person with their accounts and roles, past and coming ones too. */
export const person = operation({
  id: 'access.person',
  kind: 'query',
  method: 'GET',
  path: '/v1/people/:personId',
  summary: 'One person of the staff',
  params: personParams,
  answer: z.strictObject({ person: personJson, accounts: z.array(accountJson), grants: z.array(grantJson) }),
})

/** Why rights are taken or a log-in is reset; the log keeps it. */
export const why = z.string().trim().min(5).max(500)

/** A legal entity of the group. */
export const createEntity = operation({
  id: 'access.create_entity',
  kind: 'command',
  method: 'POST',
  path: '/v1/entities',
  summary: 'Add a legal entity',
  body: z.strictObject({
    code,
    ...bothNames,
    currency: z.string().regex(/^[A-Z]{3}$/),
    zone: z.string().max(60),
    seat: z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  }),
  answer: z.strictObject({ entityId: id }),
  status: 201,
  refusals: ['access.code_taken', 'access.unknown_zone'],
})

/** A unit; its place in the tree decides whose head approves. */
export const createUnit = operation({
  id: 'access.create_unit',
  kind: 'command',
  method: 'POST',
  path: '/v1/units',
  summary: 'Add a unit',
  body: z.strictObject({ code, ...bothNames, entityId: id.optional(), parentId: id.optional() }),
  answer: z.strictObject({ unitId: id }),
  status: 201,
  refusals: ['access.code_taken', 'access.not_in_organisation'],
})

/** A member of staff. An account and roles come apart from it. */
export const createPerson = operation({
  id: 'access.create_person',
  kind: 'command',
  method: 'POST',
  path: '/v1/people',
  summary: 'Add a person',
  body: z.strictObject({
    entityId: id,
    unitId: id.optional(),
    staffNumber: code.optional(),
    ...bothNames,
    titleZh: name.optional(),
    titleEn: name.optional(),
    joinedOn: localDate,
  }),
  answer: z.strictObject({ personId: id }),
  status: 201,
  refusals: ['access.code_taken', 'access.not_in_organisation'],
})

/**
 * The last working day. Roles, sessions and delegations end with it by themselves. It takes two where the day
 * is past, and for whoever decides, leads or has something to decide.
 */
export const endEmployment = operation({
  id: 'access.end_employment',
  kind: 'command',
  method: 'POST',
  path: '/v1/people/:personId/leave',
  summary: 'End the employment of a person',
  params: personParams,
  body: z.strictObject({ leftOn: localDate, reason: why }),
  answer: z.strictObject({
    personId: id,
    state: z.enum(['confirmed', 'proposed']),
    /** What a second person confirms; absent where the day holds at once. */
    proposalId: id.optional(),
  }),
  refusals: [
    'access.last_administrator',
    'access.leaves_before_joining',
    'access.leaving_waits',
    'access.left_already',
    'access.nobody_to_confirm',
    'access.not_in_organisation',
  ],
  security: 'factor',
})

/** Roles that wait for their second person, and those of everybody. */
export const roleGrants = operation({
  id: 'access.roles',
  kind: 'query',
  method: 'GET',
  path: '/v1/roles',
  summary: 'Roles granted and proposed',
  query: z.strictObject({ state: proposalState.optional() }),
  answer: z.strictObject({ items: z.array(grantJson) }),
})

/**
 * The first of two persons. Nobody proposes a role for themselves; it starts the day after at the earliest.
 */
export const proposeRole = operation({
  id: 'access.propose_role',
  kind: 'command',
  method: 'POST',
  path: '/v1/people/:personId/roles',
  summary: 'Propose a role for a person',
  params: personParams,
  body: z.strictObject({
    role: grantableRole,
    entityId: id.optional(),
    unitId: id.optional(),
    limit: amountJson.optional(),
    fromOn: localDate,
    untilOn: localDate.optional(),
  }),
  answer: grantJson,
  status: 201,
  refusals: [
    'access.own_role',
    'access.role_starts_too_early',
    'access.role_dates',
    'access.roles_exclude',
    'access.role_held',
    'access.nobody_to_confirm',
    'access.not_in_organisation',
    'access.head_needs_unit',
  ],
  security: 'factor',
})

/** The second person confirms or declines. */
export const answerRole = operation({
  id: 'access.answer_role',
  kind: 'command',
  method: 'POST',
  path: '/v1/roles/:grantId/answer',
  summary: 'Confirm or decline a proposed role',
  params: z.strictObject({ grantId: id }),
  body: proposalAnswer,
  answer: grantJson,
  refusals: [
    'access.role_answered',
    'access.own_role',
    'access.second_person_needed',
    'access.roles_exclude',
    'access.role_held',
    'access.not_in_organisation',
  ],
  security: 'factor',
})

/** Ends a role with a day that is not in the past. */
export const endRole = operation({
  id: 'access.end_role',
  kind: 'command',
  method: 'POST',
  path: '/v1/roles/:grantId/end',
  summary: 'End a role',
  params: z.strictObject({ grantId: id }),
  body: z.strictObject({ untilOn: localDate, reason: why }),
  answer: grantJson,
  refusals: [
    'access.role_dates',
    'access.role_ended',
    'access.last_administrator',
    'access.not_in_organisation',
  ],
  security: 'factor',
})

const tokenJson = z.strictObject({
  tokenId: id,
  name: z.string(),
  operations: z.array(z.string()),
  expiresAt: instant,
  revokedAt: instant.optional(),
})

/** The reader's own tokens for scripts. */
export const tokens = operation({
  id: 'access.tokens',
  kind: 'query',
  method: 'GET',
  path: '/v1/tokens',
  summary: 'My tokens for scripts',
  answer: z.strictObject({ items: z.array(tokenJson) }),
})

/**
 * A token for a script, limited to operations and days. Its secret is shown once and kept nowhere: the same
 * call, sent again, is told that the token was made.
 */
export const createToken = operation({
  id: 'access.create_token',
  kind: 'command',
  method: 'POST',
  path: '/v1/tokens',
  summary: 'Make a token for a script',
  body: z.strictObject({
    name,
    operations: z.array(z.string().max(60)).min(1).max(100),
    days: z.int().min(1).max(366),
  }),
  answer: tokenJson.extend({ secret: z.string() }),
  status: 201,
  refusals: [
    'access.unknown_operation',
    'access.role_needed',
    'access.token_shown_once',
    'access.token_revoked',
  ],
  security: 'factor',
})

/** Ends a token at once. */
export const revokeToken = operation({
  id: 'access.revoke_token',
  kind: 'command',
  method: 'POST',
  path: '/v1/tokens/:tokenId/revoke',
  summary: 'Revoke a token',
  params: z.strictObject({ tokenId: id }),
  answer: tokenJson,
  refusals: ['access.token_revoked', 'platform.not_found'],
})

export const accessOperations = [
  organisation,
  people,
  person,
  createEntity,
  createUnit,
  createPerson,
  endEmployment,
  roleGrants,
  proposeRole,
  answerRole,
  endRole,
  tokens,
  createToken,
  revokeToken,
] as const
