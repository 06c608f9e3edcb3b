import { describe, expect, test } from 'vitest'
import { factsJson, type Facts } from '../../contract/facts.ts'
import { buildFacts } from './domain.ts'
import type { Asked, CustomerRecord, FactRecords, PersonRecord } from './records.ts'

const asked: Asked = {
  form: 'meal',
  value: { currency: 'CNY', minor: '12000' },
  recipientCount: 2,
  happensOn: '2026-11-26',
  purpose: 'working_meal',
  context: 'business_meeting',
  customerId: 'party_1',
  personId: 'party_2',
  dealId: undefined,
  eventId: undefined,
  said: {},
}

const customer: CustomerRecord = {
  id: 'party_1',
  type: 'company',
  ownership: 'private',
  publicPurchaser: undefined,
  staffBenefitAuthorised: undefined,
  country: 'CN',
  account: undefined,
}

const person: PersonRecord = {
  id: 'party_2',
  class: 'private_staff',
  classVerified: true,
  classSource: 'document',
  country: 'CN',
  employerId: 'party_1',
  decidesOnUs: undefined,
  managementDuty: undefined,
  nominatedBy: undefined,
  householdId: undefined,
  relatedTo: [],
  leftOfficeOn: undefined,
}

const records: FactRecords = {
  giver: { seat: 'CN', group: 'group' },
  customer,
  person,
  deal: {
    tender: { state: 'none', matter: 'none', recipientRole: 'none' },
    hasClause: false,
    eventCountry: undefined,
    programme: undefined,
  },
  history: [],
  evidence: [],
}

const people = { requesterId: 'per_1', isLate: false }

function built(change: Partial<Asked> = {}, more: Partial<FactRecords> = {}): Facts {
  const facts = buildFacts({ ...asked, ...change }, { ...records, ...more }, people)
  return factsJson.parse(facts)
}

/** The value at a dotted path; undefined where the fact is absent. */
function at(facts: Facts, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], facts)
}

const toCompany = { personId: undefined } as const

describe('what nobody said and no register knows stays absent: unknown, never "no"', () => {
  test.each([
    'giver.sector',
    'giver.listedIn',
    'giver.nexus',
    'giver.codes',
    'giver.reporting',
    'giver.stateOwned',
    'giver.marketSharePercent',
    'benefit.valuation',
    'benefit.conditionalOn',
    'benefit.recipientPays',
    'benefit.familyShare',
    'benefit.flags.holidayLinked',
    'benefit.flags.alcohol',
    'benefit.flags.luxury',
    'benefit.flags.requestedByRecipient',
    'benefit.flags.namedByRecipient',
    'benefit.flags.rewardForPastAct',
    'benefit.flags.concealed',
    'benefit.flags.tokenPrice',
    'benefit.meal.kind',
    'benefit.travel.cashAllowance',
    'benefit.place',
    'recipient.decidesOnUs',
    'recipient.managementDuty',
    'recipient.nominatedBy',
    'recipient.officialDealings',
    'recipient.householdId',
    'recipient.relatedTo',
    'recipient.leftOfficeOn',
    'recipient.wasLeader',
    'customer.publicPurchaser',
    'customer.staffBenefitAuthorised',
    'thirdParty.role',
    'thirdParty.ownerKnown',
    'invoice',
    'programme.peers',
    'docs.contractClause',
    'request.approverIds',
    'request.payerId',
  ])('%s', (path) => expect(at(built(), path)).toBeUndefined())
})

describe('what a register knows is a fact', () => {
  const giver = {
    seat: 'HK',
    sector: 'device' as const,
    listedIn: ['US'],
    nexus: [],
    codes: ['RDPAC' as const],
    reporting: ['IFRS' as const],
    group: 'group',
  }
  const account = { isVerified: true, nameMatches: true, isChangedByMessage: false, checkedBy: 'per_9' }
  const knownCustomer = { ...customer, publicPurchaser: false, staffBenefitAuthorised: true, account }
  const knownPerson: PersonRecord = {
    ...person,
    class: 'ex_official',
    decidesOnUs: true,
    managementDuty: false,
    nominatedBy: 'none',
    householdId: 'hh_1',
    relatedTo: [{ relation: 'spouse', class: 'public_official' }],
    leftOfficeOn: '2025-01-01',
    wasLeader: true,
  }
  const deal: FactRecords['deal'] = {
    tender: { state: 'open', matter: 'tender', recipientRole: 'panel_member', governmentProcurement: true },
    hasClause: true,
    eventCountry: 'JP',
    programme: { kind: 'rebate', ratePercent: '2', peers: [] },
  }
  const rich = built(
    { eventId: 'evt_1', dealId: 'agr_1', conditions: ['purchase_volume'] },
    { giver, customer: knownCustomer, person: knownPerson, deal, evidence: ['agenda'] },
  )
  test.each([
    ['asOf', '2026-11-26'],
    ['giver.seat', 'HK'],
    ['giver.sector', 'device'],
    ['giver.listedIn', ['US']],
    ['giver.nexus', []],
    ['giver.codes', ['RDPAC']],
    ['giver.reporting', ['IFRS']],
    ['giver.group', 'group'],
    ['giver.personId', 'per_1'],
    ['benefit.form', 'meal'],
    ['benefit.value', { currency: 'CNY', minor: '12000' }],
    ['benefit.recipientCount', 2],
    ['benefit.purpose', 'working_meal'],
    ['benefit.context', 'business_meeting'],
    ['benefit.country', 'JP'],
    ['benefit.conditionalOn', ['purchase_volume']],
    ['benefit.inContract', true],
    ['benefit.eventId', 'evt_1'],
    ['benefit.dealId', 'agr_1'],
    ['recipient.id', 'party_2'],
    ['recipient.kind', 'person'],
    ['recipient.class', 'ex_official'],
    ['recipient.classVerified', true],
    ['recipient.authority', 'other'],
    ['recipient.employerId', 'party_1'],
    ['recipient.decidesOnUs', true],
    ['recipient.managementDuty', false],
    ['recipient.nominatedBy', 'none'],
    ['recipient.householdId', 'hh_1'],
    ['recipient.relatedTo', [{ relation: 'spouse', class: 'public_official' }]],
    ['recipient.leftOfficeOn', '2025-01-01'],
    ['recipient.wasLeader', true],
    ['customer.publicPurchaser', false],
    ['customer.staffBenefitAuthorised', true],
    ['customer.federalHealthProgramme', false],
    ['tender.recipientRole', 'panel_member'],
    ['tender.governmentProcurement', true],
    ['programme.ratePercent', '2'],
    ['docs', { agenda: true, contractClause: true }],
    ['request.requesterId', 'per_1'],
    ['request.retroactive', false],
  ])('%s', (path, value) => expect(at(rich, path)).toEqual(value))

  test('a clause is no evidence for whoever checked it against its document', () => {
    const checked = (by: string) => built({}, { deal: { ...deal, clauseCheckedBy: by } })
    expect(checked('per_9').benefit?.inContract).toBe(true)
    expect(checked('per_9').docs).toEqual({ contractClause: true })
    expect(checked('per_1').benefit?.inContract).toBe(false)
    expect(checked('per_1').docs).toEqual({})
  })

  test('the class of a person carries its source, and nothing else is anybody’s word', () => {
    expect(rich.sources).toEqual({ 'recipient.class': 'document' })
    const self = built({}, { person: { ...person, classSource: 'self' } })
    expect(self.sources).toEqual({ 'recipient.class': 'self' })
  })

  test('where it takes place is the event’s country, then the customer’s, then the person’s', () => {
    expect(built().benefit?.country).toBe('CN')
    expect(built({}, { customer: undefined, person: { ...person, country: 'FR' } }).benefit?.country).toBe(
      'FR',
    )
  })

  test('an American official may serve the federal executive, a Chinese one does not', () => {
    expect(built({}, { person: { ...person, country: 'US' } }).recipient?.authority).toBeUndefined()
  })

  test('an American customer may be a federal health buyer, unknown until somebody looked', () => {
    const american = { ...customer, country: 'US' }
    expect(built({}, { customer: american }).customer?.federalHealthProgramme).toBeUndefined()
    const known = { ...american, federalHealthProgramme: true }
    expect(built({}, { customer: known }).customer?.federalHealthProgramme).toBe(true)
  })
})

describe('the chosen reason says what it says', () => {
  test('a festival greeting is linked to a festival', () => {
    expect(built({ purpose: 'holiday_greeting', context: 'holiday' }).benefit?.flags).toEqual({
      holidayLinked: true,
    })
  })
  test('thanks reward a past act', () => {
    expect(built({ purpose: 'thanks' }).benefit?.flags).toEqual({ rewardForPastAct: true })
  })
})

describe('what an organisation is to the rules', () => {
  test.each([
    ['company', 'private', 'customer_entity'],
    ['company', 'state_participated', 'customer_entity'],
    ['company', 'state_controlled', 'state_unit'],
    ['company', 'state_wholly_owned', 'state_unit'],
    ['state_organ', undefined, 'state_unit'],
    ['public_hospital', 'public_body', 'state_unit'],
    ['charity', undefined, 'charity'],
    ['company', undefined, undefined],
  ] as const)('%s, %s: %s', (type, ownership, expected) => {
    const facts = built(
      { ...toCompany, form: 'rebate' },
      { person: undefined, customer: { ...customer, type, ownership } },
    )
    expect(facts.recipient?.class).toBe(expected)
    expect(facts.recipient?.classVerified).toBe(expected === undefined ? undefined : true)
  })
})

describe('where it goes', () => {
  const rebate = { ...toCompany, form: 'rebate' } as const
  const payee = (change: Partial<Asked>, account?: CustomerRecord['account']) =>
    built(change, { person: undefined, customer: { ...customer, account } }).payee
  const account = { isVerified: true, nameMatches: true, isChangedByMessage: false, checkedBy: 'per_9' }

  test.each([
    ['a thing is handed over', {}, undefined, { holder: 'recipient', rail: 'in_kind' }],
    [
      'a discount is taken off the invoice',
      { ...toCompany, form: 'discount' },
      undefined,
      { holder: 'contract_party', rail: 'invoice_deduction' },
    ],
    [
      'money to a company without an account on record',
      rebate,
      undefined,
      { holder: 'contract_party', rail: 'bank_transfer', accountType: 'entity', verified: false },
    ],
    [
      'money to a verified account',
      rebate,
      account,
      { verified: true, nameMatch: true, changedByEmailOnly: false },
    ],
    ['money to another name', rebate, { ...account, nameMatches: false }, { nameMatch: false }],
    ['money after a message', rebate, { ...account, isChangedByMessage: true }, { changedByEmailOnly: true }],
    [
      'money to an account that whoever asks has verified',
      rebate,
      { ...account, checkedBy: 'per_1' },
      { verified: false },
    ],
  ] as const)('%s', (_, change, of, expected) => {
    expect(payee(change, of)).toMatchObject(expected)
  })

  test('of the account of a person nothing is known', () => {
    expect(built({ form: 'cash' }).payee).toEqual({
      holder: 'recipient',
      rail: 'bank_transfer',
      accountType: 'personal',
    })
  })
})
