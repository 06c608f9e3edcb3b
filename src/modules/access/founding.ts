import { because } from '../../kernel/because.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, type RowChange } from '../../platform/act/rows.ts'
import {
  accountChange,
  entityChange,
  personChange,
  unitChange,
  type AccountBody,
  type EntityBody,
  type PersonBody,
  type UnitBody,
} from './commands.ts'
import { isZone } from './domain.ts'
import { managerChange } from './reporting-commands.ts'
import { foundingProfile } from './profile-commands.ts'
import type { EntityFacts } from './profile.ts'
import { grantRow, type ProposeBody } from './role-commands.ts'
import { lockedSituation, type AccessDeps, type Situation } from './situation.ts'
import { roleGrantTable } from './tables.ts'

type Keyed<T> = T & { readonly key: string }
type FoundingRole = Omit<ProposeBody, 'personId' | 'entityId' | 'unitId' | 'fromOn'> & {
  /** Keys of the entity and unit; a role without an entity serves the whole group. */
  readonly entity?: string | undefined
  readonly unit?: string | undefined
}

/** A person of the founding, who refers to entity, unit and manager by their keys. */
export type FoundingPerson = Keyed<
  Omit<PersonBody, 'entityId' | 'unitId'> & {
    readonly entity: string
    readonly unit?: string | undefined
    readonly manager?: string | undefined
    readonly roles: readonly FoundingRole[]
    readonly account?: Omit<AccountBody, 'personId'> | undefined
  }
>

/** A whole company: what `init` makes with one person, and the sample company with forty. */
export type FoundingBody = {
  /** The day from which roles and managers hold. */
  readonly foundedOn: LocalDate
  readonly entities: readonly Keyed<EntityBody & { readonly facts?: EntityFacts | undefined }>[]
  readonly units: readonly Keyed<
    Omit<UnitBody, 'entityId' | 'parentId'> & { entity?: string; parent?: string }
  >[]
  readonly people: readonly FoundingPerson[]
}

type Ids = Readonly<Record<string, string>>

/** The identifiers that the founding gave, by key. */
export type Founded = {
  readonly entities: Ids
  readonly units: Ids
  readonly people: Ids
  /** By the key of the person. */
  readonly accounts: Ids
}

/**
 * Founds a company in an empty installation. Its roles need no second person, because there is none yet;
 * they are marked as founding ones for ever, and every later role takes two people. Only the product itself
 * may run it, for whoever sets the installation up.
 */
export function foundCompany(deps: AccessDeps): Command<FoundingBody, Situation, Founded> {
  return {
    operation: 'access.found_company',
    load: (tx) => lockedSituation(tx, deps),
    decide: (state, { body, at }) => {
      const object = { type: 'company', id: 'company' }
      if (state.organisation().people.size > 0) return { refusal: refuse('access.founded_already'), object }
      const hasAdministrator = body.people.some((person) =>
        person.roles.some(({ role }) => role === 'administrator'),
      )
      if (!hasAdministrator) return { refusal: refuse('access.last_administrator'), object }
      if (!body.entities.every(({ zone }) => isZone(zone))) {
        return { refusal: refuse('access.unknown_zone'), object }
      }
      const ids = {
        entities: idsFor(body.entities, () => deps.newId('entity')),
        units: idsFor(body.units, () => deps.newId('orgUnit')),
        people: idsFor(body.people, () => deps.newId('person')),
        accounts: idsFor(
          body.people.filter(({ account }) => account !== undefined),
          () => deps.newId('account'),
        ),
      }
      const changes = [
        ...groupChanges(body, ids),
        ...profileChanges(deps, body, ids, at),
        ...body.people.flatMap(peopleChanges(deps, body, ids, at)),
      ]
      const reason = because('access.founded', { on: body.foundedOn })
      return { answer: ids, object, reason, changes: state.noting(inOrder(changes)) }
    },
  }
}

function groupChanges(body: FoundingBody, ids: Founded): RowChange[] {
  return [
    ...body.entities.map((entity) => entityChange(known(ids.entities, entity.key), entity)),
    ...body.units.map((unit) =>
      unitChange(known(ids.units, unit.key), {
        ...unit,
        entityId: unit.entity === undefined ? undefined : known(ids.entities, unit.entity),
        parentId: unit.parent === undefined ? undefined : known(ids.units, unit.parent),
      }),
    ),
  ]
}

/** What was stated of the entities at the founding. */
function profileChanges(deps: AccessDeps, body: FoundingBody, ids: Founded, at: string): RowChange[] {
  return body.entities.flatMap(({ key, facts }) => {
    if (facts === undefined) return []
    const entityId = known(ids.entities, key)
    const stated = { entityId, fromOn: foundingDay, facts, reason: 'founding' }
    return [foundingProfile(deps.newId('fact'), stated, at)]
  })
}

/** What a company says of itself at its founding holds for earlier benefits too. */
const foundingDay = '1990-01-01'

function peopleChanges(deps: AccessDeps, body: FoundingBody, ids: Founded, at: string) {
  return (person: FoundingPerson): RowChange[] => {
    const personId = known(ids.people, person.key)
    const unitId = person.unit === undefined ? undefined : known(ids.units, person.unit)
    const { manager, account } = person
    const roles = person.roles.map((role) =>
      insertRow(roleGrantTable, {
        ...grantRow(deps.newId('role'), {
          ...role,
          personId,
          fromOn: body.foundedOn,
          entityId: role.entity === undefined ? undefined : known(ids.entities, role.entity),
          unitId: role.unit === undefined ? undefined : known(ids.units, role.unit),
        }),
        state: 'confirmed',
        is_founding: true,
        proposed_by: 'system',
        proposed_at: at,
        answered_by: 'system',
        answered_at: at,
      }),
    )
    const leading = manager === undefined ? [] : [{ personId, managerId: known(ids.people, manager) }]
    return [
      personChange(personId, { ...person, entityId: known(ids.entities, person.entity), unitId }),
      ...(account ? [accountChange(known(ids.accounts, person.key), { ...account, personId })] : []),
      ...roles,
      ...leading.map((pair) => managerChange(deps.newId('relation'), { ...pair, fromOn: body.foundedOn })),
    ]
  }
}

/**
 * Rows refer to each other, and a manager may stand after the people they lead: tables go one after the
 * other.
 */
function inOrder(changes: readonly RowChange[]): RowChange[] {
  const order = ['entity', 'entity_profile', 'unit', 'person', 'account', 'role_grant', 'manager'].map(
    (name) => `access.${name}`,
  )
  return changes.toSorted((a, b) => order.indexOf(a.table.name) - order.indexOf(b.table.name))
}

function idsFor(items: readonly { readonly key: string }[], newId: () => string): Record<string, string> {
  return Object.fromEntries(items.map((item) => [item.key, newId()]))
}

function known(ids: Ids, key: string): string {
  const id = ids[key]
  if (id === undefined) throw new Error(`the founding names ${key} and does not define it`)
  return id
}
