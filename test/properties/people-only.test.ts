import { describe, expect, test } from 'vitest'
import type { Facts } from '../../src/contract/facts.ts'
import { factCatalogue } from '../../src/modules/policy/fact-catalogue.ts'
import {
  buildFacts,
  isEnjoyedByPeople,
  type Asked,
  type CustomerRecord,
  type PersonRecord,
} from '../../src/modules/facts/index.ts'
import { rankOf } from '../../src/modules/policy/domain.ts'
import { decide } from '../../src/modules/policy/index.ts'
import { conditionsOf } from '../../src/modules/requests/circumstances.ts'
import { kinds, type Kind } from '../../src/modules/requests/kinds.ts'
import { personObjection } from '../../src/modules/requests/proposal.ts'
import { ordinary } from '../setup/circumstances.ts'
import { shippedPolicy } from './policy-shared.ts'

// Whoever is named, what only people enjoy is enjoyed by people: an organisation is no way around that.

const policy = await shippedPolicy()
const forPeople = kinds.filter((kind) => kind.to === 'person')
const types = [...(factCatalogue.get('customer.type')?.values ?? [])] as CustomerRecord['type'][]
const owners = [undefined, ...(factCatalogue.get('customer.ownership')?.values ?? [])] as (
  CustomerRecord['ownership'] | undefined
)[]

const giver = {
  seat: 'CN',
  listedIn: [],
  nexus: [],
  sector: 'general',
  codes: [],
  reporting: [],
  group: 'group',
} as const
const deal = {
  tender: { state: 'none', matter: 'none', recipientRole: 'none' },
  hasClause: false,
  eventCountry: undefined,
  programme: undefined,
} as const

function customerOf(type: CustomerRecord['type'], ownership: CustomerRecord['ownership']): CustomerRecord {
  const more = { publicPurchaser: false, staffBenefitAuthorised: false, account: undefined }
  return { id: 'party_1', type, ownership, country: 'CN', ...more }
}

const stranger: PersonRecord = {
  id: 'party_2',
  class: 'unknown',
  classVerified: false,
  classSource: 'record',
  country: 'CN',
  employerId: 'party_1',
  decidesOnUs: undefined,
  managementDuty: undefined,
  nominatedBy: undefined,
  householdId: undefined,
  relatedTo: [],
  leftOfficeOn: undefined,
}

const meal = { 'benefit.meal.kind': 'lunch', 'benefit.meal.guests': 2, 'benefit.meal.hosts': 1 }

/** Facts of one kind, with every circumstance answered by "none of these". */
function factsOf(kind: Kind, customer: CustomerRecord, person: PersonRecord | undefined): Facts {
  const asked: Asked = {
    form: kind.form,
    value: { currency: 'CNY', minor: '10000' },
    recipientCount: 1,
    happensOn: '2026-11-26',
    purpose: kind.purpose,
    context: kind.context,
    conditions: conditionsOf(kind),
    customerId: customer.id,
    personId: person?.id,
    dealId: undefined,
    eventId: undefined,
    said: { ...ordinary(kind.id), ...(kind.form === 'meal' ? meal : {}) },
  }
  const records = { giver, customer, person, deal, history: [], evidence: ['agenda', 'attendeeList'] }
  return buildFacts(asked, records, { requesterId: 'per_1', isLate: false })
}

const rankFor = (kind: Kind, customer: CustomerRecord, person?: PersonRecord) =>
  rankOf(decide(policy, factsOf(kind, customer, person)))

describe.each(forPeople)('$id in the name of an organisation', (kind) => {
  test.each(types)('of type %s is judged no milder than for somebody of unknown class', (type) => {
    for (const owner of owners) {
      const customer = customerOf(type, owner)
      expect(rankFor(kind, customer)).toBeGreaterThanOrEqual(rankFor(kind, customer, stranger))
    }
  })

  test('is refused with a way out when it is filed', () => {
    const refusal = personObjection({ kindId: kind.id, recipient: { to: 'organisation' } })
    expect(refusal?.code).toBe('requests.person_needed')
    const named = { kindId: kind.id, recipient: { to: 'person', partyId: 'party_2' } } as const
    expect(personObjection(named)).toBeUndefined()
    const received = { kindId: kind.id, recipient: { to: 'organisation' }, direction: 'received' } as const
    expect(personObjection(received)).toBeUndefined()
  })
})

test('what the form offers to people is what the facts read as enjoyed by people', () => {
  const personal = kinds.filter(({ form }) => isEnjoyedByPeople(form)).map(({ id }) => id)
  expect(personal).toEqual(forPeople.map(({ id }) => id))
})

test('an organisation may still have what it can use itself', () => {
  const kind = kinds.find(({ id }) => id === 'free_goods')
  expect(kind && factsOf(kind, customerOf('company', 'private'), undefined).recipient).toMatchObject({
    kind: 'entity',
    class: 'customer_entity',
  })
  expect(personObjection({ kindId: 'free_goods', recipient: { to: 'organisation' } })).toBeUndefined()
})
