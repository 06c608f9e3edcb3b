import type { z } from 'zod'
import type { me, staff } from '../../contract/session.ts'
import type { permissionJson } from '../../contract/screens.ts'
import type { Pool } from 'pg'
import type { Actor } from '../../platform/act/actor.ts'
import { refusalText } from '../../texts/refusals/index.ts'
import { peopleTexts } from '../../texts/access.ts'
import { fill, type Language } from '../../texts/text.ts'
import type { FactorState } from './auth/port.ts'
import { isEmployed } from './organisation.ts'
import { byName } from './people-page.ts'
import {
  bannersOf,
  entityRefOf,
  lineOf,
  nameOf,
  roleWord,
  staffRefOf,
  type MatterKind,
  type Reader,
} from './present.ts'
import { rolesOf, routineLimitOf } from './reach.ts'
import { isBusinessRole } from './roles.ts'
import { emailOf } from './store.ts'
import { authorise } from './permission.ts'

type PermissionJson = z.input<typeof permissionJson>
type MeJson = z.input<(typeof me)['answer']>

/** The entries of the navigation at which something waits. */
type CountedEntry = 'inbox' | 'my_requests' | 'staff_accounts' | 'payee_accounts'

/** What other modules say about the signed-in person; filled in `app`. */
export type MeParts = {
  /** How much waits for the person, by entry of the navigation. */
  readonly counts: (actor: Actor) => Promise<Partial<Readonly<Record<CountedEntry, number>>>>
  /** Whether the person may file a request; training may stand in the way. */
  readonly canRequest: (actor: Actor) => Promise<PermissionJson>
  /**
   * The kinds of matter that somebody decides, in the reader's words; a delegation may be for some of them.
   */
  readonly matterKinds: (language: Language) => readonly MatterKind[]
  /**
   * Why colleagues may not take a matter, beyond what the organisation knows: by person, in the actor's
   * language.
   */
  readonly objectionsTo: (
    actor: Actor,
    query: StaffQuery,
    personIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>
}

type Known = {
  readonly actor: Actor
  readonly reader: Reader
  readonly factor: FactorState
  readonly isDemo: boolean
}

/** The signed-in person: name, roles, entities, navigation and what waits. */
export async function meOf(
  deps: { readonly pool: Pool; readonly me: MeParts },
  known: Known,
): Promise<MeJson> {
  const { actor, reader, factor } = known
  const { organisation, language, today } = reader
  const person = organisation.people.get(actor.personId)
  if (!person) throw new Error('an actor without a person')
  const own = entityRefOf(reader, person.entity_id)
  const unit = person.unit_id === null ? undefined : organisation.units.get(person.unit_id)
  const others = actor.entityIds.filter((entityId) => entityId !== own.id)
  return {
    person: staffRefOf(reader, actor.personId),
    accountId: actor.accountId,
    email: await emailOf(deps.pool, actor.accountId),
    language,
    zone: organisation.entities.get(own.id)?.zone ?? 'UTC',
    roles: rolesOf(organisation, actor.personId, today).map((key) => ({
      key,
      word: roleWord(key, language),
    })),
    line: lineOf(reader, routineLimitOf(organisation, actor.personId, own.currency, today), own.currency),
    unit: unit ? nameOf(unit, language) : fill(peopleTexts['people.no_unit'], language),
    entities: [own, ...others.map((entityId) => entityRefOf(reader, entityId))],
    navigation: await navigationOf(deps.me, actor),
    canRequest: await deps.me.canRequest(actor),
    ...factor,
    banners: actor.waitsForFactor === true ? [waitingBanner(language)] : bannersOf(reader),
    isDemo: known.isDemo,
  }
}

/** Stands above every page of an account that waits, instead of what its person delegated. */
function waitingBanner(language: Language): string {
  const { says, wayOut } = refusalText('access.waits_for_factor')
  return [fill(says, language), fill(wayOut, language)].join(' ')
}

type Navigation = MeJson['navigation']

async function navigationOf(parts: MeParts, actor: Actor): Promise<Navigation> {
  const counts = actor.waitsForFactor === true ? {} : await parts.counts(actor)
  const may = (operation: string) => authorise(actor, operation) === undefined
  const entries = [
    { group: 'work', key: 'inbox', operation: 'approvals.inbox', count: counts.inbox },
    { group: 'work', key: 'my_requests', operation: 'requests.mine', count: counts.my_requests },
    { group: 'work', key: 'my_claims', operation: 'payments.my_claims', count: undefined },
    { group: 'finance', key: 'payments', operation: 'payments.queue', count: undefined },
    { group: 'finance', key: 'claims', operation: 'payments.claims', count: undefined },
    {
      group: 'finance',
      key: 'staff_accounts',
      operation: 'payments.staff_accounts',
      count: counts.staff_accounts,
    },
    {
      group: 'finance',
      key: 'payee_accounts',
      operation: 'parties.waiting_accounts',
      count: counts.payee_accounts,
    },
    { group: 'finance', key: 'budgets', operation: 'budgets.list', count: undefined },
    {
      group: 'finance',
      key: 'reconciliation',
      operation: 'bank.reconciliation',
      count: undefined,
    },
    { group: 'finance', key: 'books', operation: 'ledger.trial_balance', count: undefined },
    { group: 'finance', key: 'coverage', operation: 'coverage.runs', count: undefined },
    { group: 'finance', key: 'tax', operation: 'payments.tax_schedule', count: undefined },
    { group: 'compliance', key: 'register', operation: 'benefits.register', count: undefined },
    { group: 'oversight', key: 'verification', operation: 'audit.state', count: undefined },
    { group: 'oversight', key: 'administration', operation: 'audit.administration', count: undefined },
  ] as const
  return entries
    .filter(({ operation }) => may(operation))
    .map(({ group, key, count }) => ({ group, key, ...(count === undefined ? {} : { count }) }))
}

type StaffQuery = z.output<(typeof staff)['query']>
type Staff = z.input<(typeof staff)['answer']>
type StaffItem = Staff['items'][number]

/** The longest list that helps a person who is typing a name; how many more there are is said. */
const staffMax = 20

/** Colleagues whose name or title has the words; those who may not take it stand last, with the reason. */
export async function staffFor(
  deps: { readonly me: MeParts },
  actor: Actor,
  reader: Reader,
  query: StaffQuery,
): Promise<Staff> {
  const { organisation, language, today } = reader
  const words = query.q.trim().toLowerCase()
  const found = [...organisation.people.values()]
    .filter((person) => person.id !== actor.personId && isEmployed(organisation, person.id, today))
    .filter((person) =>
      [person.name_zh, person.name_en, person.title_zh, person.title_en].some((text) =>
        text?.toLowerCase().includes(words),
      ),
    )
    .toSorted(byName(language))
  const objections = await deps.me.objectionsTo(
    actor,
    query,
    found.map((person) => person.id),
  )
  const items = found.map((person): StaffItem => {
    const unit = person.unit_id === null ? undefined : organisation.units.get(person.unit_id)
    const why = unfitFor(reader, person.id, query) ?? objections.get(person.id)
    return {
      ...staffRefOf(reader, person.id),
      unit: unit ? nameOf(unit, language) : fill(peopleTexts['people.no_unit'], language),
      permission:
        why === undefined ? { can: true, needsReason: false, needsFactor: false } : { can: false, why },
    }
  })
  const inOrder = items.toSorted((a, b) => Number(b.permission.can) - Number(a.permission.can))
  return { items: inOrder.slice(0, staffMax), more: Math.max(0, inOrder.length - staffMax) }
}

function unfitFor(reader: Reader, personId: string, query: StaffQuery): string | undefined {
  const roles = rolesOf(reader.organisation, personId, reader.today)
  if (query.for === 'copy' || roles.some(isBusinessRole)) return undefined
  return fill(refusalText('access.deputy_unfit').says, reader.language)
}
