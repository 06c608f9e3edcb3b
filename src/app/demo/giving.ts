import { hash } from 'node:crypto'
import { restaurantOf } from '../../../demo/restaurants.ts'
import type { PlannedBenefit } from '../../../demo/types.ts'
import { addDays, type LocalDate } from '../../kernel/time.ts'
import type { MoveBody } from '../../modules/requests/index.ts'
import { wayOf } from './books.ts'
import type { Course } from './course.ts'
import type { PaperKind } from './papers.ts'
import { idOf, type Stage } from './stage.ts'

/** What proves that it reached the customer, where its way asks for it. */
export function proofOfWay(benefit: PlannedBenefit): PaperKind[] {
  const { docs } = benefit
  const way = wayOf(benefit)
  if (way === 'stock') return docs.includes('distributionList') ? [] : ['deliveryNote']
  return way === 'service' && !docs.includes('deliverables') ? ['recipientConfirmation'] : []
}

/** Where somebody ate abroad; invented, and no vendor of ours. */
const abroadPlace = '东京有明展馆旁餐厅'

/** Guests whom nobody had named before; invented. */
const guestNames = ['许安然', '卢慕白', '詹若水', '欧阳问渠', '诸葛云帆', '上官听雪', '司徒行舟', '慕容致远']

/** How many were there: those who scanned the code at the door where they were counted, else all. */
export function guestsOf({
  claim,
  recipientCount,
}: Pick<PlannedBenefit, 'claim' | 'recipientCount'>): number {
  return claim?.scanned ?? recipientCount
}

/** The number of an invoice of ours, in a range that is never issued; each benefit has its own. */
function numberFor(key: string): string {
  const digits = BigInt(`0x${hash('sha256', key).slice(0, 13)}`)
  return `0000${digits.toString().padStart(16, '0')}`
}

/** Those who were there, the recipient first, as each of them signs in. */
export function guestsByName(
  stage: Stage,
  benefit: PlannedBenefit,
): { readonly name: string; readonly employer: string }[] {
  const { recipient, customer, key } = benefit
  const person = recipient.kind === 'person' ? recipient.person : ''
  const employer = stage.plan.customers.find((one) => one.key === customer)?.name.zh ?? ''
  const first = stage.plan.people.find((one) => one.key === person)?.name.zh ?? ''
  const nth = Number(key.replaceAll(/\D/g, ''))
  const others = Array.from(
    { length: Math.min(guestsOf(benefit), guestNames.length) - 1 },
    (_, i) => guestNames[(nth + i) % guestNames.length] ?? '',
  )
  return [first, ...others].map((name) => ({ name, employer }))
}

/** What really happened at a meal: who was there, and where. All else was as approved. */
export function givingFor(
  stage: Stage,
  { benefit, shiftDays }: Course,
  signedIn: ReadonlyMap<string, string> = new Map(),
): Pick<MoveBody, 'givenOn' | 'actual'> {
  const givenOn: LocalDate = addDays(benefit.date, shiftDays)
  const { recipient, form, key, claim } = benefit
  // What is reversed later of what was meant for an account came off an invoice.
  if (wayOf(benefit) === 'company_account' && !benefit.late)
    return { givenOn, actual: { way: 'on_invoice', invoiceNumber: numberFor(key) } }
  if (wayOf(benefit) === 'on_invoice') return { givenOn, actual: { invoiceNumber: numberFor(key) } }
  if (form !== 'meal' || recipient.kind !== 'person') return { givenOn }
  const guests = guestsOf(benefit)
  const isScanned = claim?.scanned !== undefined
  const how = isScanned ? ('qr' as const) : ('sign_in_list' as const)
  const [first, ...rest] = guestsByName(stage, benefit)
  const others = rest.map(({ name, employer }) => ({ name, how, ...(isScanned ? { employer } : {}) }))
  const signInId = signedIn.get(first?.name ?? '')
  const attendees = [
    { partyId: idOf(stage.people, recipient.person), how, ...(signInId ? { signInId } : {}) },
    ...others,
    { staffId: idOf(stage.founded.people, benefit.requester), how: isScanned ? ('listed' as const) : how },
  ]
  const restaurant = restaurantOf(stage.plan, benefit)
  const place = claim?.end === 'abroad' ? abroadPlace : restaurant.short.zh
  const actual = {
    attendees,
    place,
    ...(guests === benefit.recipientCount ? {} : { quantity: guests }),
    ...(claim?.planned === undefined ? {} : { vendor: { partyId: idOf(stage.customers, restaurant.key) } }),
  }
  return { givenOn, actual }
}
