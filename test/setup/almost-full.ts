import { registerBenefit } from '../../src/modules/benefits/index.ts'
import { classificationTable, newPerson } from '../../src/modules/parties/index.ts'
import { insertRow, type RowChange } from '../../src/platform/act/rows.ts'
import { parties, testNow, type Company } from './company-on.ts'

/** A buyer who has had ¥199.00 of the ¥200.00 of this year; `round` tells one from the next. */
export function almostFull(company: Company, personId: string, round: number): RowChange[] {
  const id = String(round).padStart(8, '0')
  const benefit = {
    id: `ben_full${id}`,
    number: `FULL-${id}`,
    book: 'own',
    direction: 'given',
    state: 'completed',
    entity_id: company.founded.entities['suzhou'] ?? '',
    form: 'logo_item',
    title: '宣传品',
    reason: '',
    requester_id: company.founded.people['sales'] ?? '',
    customer_id: parties.dealer,
    recipient_kind: 'person',
    recipient_id: personId,
    recipient_count: 1,
    deal_id: null,
    event_id: null,
    programme_id: null,
    place: null,
    value_minor: 19_900n,
    value_currency: 'CNY',
    value_is_at_least: false,
    happened_on: '2026-03-02',
    recorded_at: testNow,
    is_late: false,
    outcome: 'allow',
    decision_id: null,
    source: 'test',
    way: null,
  }
  return [
    ...newPerson({ id: personId, name: `限${id}`, at: testNow }),
    insertRow(classificationTable, {
      id: `cls_full${id}`,
      person_id: personId,
      class: 'private_staff',
      is_verified: true,
      source: 'document',
      evidence: null,
      left_office_on: null,
      was_leader: null,
      from_on: '2020-01-01',
      until_on: null,
    }),
    ...registerBenefit(benefit, [{ recipientId: personId }], { group: 'group' }, [`line_full${id}`]),
  ]
}
