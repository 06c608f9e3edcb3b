import type { LocalDate } from '../src/kernel/time.ts'
import { dayNumber } from './days.ts'
import { randomFrom, type Random } from './random.ts'
import { tenderOn } from './tenders.ts'
import type { Draft, Form, PlanCustomer, PlanFrame, PlanPerson } from './types.ts'

/** Makes drafts for one day: none when nobody is free, several when one occasion has several guests. */
export type Maker = (scene: Scene, date: LocalDate) => readonly Draft[]

/** What a household had; `day` counts from 1970. */
type Received = { readonly day: number; readonly form: Form; readonly minor: bigint }

/** What the makers see: the company, the choices so far, and what each person has had. */
export type Scene = {
  readonly random: Random
  readonly frame: PlanFrame
  readonly customers: {
    readonly contracting: readonly PlanCustomer[]
    readonly dealers: readonly PlanCustomer[]
    readonly privateOnes: readonly PlanCustomer[]
  }
  /** Occasions that happen once, by name. */
  readonly seen: Set<string>
  readonly had: Map<string, Received[]>
  /** Who may be invited at all, by day; kept because a million requests ask for few days. */
  readonly eligible: Map<LocalDate, readonly PlanPerson[]>
  readonly entityOf: (staff: string) => string
  readonly customer: (key: string) => PlanCustomer
  /** A number with this many digits. */
  readonly number: (digits: number) => string
}

/** Sets the scene for a run of ordinary benefits. */
export function sceneOf(frame: PlanFrame, label: string): Scene {
  const random = randomFrom(`${frame.seed}/${label}`)
  // A natural person has an agreement of another kind, and nothing that companies are given.
  const contracting = frame.customers.filter(
    (c) => c.type !== 'consumer' && frame.agreements.some((a) => a.customer === c.key),
  )
  const staff = new Map(frame.staff.map((person) => [person.key, person.entity]))
  const byKey = new Map(frame.customers.map((customer) => [customer.key, customer]))
  return {
    random,
    frame,
    customers: {
      contracting,
      dealers: contracting.filter((customer) => customer.role === 'dealer'),
      privateOnes: contracting.filter(
        (customer) => customer.ownership === 'private' && customer.country === 'CN',
      ),
    },
    seen: new Set(),
    had: new Map(),
    eligible: new Map(),
    entityOf: (key) => staff.get(key) ?? 'ent-sz',
    customer: (key) => found(byKey.get(key), key),
    number: (digits) => String(random.below(10 ** digits)).padStart(digits, '0'),
  }
}

/** The employer that a person has on a day, if any. */
export function employerOn(person: PlanPerson, date: LocalDate): string | undefined {
  return person.employments.find((job) => job.from <= date && (job.to === undefined || date <= job.to))
    ?.customer
}

/** The people at private companies who may be invited or given a small item that day; tenders bar. */
export function freePeople(scene: Scene, date: LocalDate, form: 'meal' | 'logo_item'): readonly PlanPerson[] {
  let eligible = scene.eligible.get(date)
  if (!eligible) {
    eligible = scene.frame.people.filter((person) => isEligible(scene, person, date))
    scene.eligible.set(date, eligible)
  }
  const day = dayNumber(date)
  return eligible.filter((person) => hasRoom(scene.had.get(person.household), day, form))
}

function isEligible(scene: Scene, person: PlanPerson, date: LocalDate): boolean {
  if (person.class !== 'private_staff' || !person.classVerified) return false
  const employer = employerOn(person, date)
  if (employer === undefined || tenderOn(employer, date)) return false
  const { ownership, type, country } = scene.customer(employer)
  return ownership === 'private' && type === 'company' && country === 'CN'
}

/** Remembers what a household had, so that the next draft keeps to the company's yearly limits. */
export function remember(scene: Scene, household: string, received: Received): void {
  const recent = (scene.had.get(household) ?? []).filter((one) => one.day > received.day - 400)
  scene.had.set(household, [...recent, received])
}

/** At most three meals and ¥140 of small items in twelve months, and five weeks between any two. */
function hasRoom(had: readonly Received[] | undefined, day: number, form: 'meal' | 'logo_item'): boolean {
  let meals = 0
  let items = 0n
  for (const one of had ?? []) {
    const apart = Math.abs(one.day - day)
    if (apart < 35) return false
    if (apart > 366) continue
    if (one.form === 'meal') meals += 1
    else items += one.minor
  }
  return form === 'meal' ? meals < 3 : items <= 10_000n
}

function found<T>(value: T | undefined, key: string): T {
  if (value === undefined) throw new Error(`nothing with the key ${key}`)
  return value
}
