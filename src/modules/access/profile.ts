import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { Organisation } from './organisation.ts'
import type { EntityProfileRow } from './tables.ts'

/** The sectors that rules ask for. */
const sectors = [
  'general',
  'drug',
  'device',
  'gpo',
  'health_provider',
  'insurance',
  'bank',
  'travel_agency',
  'cosmetics',
  'soft_drinks',
  'tobacco',
  'precious_metals',
  'online_platform',
] as const

type Sector = (typeof sectors)[number]

/** The industry codes that rules ask for. */
const industryCodes = ['RDPAC', 'PHRMA', 'EFPIA', 'ABPI', 'MA'] as const

type IndustryCode = (typeof industryCodes)[number]

/** The accounting standards that rules ask for. */
const standards = ['CAS', 'IFRS', 'US_GAAP'] as const

type Standard = (typeof standards)[number]

/** The words that may be stated, for whoever reads them from a text. */
export const giverWords = { sectors, codes: industryCodes, reporting: standards } as const

/** What is stated of an entity; what is absent stays unknown, an empty list says "none". */
export type EntityFacts = {
  readonly sector?: Sector | undefined
  readonly listedIn?: readonly string[] | undefined
  readonly nexus?: readonly string[] | undefined
  readonly codes?: readonly IndustryCode[] | undefined
  readonly reporting?: readonly Standard[] | undefined
}

/** The columns of what is stated. */
export function profileColumns(facts: EntityFacts) {
  const list = (values: readonly string[] | undefined) =>
    values === undefined ? null : [...new Set(values)].sort().join(' ')
  return {
    sector: facts.sector ?? null,
    listed_in: list(facts.listedIn),
    nexus: list(facts.nexus),
    codes: list(facts.codes),
    reporting: list(facts.reporting),
  }
}

/** What a stored profile states. The database and the contract hold the lists of words. */
export function factsOfProfile(row: EntityProfileRow): EntityFacts {
  const list = (text: string | null) => (text === null ? undefined : text.split(' ').filter(Boolean))
  return {
    sector: (row.sector ?? undefined) as Sector | undefined,
    listedIn: list(row.listed_in),
    nexus: list(row.nexus),
    codes: list(row.codes) as IndustryCode[] | undefined,
    reporting: list(row.reporting) as Standard[] | undefined,
  }
}

/** The profile of an entity that holds on a day: of the confirmed ones the latest that has begun. */
export function profileOn(
  organisation: Organisation,
  entityId: string,
  day: LocalDate,
): EntityProfileRow | undefined {
  return (organisation.profilesOf.get(entityId) ?? [])
    .filter((row) => row.state === 'confirmed' && row.from_on <= day)
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .at(-1)
}

function rank(row: EntityProfileRow): string {
  return `${row.from_on} ${row.answered_at ?? ''}`
}

/** The country of an entity's seat, without its province. */
export function countryOf(organisation: Organisation, entityId: string): string | undefined {
  return organisation.entities.get(entityId)?.seat.slice(0, 2)
}

/** The objection to a profile as it is proposed; whether another one of the entity waits for its answer. */
export function profileObjection(
  organisation: Organisation,
  wanted: { readonly entityId: string; readonly facts: EntityFacts; readonly reason: string },
  isWaiting: boolean,
): Refusal | undefined {
  if (!organisation.entities.has(wanted.entityId)) return refuse('access.not_in_organisation')
  const isEmpty = Object.values(wanted.facts).every((value) => value === undefined)
  if (isEmpty) return refuse('access.profile_empty', {}, '/body/facts')
  return isWaiting ? refuse('access.profile_waits') : undefined
}

/** The objection to somebody's answer to a profile; the second person is not the first. */
export function profileAnswerObjection(row: EntityProfileRow, answererId: string): Refusal | undefined {
  if (row.state !== 'proposed') return refuse('access.profile_answered')
  return row.proposed_by === answererId ? refuse('access.second_person_needed') : undefined
}
