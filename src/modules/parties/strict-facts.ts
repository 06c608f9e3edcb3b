import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { familyOn, type CustomerFile } from './customer-family.ts'
import { datedFacts, type CustomerStanding, type DatedFact } from './customer-record.ts'
import type { CustomerType, Ownership } from './domain.ts'

/**
 * The values of each fact under which the rules close more than under any other, unknown among them. Between
 * two of them, as between two of the others, neither is the stricter: each opens something of its own.
 */
const strictValues: Readonly<Record<DatedFact, readonly string[]>> = {
  type: [
    'state_organ',
    'public_institution',
    'public_hospital',
    'public_school',
    'foreign_government',
    'intl_organisation',
  ],
  ownership: ['state_wholly_owned', 'state_controlled', 'public_body'],
  public_purchaser: ['true'],
  staff_benefit_authorised: ['false'],
  federal_health_programme: ['true'],
  country: [],
}

/** Whether the rules may become milder where a fact says something else than before. */
function relaxes(fact: DatedFact, before: string | null, after: string | null): boolean {
  const isStrict = (value: string | null) => value !== null && strictValues[fact].includes(value)
  return before !== after && !(isStrict(after) && !isStrict(before))
}

/**
 * Whether the rules may be milder for a customer on any day, by what its own record and those merged into it
 * said before and say after. The survivor's file stands first in each.
 */
export function mayRelax(before: readonly CustomerFile[], after: readonly CustomerFile[]): boolean {
  const turns = [...before, ...after].flatMap(({ facts }) => facts.map((row) => row.from_on))
  return [firstDay, ...new Set(turns)].some((day) => {
    const [was, is] = [standingOn(before, day), standingOn(after, day)]
    return datedFacts.some((fact) => relaxes(fact, textOf(was[wordOf[fact]]), textOf(is[wordOf[fact]])))
  })
}

/** Before every correction. */
const firstDay: LocalDate = '0001-01-01'

function standingOn([own, ...merged]: readonly CustomerFile[], day: LocalDate): CustomerStanding {
  if (!own) throw new Error('a customer has a file of its own')
  return familyOn(own, merged, day)
}

const wordOf = {
  type: 'type',
  ownership: 'ownership',
  public_purchaser: 'publicPurchaser',
  staff_benefit_authorised: 'staffBenefitAuthorised',
  federal_health_programme: 'federalHealthProgramme',
  country: 'country',
} as const satisfies Record<DatedFact, keyof CustomerStanding>

function textOf(value: string | boolean | null): string | null {
  return value === null ? null : String(value)
}

/** What is said of a customer when it is entered, as far as rules rest on it. */
type SaidOfNew = {
  readonly type: CustomerType
  readonly ownership?: Ownership | null | undefined
  readonly publicPurchaser?: boolean | null | undefined
  readonly staffBenefitAuthorised?: boolean | null | undefined
}

/** What a new record says before anybody has said anything of it. Its country is said with its name. */
const unsaid = {
  type: 'company',
  ownership: null,
  public_purchaser: null,
  staff_benefit_authorised: null,
} as const satisfies Partial<Record<DatedFact, CustomerType | null>>

/**
 * What would open what the rules close, and is no more than somebody's word while a customer is entered: it
 * stays unknown until compliance says it with its evidence, as a correction of the record.
 */
export function openingRefusal(said: SaidOfNew): Refusal | undefined {
  const facts = Object.keys(unsaid) as (keyof typeof unsaid)[]
  const opening = facts.find((fact) => relaxes(fact, unsaid[fact], textOf(said[wordOf[fact]] ?? null)))
  if (opening === undefined) return undefined
  const fact = wordOf[opening]
  return refuse('parties.fact_comes_later', { fact }, `/body/${fact}`)
}
