import type { z } from 'zod'
import type { person as personOperation, roleGrants } from '../../contract/access.ts'
import type { delegations } from '../../contract/inbox.ts'
import { formatMoney } from '../../kernel/format.ts'
import { money } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { peopleTexts } from '../../texts/access.ts'
import { fill, type Language } from '../../texts/text.ts'
import { isDelegatingOn } from './delegation.ts'
import { lineManagerOf, type Organisation } from './organisation.ts'
import { rolesOf } from './reach.ts'
import { isGrantable, type GrantableRole } from './roles.ts'
import type { DelegationRow, PersonRow, RoleGrantRow } from './tables.ts'

/** For whom and as of when something is put into words. */
export type Reader = {
  readonly organisation: Organisation
  readonly language: Language
  readonly today: LocalDate
  readonly personId: string
}

type StaffRef = { id: string; name: string; title?: string }

/** A member of staff by name and title; the product itself and strangers keep their identifier. */
export function staffRefOf(reader: Reader, personId: string): StaffRef {
  const person = reader.organisation.people.get(personId)
  if (!person) return { id: personId, name: personId }
  const title = reader.language === 'en' ? person.title_en : person.title_zh
  return { id: person.id, name: nameOf(person, reader.language), ...(title === null ? {} : { title }) }
}

/** The name of a person or thing in the reader's language. */
export function nameOf(
  row: { readonly name_zh: string; readonly name_en: string },
  language: Language,
): string {
  return language === 'en' ? row.name_en : row.name_zh
}

/** The name of a member of staff; whoever is none keeps the identifier. */
export function staffName(organisation: Organisation, personId: string, language: Language): string {
  const person = organisation.people.get(personId)
  return person ? nameOf(person, language) : personId
}

/** What can be said of something that waits for a second person. */
export type MatterKey = Extract<keyof typeof peopleTexts, `matter.${string}`>

/** A word of what waits for a second person. */
export function matterWord(key: MatterKey, language: Language, params: Record<string, string> = {}): string {
  return fill(peopleTexts[key], language, params)
}

/** The word for a role. */
export function roleWord(role: GrantableRole, language: Language): string {
  return fill(peopleTexts[`role.${role}`], language)
}

type PersonJson = z.input<(typeof personOperation)['answer']>['person']

/** A person with unit, manager and today's roles. */
export function personJsonOf(reader: Reader, person: PersonRow): PersonJson {
  const { organisation, language, today } = reader
  const unit = person.unit_id === null ? undefined : organisation.units.get(person.unit_id)
  const manager = lineManagerOf(organisation, person.id, today)
  return {
    ...staffRefOf(reader, person.id),
    entity: entityRefOf(reader, person.entity_id),
    ...(unit ? { unitId: unit.id, unit: nameOf(unit, language) } : {}),
    ...(person.staff_number === null ? {} : { staffNumber: person.staff_number }),
    joinedOn: person.joined_on,
    ...(person.left_on === null ? {} : { leftOn: person.left_on }),
    ...(manager === undefined ? {} : { manager: staffRefOf(reader, manager) }),
    roles: rolesOf(organisation, person.id, today).map((role) => roleWord(role, language)),
  }
}

/** A legal entity by name, with its currency. */
export function entityRefOf(
  reader: Reader,
  entityId: string,
): { id: string; name: string; currency: string } {
  const entity = reader.organisation.entities.get(entityId)
  if (!entity) throw new Error(`no entity ${entityId}`)
  return { id: entity.id, name: nameOf(entity, reader.language), currency: entity.currency }
}

type GrantJson = z.input<(typeof roleGrants)['answer']>['items'][number]

/** A role with its person and its two signatures. */
export function grantJsonOf(reader: Reader, grant: RoleGrantRow): GrantJson {
  if (!isGrantable(grant.role)) throw new Error(`${grant.role} is no role that can be granted`)
  const { limit_currency: currency, limit_minor: minor } = grant
  return {
    grantId: grant.id,
    person: staffRefOf(reader, grant.person_id),
    role: grant.role,
    word: roleWord(grant.role, reader.language),
    ...(grant.entity_id === null ? {} : { entityId: grant.entity_id }),
    ...(grant.unit_id === null ? {} : { unitId: grant.unit_id }),
    ...(currency === null || minor === null ? {} : { limit: { currency, minor: String(minor) } }),
    fromOn: grant.from_on,
    ...(grant.until_on === null ? {} : { untilOn: grant.until_on }),
    state: grant.state as GrantJson['state'],
    proposedBy: staffRefOf(reader, grant.proposed_by).name,
    ...(grant.answered_by === null ? {} : { answeredBy: staffRefOf(reader, grant.answered_by).name }),
  }
}

type DelegationJson = z.input<(typeof delegations)['answer']>['given'][number]

/** A delegation with both people, its state and whether the reader may end it. */
export function delegationJsonOf(
  reader: Reader,
  row: DelegationRow,
  known: readonly MatterKind[],
): DelegationJson {
  const { language, today } = reader
  const isOver = row.ended_at !== null || row.until_on < today
  const state = isOver ? 'ended' : row.from_on > today ? 'planned' : 'active'
  const { cap_currency: currency, cap_minor: minor } = row
  return {
    delegationId: row.id,
    from: staffRefOf(reader, row.from_id),
    to: staffRefOf(reader, row.to_id),
    ...scopeOf(row, known, language),
    fromOn: row.from_on,
    untilOn: row.until_on,
    ...(currency === null || minor === null ? {} : { cap: { currency, minor: String(minor) } }),
    reason: row.reason,
    state,
    word: fill(peopleTexts[`delegation.${state}`], language),
    end: isOver
      ? { can: false, why: fill(peopleTexts['delegation.ended'], language) }
      : { can: true, needsReason: false, needsFactor: false },
  }
}

/** A kind of matter, for the scope of a delegation. */
export type MatterKind = { readonly key: string; readonly word: string }

/** The kinds of matter of a delegation, and as one sentence; a kind that there is no more keeps its name. */
function scopeOf(
  { kinds }: DelegationRow,
  known: readonly MatterKind[],
  language: Language,
): Pick<DelegationJson, 'scope' | 'kinds'> {
  if (kinds === '*') return { scope: fill(peopleTexts['delegation.all_kinds'], language) }
  const named = kinds.split(',').map((key) => known.find((kind) => kind.key === key) ?? { key, word: key })
  const words = named.map(({ word }) => word).join(language === 'en' ? ', ' : '、')
  return { scope: fill(peopleTexts['delegation.some_kinds'], language, { kinds: words }), kinds: named }
}

/** The sentences that both people see while a delegation is active. */
export function bannersOf(reader: Reader): string[] {
  const { organisation, language, personId, today } = reader
  const active = (rows: readonly DelegationRow[] = []) =>
    rows.filter((row) => isDelegatingOn(organisation, row, today))
  const sentence = (kind: 'given' | 'received', otherId: string, untilOn: LocalDate) =>
    fill(peopleTexts[`delegation.${kind}_banner`], language, {
      name: staffRefOf(reader, otherId).name,
      untilOn,
    })
  return [
    ...active(organisation.delegationsFrom.get(personId)).map((row) =>
      sentence('given', row.to_id, row.until_on),
    ),
    ...active(organisation.delegationsTo.get(personId)).map((row) =>
      sentence('received', row.from_id, row.until_on),
    ),
  ]
}

/** The line under a person's name: title, and the amount they decide as routine. */
export function lineOf(reader: Reader, limit: bigint | undefined, currency: string): string {
  const { title } = staffRefOf(reader, reader.personId)
  if (limit === undefined) return title ?? ''
  const amount = formatMoney(money(currency, limit)).replace(/\.0+$/, '')
  return fill(peopleTexts['people.line_with_limit'], reader.language, { title: title ?? '', limit: amount })
}
