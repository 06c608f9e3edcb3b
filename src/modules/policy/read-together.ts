import type { Facts, HistoryLine } from '../../contract/facts.ts'
import { addDays } from '../../kernel/time.ts'
import { maybe, organisationOf, sameHousehold } from './same.ts'

/**
 * Earlier and later benefits that the authority matrix reads as one with this: those that the same
 * organisation got, its people included, within so many days before or after. A consumer and a patient
 * stand for no organisation, so that theirs are those of the person and the household. Whoever hides behind
 * no name might be the same.
 */
export function readTogether(facts: Facts, days: number): HistoryLine[] {
  const { recipient, giver, history, asOf } = facts
  const isPrivate = recipient?.class === 'consumer' || recipient?.class === 'patient'
  const org = isPrivate ? undefined : organisationOf(facts)
  const [from, to] = [addDays(asOf, -days), addDays(asOf, days)]
  return (history ?? []).filter((line) => {
    if (line.date < from || line.date > to || !maybe(giver?.group, line.giverGroup)) return false
    return org === undefined ? sameHousehold(recipient, line) : maybe(org, line.orgId)
  })
}
