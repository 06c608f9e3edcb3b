import { describe, expect, test } from 'vitest'
import { operations } from '../../contract/index.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { systemActor } from '../../platform/act/actor.ts'
import { refusals } from '../../texts/refusals/index.ts'
import { grantableRoles, isBusinessRole } from './roles.ts'
import { accessTableAsMarkdown, type AccessObject, type AccessTable } from './rule.ts'
import { innerCommands } from './inner-commands.ts'
import { authorise, entitiesFor, mayWith, relationsFor } from './permission.ts'
import { accessTable } from './table.ts'

function actor(roles: readonly string[], more: Partial<Actor> = {}): Actor {
  return {
    personId: 'per_me',
    accountId: 'acc_me',
    roles,
    entityIds: ['ent_1'],
    language: 'en',
    hasFreshFactor: true,
    hasSecondFactor: true,
    via: 'web',
    ...more,
  }
}

const nobody = actor([], { accountId: 'nobody', personId: 'nobody' })

function codeOf(who: Actor, operation: string, object: AccessObject): string {
  const permission = mayWith(who, operation, object)
  return permission.can ? 'can' : permission.refusal.code
}

describe('a role in one entity and work in another', () => {
  const both = actor(['finance', 'sales'], {
    entityIds: ['ent_1', 'ent_2'],
    roleEntities: { finance: ['ent_1'], sales: ['ent_2'] },
  })

  test('opens the objects of the role’s entity only', () => {
    const of = (entityId: string) => codeOf(both, 'requests.detail', { entityId, ownerId: 'per_other' })
    expect([of('ent_1'), of('ent_2'), of('ent_3')]).toEqual([
      'can',
      'access.other_entity',
      'access.other_entity',
    ])
  })

  test('opens an import of ours there, and one of others everywhere', () => {
    const watching = actor(['compliance', 'sales'], {
      entityIds: ['ent_1', 'ent_2'],
      roleEntities: { compliance: ['ent_1'], sales: ['ent_2'] },
    })
    const of = (object: AccessObject) => codeOf(watching, 'imports.run', object)
    expect(of({})).toBe('can')
    expect(['ent_1', 'ent_2', 'ent_3', ''].map((entityId) => of({ entityId }))).toEqual([
      'can',
      'access.other_entity',
      'access.other_entity',
      'access.other_entity',
    ])
  })

  test('gives lists the same border', () => {
    expect(entitiesFor(both, 'benefits.register')).toEqual(['ent_1'])
    expect(entitiesFor(actor(['finance']), 'benefits.register')).toEqual(['ent_1'])
    expect(entitiesFor(actor(['sales']), 'benefits.register')).toEqual([])
  })
})

describe('the access table', () => {
  test('has a row for every operation of the contract, and no row for anything else', () => {
    const known = operations.map((operation) => operation.id)
    expect(known.filter((operation) => accessTable[operation] === undefined)).toEqual([])
    const rest = Object.keys(accessTable).filter((operation) => !known.includes(operation))
    expect(rest).toEqual(innerCommands)
  })

  test.each(operations.map((operation) => [operation.id, operation.security] as const))(
    '%s asks of the session what the contract says',
    (operation, security) => {
      const row = accessTable[operation]
      expect({ isPublic: row?.isPublic, isFresh: row?.factor === 'fresh' }).toEqual({
        isPublic: security === 'public',
        isFresh: security === 'factor',
      })
    },
  )

  test('denies what it does not name', () => {
    const everything = actor(grantableRoles)
    expect(authorise(everything, 'payments.pay_myself')?.code).toBe('access.not_in_table')
    expect(codeOf(everything, 'payments.pay_myself', {})).toBe('access.not_in_table')
  })

  test('denies every operation but the public ones to whoever is not signed in', () => {
    const open = operations.filter((operation) => authorise(nobody, operation.id) === undefined)
    expect(open.map((operation) => operation.id).toSorted()).toEqual([
      'access.second_factor',
      'access.sign_in',
      'access.welcome',
      // A guest with the secret of a link.
      'requests.guest_sign_in',
      'requests.invitation',
    ])
  })

  test('opens who it is and signing out to an account that waits for its factor, and nothing else', () => {
    const waiting = actor(grantableRoles, { waitsForFactor: true })
    const open = operations.filter(({ id }) => authorise(waiting, id)?.code !== 'access.waits_for_factor')
    expect(open.map(({ id }) => id).toSorted()).toEqual([
      'access.me',
      'access.second_factor',
      'access.sign_in',
      'access.sign_out',
      'access.welcome',
      'requests.guest_sign_in',
      'requests.invitation',
    ])
    // What runs inside an operation, such as a recorded attempt, is an act as well; so is a button.
    expect(innerCommands.map((id) => authorise(waiting, id)?.code)).toEqual(
      innerCommands.map(() => 'access.waits_for_factor'),
    )
    expect(codeOf(waiting, 'parties.classify', {})).toBe('access.waits_for_factor')
  })

  test('gives administrators and auditors no business rights: they neither ask nor decide', () => {
    // What is open to whoever is not signed in is no right of anybody's.
    const acting = operations.filter(
      ({ id, kind, security }) =>
        kind !== 'query' && security !== 'public' && /^(requests|approvals)\./.test(id),
    )
    const open = (role: string) =>
      acting.filter(({ id }) => authorise(actor([role]), id) === undefined).map(({ id }) => id)
    for (const role of ['auditor', 'outside_auditor']) expect(open(role)).toEqual([])
    // Administrators answer what needs a second person in the organisation, and only what they are asked; of
    // what they propose themselves they remind, and take it back.
    expect(open('administrator')).toEqual([
      'approvals.approve',
      'approvals.reject',
      'approvals.remind',
      'approvals.withdraw',
    ])
    const request = { ownerId: 'per_other', entityId: 'ent_1', assignedIds: ['per_third'], leaderIds: [] }
    for (const id of open('administrator')) {
      expect(mayWith(actor(['administrator']), id, request).can).toBe(false)
    }
  })

  test('lets no business role touch people, accounts or roles, but compliance confirm a role', () => {
    const changing = operations.filter(
      ({ id }) => id.startsWith('access.') && accessTable[id]?.rules[0]?.roles.includes('administrator'),
    )
    const allowed = grantableRoles
      .filter(isBusinessRole)
      .flatMap((role) => changing.filter(({ id }) => authorise(actor([role]), id) === undefined))
    expect(new Set(allowed.map(({ id }) => id))).toEqual(
      new Set([
        'access.answer_emergency',
        'access.answer_leaving',
        'access.answer_manager',
        'access.answer_profile',
        'access.answer_role',
        'access.give_factor',
        'access.answer_reinstatement',
        'access.people',
        'access.person',
        'access.profiles',
        'access.roles',
      ]),
    )
  })

  test.each([
    ['the second factor at sign-in', 'approvals.approve', { hasSecondFactor: false }, 'access.factor_needed'],
    ['none for a plain request', 'requests.create_draft', { hasSecondFactor: false }, undefined],
    ['a fresh one to export', 'benefits.export', { hasFreshFactor: false }, 'access.fresh_factor_needed'],
    ['and is content with a fresh one', 'benefits.export', {}, undefined],
  ])('asks for %s', (_, operation, means, code) => {
    expect(authorise(actor(['compliance'], means), operation)?.code).toBe(code)
  })

  test('lets a token do what it names and nothing else', () => {
    const script = actor(['sales'], { operations: ['requests.mine'] })
    expect(authorise(script, 'requests.mine')).toBeUndefined()
    expect(authorise(script, 'requests.submit')?.code).toBe('access.outside_token')
  })

  test('opens nothing that decides, hands on a decision or administers to a token, whoever owns it', () => {
    const everything = operations.map(({ id }) => id)
    const script = actor(grantableRoles, { operations: everything, hasSecondFactor: true })
    const open = everything.filter((id) => authorise(script, id) === undefined)
    expect(open.length).toBeGreaterThan(40)
    const changing = operations.filter(({ id, kind }) => kind !== 'query' && open.includes(id))
    const closed = /^(approvals|policy|imports|audit)\.|^access\.(create|answer|propose|end|set_manager)/
    expect(changing.map(({ id }) => id).filter((id) => closed.test(id))).toEqual([
      'approvals.batch_sheet',
      'approvals.copy',
      'approvals.remind',
      'approvals.withdraw',
      'approvals.end_delegation',
    ])
    for (const id of everything.filter((each) => accessTable[each]?.factor !== 'none')) {
      expect(authorise(script, id)?.code).toBe('access.not_for_token')
      expect(codeOf(script, id, { assignedIds: ['per_me'] })).toBe('access.not_for_token')
    }
  })

  test('lets the product itself do everything', () => {
    expect(authorise(systemActor, 'requests.submit')).toBeUndefined()
    expect(mayWith(systemActor, 'requests.submit', {})).toEqual({ can: true })
    expect([...relationsFor(systemActor, 'benefits.register')]).toEqual(['any'])
  })
})

describe('a permission comes with its reason', () => {
  const mine = { ownerId: 'per_me', entityId: 'ent_1' }
  const ofMyTeam = { ownerId: 'per_other', leaderIds: ['per_me'], entityId: 'ent_1' }
  const ofMyEntity = { ownerId: 'per_other', leaderIds: [], entityId: 'ent_1' }
  const ofAnother = { ownerId: 'per_other', leaderIds: [], entityId: 'ent_2' }
  const assigned = { ...ofAnother, assignedIds: ['per_me'] }
  const delegated = { ...ofAnother, deputyIds: ['per_me'] }

  test.each([
    ['sales', 'requests.detail', mine, 'can'],
    ['sales', 'requests.detail', ofMyTeam, 'access.not_yours'],
    ['sales', 'requests.detail', ofAnother, 'access.other_entity'],
    ['sales', 'requests.detail', {}, 'access.not_yours'],
    ['sales_manager', 'requests.detail', ofMyTeam, 'can'],
    ['sales_manager', 'requests.detail', ofMyEntity, 'access.not_yours'],
    ['finance', 'requests.detail', ofMyEntity, 'can'],
    ['finance', 'requests.detail', ofAnother, 'access.other_entity'],
    ['auditor', 'requests.detail', ofMyEntity, 'can'],
    ['administrator', 'requests.detail', mine, 'access.role_needed'],
    ['sales_manager', 'approvals.approve', assigned, 'can'],
    ['sales_manager', 'approvals.approve', delegated, 'can'],
    ['sales_manager', 'approvals.approve', mine, 'access.not_yours'],
    ['sales_manager', 'approvals.approve', ofMyTeam, 'access.not_yours'],
    ['sales', 'requests.withdraw', { ...mine, state: 'submitted' }, 'can'],
    ['sales', 'requests.withdraw', { ...mine, state: 'approved' }, 'access.wrong_state'],
    ['sales', 'requests.withdraw', mine, 'access.wrong_state'],
    ['compliance', 'requests.reverse', { ...ofMyEntity, state: 'given' }, 'can'],
    ['compliance', 'requests.change', { ...ofMyEntity, state: 'submitted' }, 'access.not_yours'],
    ['compliance', 'requests.withdraw', { ...ofMyEntity, state: 'submitted' }, 'access.wrong_state'],
    ['compliance', 'requests.withdraw', { ...ofMyEntity, state: 'given' }, 'can'],
    ['compliance', 'requests.cancel', { ...ofMyEntity, state: 'more_information' }, 'can'],
    ['sales', 'requests.cancel', { ...mine, state: 'more_information' }, 'access.wrong_state'],
    ['sales', 'access.welcome', {}, 'can'],
  ] as const)('%s, %s on %o: %s', (role, operation, object, code) => {
    expect(codeOf(actor([role]), operation, object)).toBe(code)
  })

  test('a stale factor takes no button away, a missing one does', () => {
    const stale = actor(['compliance'], { hasFreshFactor: false })
    expect(codeOf(stale, 'benefits.export', ofMyEntity)).toBe('can')
    expect(codeOf({ ...stale, hasSecondFactor: false }, 'benefits.export', ofMyEntity)).toBe(
      'access.factor_needed',
    )
  })

  test('lists are filtered by the relations that the table names', () => {
    expect([...relationsFor(actor(['sales']), 'benefits.register')].toSorted()).toEqual([
      'assigned',
      'delegated',
      'own',
    ])
    expect(relationsFor(actor(['sales_manager']), 'benefits.register').has('team')).toBe(true)
    expect(relationsFor(actor(['auditor']), 'benefits.register')).toEqual(new Set(['entity']))
    expect(relationsFor(actor(['administrator']), 'benefits.register').size).toBe(0)
  })

  test('every reason has its words in both languages', () => {
    const codes = Object.keys(refusals).filter((code) => code.startsWith('access.'))
    for (const code of [
      'not_in_table',
      'outside_token',
      'role_needed',
      'factor_needed',
      'fresh_factor_needed',
    ]) {
      expect(codes).toContain(`access.${code}`)
    }
  })
})

test('the reference document prints the table as it is', async () => {
  const title =
    '# Who may do what\n\nGenerated from `src/modules/access/table.ts`; what stands in no line is denied.\n\n'
  await expect(`${title}${accessTableAsMarkdown(accessTable)}\n`).toMatchFileSnapshot(
    '../../../docs/reference/access.md',
  )
})

test('the printed table has a line for every rule', () => {
  const table: AccessTable = {
    'a.open': { isPublic: true, factor: 'none', rules: [] },
    'a.own': {
      isPublic: false,
      factor: 'fresh',
      rules: [{ roles: ['sales'], relations: ['own'], states: ['draft'] }],
    },
    'a.all': { isPublic: false, factor: 'none', rules: [{ roles: 'everyone', relations: ['any', 'team'] }] },
  }
  expect(accessTableAsMarkdown(table).split('\n').slice(2)).toEqual([
    '| `a.open` | nobody needs to be signed in | any | all | none | – |',
    '| `a.own` | sales | own | draft | fresh | no |',
    '| `a.all` | everyone signed in | any, team | all | none | yes |',
  ])
})
