import type { LocalDate } from '../src/kernel/time.ts'
import { tenderOn } from './tenders.ts'
import type {
  Plan,
  PlanCustomer,
  PlanEntity,
  PlannedBenefit,
  PlanPerson,
  PlanProgramme,
  PlanTender,
} from './types.ts'

/** A plan by key, and its given benefits that count by household and by customer. */
export type PlanIndex = {
  readonly entities: ReadonlyMap<string, PlanEntity>
  readonly people: ReadonlyMap<string, PlanPerson>
  readonly customers: ReadonlyMap<string, PlanCustomer>
  readonly programmes: ReadonlyMap<string, PlanProgramme>
  readonly byHousehold: ReadonlyMap<string, readonly PlannedBenefit[]>
  readonly byCustomer: ReadonlyMap<string, readonly PlannedBenefit[]>
  readonly tenderOn: (customer: string | undefined, date: LocalDate) => PlanTender | undefined
}

const indexes = new WeakMap<Plan, PlanIndex>()

/** The index of a plan, made once. */
export function indexOf(plan: Plan): PlanIndex {
  const known = indexes.get(plan)
  if (known) return known
  const index = makeIndex(plan)
  indexes.set(plan, index)
  return index
}

function makeIndex(plan: Plan): PlanIndex {
  const people = byKey(plan.people)
  const counting = plan.benefits.filter(countsInSums)
  const withPerson = counting.filter((benefit) => benefit.recipient.kind === 'person')
  return {
    entities: byKey(plan.entities),
    people,
    customers: byKey(plan.customers),
    programmes: byKey(plan.programmes),
    byHousehold: Map.groupBy(withPerson, ({ recipient }) =>
      recipient.kind === 'person' ? (people.get(recipient.person)?.household ?? '') : '',
    ),
    byCustomer: Map.groupBy(counting, (benefit) => benefit.customer ?? ''),
    tenderOn: (customer, date) => (customer === undefined ? undefined : tenderOn(customer, date)),
  }
}

function countsInSums(benefit: PlannedBenefit): boolean {
  const counting = ['submitted', 'more_information', 'approved', 'given', 'paid', 'completed']
  return benefit.direction === 'given' && counting.includes(benefit.state)
}

function byKey<T extends { readonly key: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((item) => [item.key, item]))
}
