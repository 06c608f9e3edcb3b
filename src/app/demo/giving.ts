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

/** Guests whom nobody had named before; invented. */
const guestNames = ['许安然', '卢慕白', '詹若水', '欧阳问渠', '诸葛云帆', '上官听雪', '司徒行舟', '慕容致远']

/** What really happened at a meal: who was there, and where. All else was as approved. */
export function givingFor(
  stage: Stage,
  { benefit, shiftDays }: Course,
): Pick<MoveBody, 'givenOn' | 'actual'> {
  const givenOn: LocalDate = addDays(benefit.date, shiftDays)
  const { recipient, recipientCount, form, key } = benefit
  // What is reversed later of what was meant for an account came off an invoice.
  if (wayOf(benefit) === 'company_account' && !benefit.late) return { givenOn, actual: { way: 'on_invoice' } }
  if (form !== 'meal' || recipient.kind !== 'person') return { givenOn }
  const nth = Number(key.replaceAll(/\D/g, ''))
  const others = Array.from({ length: Math.min(recipientCount, guestNames.length) - 1 }, (_, i) => ({
    name: guestNames[(nth + i) % guestNames.length] ?? '',
    how: 'sign_in_list' as const,
  }))
  const attendees = [
    { partyId: idOf(stage.people, recipient.person), how: 'sign_in_list' as const },
    ...others,
    { staffId: idOf(stage.founded.people, benefit.requester), how: 'sign_in_list' as const },
  ]
  return { givenOn, actual: { attendees, place: restaurantOf(stage.plan, benefit).short.zh } }
}
