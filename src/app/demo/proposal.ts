import type { PlannedBenefit } from '../../../demo/types.ts'
import { toMoneyJson } from '../../kernel/money.ts'
import { addDays } from '../../kernel/time.ts'
import { restaurantNamed } from '../../../demo/restaurants.ts'
import { kindOfForm, noneOfThese, type SubmitBody } from '../../modules/requests/index.ts'
import { wayOf } from './books.ts'
import { idOf, type Stage } from './stage.ts'

type Proposal = SubmitBody['proposal']

/** The form that the requester of a planned benefit fills in, with the files uploaded before it. */
export function proposalFor(
  stage: Stage,
  benefit: PlannedBenefit,
  fileIds: readonly string[],
  shiftDays: number,
): Proposal {
  const kind = kindOfForm(benefit.form)
  if (!kind) throw new Error(`no kind of benefit has the form ${benefit.form}`)
  const { recipient } = benefit
  const customer = customerOf(stage, benefit)
  const way = wayOf(benefit)
  return {
    entityId: idOf(stage.founded.entities, benefit.entity),
    direction: 'given',
    kindId: kind.id,
    amount: toMoneyJson(benefit.value),
    quantity: benefit.recipientCount,
    happensOn: addDays(benefit.date, shiftDays),
    reason: benefit.reason.zh,
    fileIds: [...fileIds],
    // Whoever files says what is so, and of all else that the form asks, that it is not.
    facts: { ...noneOfThese(kind, benefit.value.currency), ...factsOf(stage, benefit) },
    ...(customer === undefined ? {} : { customer: { partyId: idOf(stage.customers, customer) } }),
    recipient:
      recipient.kind === 'person'
        ? { to: 'person', partyId: idOf(stage.people, recipient.person) }
        : { to: 'organisation' },
    ...chipOf(benefit, kind),
    ...(way === undefined ? {} : { way }),
    ...plannedOf(stage, benefit),
  }
}

/** Where it is to take place and who sells it, where somebody named that. */
function plannedOf(stage: Stage, { claim }: PlannedBenefit): Pick<Proposal, 'place' | 'vendor'> {
  if (claim?.planned === undefined) return {}
  const { key, short } = restaurantNamed(stage.plan, claim.planned.vendor)
  return { place: short.zh, vendor: { partyId: idOf(stage.customers, key) } }
}

/** The customer that a benefit is for; a relative stands for the customer of whom they are a relative. */
function customerOf(stage: Stage, benefit: PlannedBenefit): string | undefined {
  const { recipient, customer } = benefit
  if (customer !== undefined || recipient.kind !== 'person') return customer
  const relative = stage.plan.people.find((one) => one.key === recipient.person)?.relatedTo[0]?.person
  return stage.plan.people.find((one) => one.key === relative)?.employments.at(-1)?.customer
}

/** The answers to the further questions of the form. */
function factsOf(stage: Stage, benefit: PlannedBenefit): NonNullable<Proposal['facts']> {
  const { meal, travel, flags, place, event } = benefit
  return {
    ...prefixed('benefit.meal', meal ? seatsOf(meal, benefit.recipientCount) : {}),
    ...prefixed('benefit.travel', travel ?? {}),
    ...prefixed('benefit.flags', flags),
    ...(place === undefined ? {} : { 'benefit.place': place }),
    ...(event === undefined ? {} : { 'benefit.eventId': idOf(stage.events, event) }),
  }
}

/** Each form speaks of the guests that it is filed for: one, where everybody at the table has a form. */
function seatsOf(meal: NonNullable<PlannedBenefit['meal']>, guests: number) {
  return { ...meal, guests, hosts: Math.min(meal.hosts, guests) }
}

function prefixed(prefix: string, values: object): Record<string, string | number | boolean> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]))
}

/** A festival is the reason of what is linked to one; what people receive has one of the usual reasons. */
function chipOf(
  benefit: PlannedBenefit,
  kind: { readonly to: string; readonly reasons: readonly { readonly key: string }[] },
): { reasonChip?: string } {
  const isFestive = benefit.flags.holidayLinked === true || benefit.purpose === 'holiday_greeting'
  const fitting = kind.reasons.filter(({ key }) => (key === 'festival') === isFestive && key !== 'thanks')
  const number = kind.to === 'person' ? Number(benefit.key.replaceAll(/\D/g, '')) : 0
  const reason = fitting[number % Math.max(fitting.length, 1)]
  return reason ? { reasonChip: reason.key } : {}
}
