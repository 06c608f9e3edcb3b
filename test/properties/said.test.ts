import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factCatalogue } from '../../src/modules/policy/fact-catalogue.ts'
import { buildFacts, type Asked, type FactRecords } from '../../src/modules/facts/index.ts'
import { rankOf } from '../../src/modules/policy/domain.ts'
import { decide } from '../../src/modules/policy/index.ts'
import { conditionsOf } from '../../src/modules/requests/circumstances.ts'
import { findKind, kinds } from '../../src/modules/requests/kinds.ts'
import { ordinary } from '../setup/circumstances.ts'
import { shippedPolicy } from './policy-shared.ts'

// One's own word is heard where it tightens, and nowhere else, whatever a record says.

const policy = await shippedPolicy()

function factsOf(kindId: string, more: Asked['said'] = {}) {
  const kind = findKind(kindId)
  if (!kind) throw new Error(`no kind is called ${kindId}`)
  const toPerson = kind.to === 'person'
  const meal = { 'benefit.meal.kind': 'lunch', 'benefit.meal.guests': 1, 'benefit.meal.hosts': 1 }
  const asked: Asked = {
    form: kind.form,
    value: { currency: 'CNY', minor: '3000' },
    recipientCount: 1,
    happensOn: '2026-11-26',
    purpose: kind.purpose,
    context: kind.context,
    conditions: conditionsOf(kind),
    customerId: 'party_1',
    personId: toPerson ? 'party_2' : undefined,
    dealId: undefined,
    eventId: undefined,
    said: answered({ ...ordinary(kindId), ...(kind.form === 'meal' ? meal : {}), ...more }),
  }
  return buildFacts(asked, toPerson ? records : { ...records, person: undefined }, people)
}

/** What nobody answered is left out of what the form sends. */
function answered(said: Asked['said']): Asked['said'] {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

const people = { requesterId: 'per_1', isLate: false }
const records: FactRecords = {
  giver: { seat: 'CN', listedIn: [], nexus: [], sector: 'general', codes: [], reporting: [], group: 'group' },
  customer: {
    id: 'party_1',
    type: 'company',
    ownership: 'private',
    publicPurchaser: false,
    staffBenefitAuthorised: false,
    country: 'CN',
    account: { isVerified: true, nameMatches: true, isChangedByMessage: false, checkedBy: 'per_9' },
  },
  person: {
    id: 'party_2',
    class: 'private_staff',
    classVerified: true,
    classSource: 'document',
    country: 'CN',
    employerId: 'party_1',
    decidesOnUs: true,
    managementDuty: false,
    nominatedBy: 'none',
    householdId: 'hh_1',
    relatedTo: [],
    leftOfficeOn: undefined,
  },
  deal: {
    tender: { state: 'none', matter: 'none', recipientRole: 'none' },
    hasClause: true,
    clauseCheckedBy: 'per_9',
    eventCountry: undefined,
    programme: { kind: 'rebate', discretionary: false, peers: [] },
  },
  history: [],
  evidence: ['agenda', 'attendeeList', 'calculationSheet', 'fairValue', 'serviceContract'],
}

const decided = (kindId: string, more: Asked['said'] = {}) => decide(policy, factsOf(kindId, more))

describe('what whoever asks says against a record', () => {
  test.each([
    ['a tender is open', 'logo_item', { 'tender.state': 'open' }, 'ORG-TENDER'],
    ['staff of the customer are paid', 'rebate', { 'payee.holder': 'customer_staff' }, 'ORG-PAYEE'],
    ['a third party takes the goods', 'free_goods', { 'payee.holder': 'third_party' }, 'ORG-PAYEE'],
    ['our own staff take it', 'discount', { 'payee.holder': 'giver_staff' }, 'ORG-SOD'],
    [
      'it depends on a good review',
      'discount',
      { 'benefit.conditionalOn': ['positive_review'] },
      'CN-AUCL-07',
    ],
    [
      'points depend on a good review',
      'points',
      { 'benefit.conditionalOn': ['positive_review'] },
      'CN-AUCL-07',
    ],
  ])('%s: it is forbidden', (_, kindId, said, rule) => {
    expect(decided(kindId).outcome).not.toBe('prohibit')
    const found = decided(kindId, said)
    expect([found.outcome, found.ruleIds]).toEqual(['prohibit', expect.arrayContaining([rule])])
  })

  test('a matter that nobody speaks of is unknown, and waits for the applicant', () => {
    expect(decided('logo_item').outcome).toBe('allow_with_conditions')
    expect(decided('logo_item', { 'tender.state': undefined })).toMatchObject({
      outcome: 'hold',
      missing: ['tender.state'],
    })
  })

  test('one’s word never makes it milder, whatever is said of whatever', () => {
    const paths = [...factCatalogue.keys()].filter((path) => !path.includes('docs.'))
    const value = (path: string): fc.Arbitrary<unknown> => {
      const { kind, values, many } = factCatalogue.get(path) ?? { kind: 'text', many: false }
      const one: fc.Arbitrary<unknown> =
        kind === 'enum'
          ? fc.constantFrom(...(values ?? []))
          : kind === 'bool'
            ? fc.boolean()
            : kind === 'money'
              ? fc.constant({ currency: 'CNY', minor: '1' })
              : fc.constantFrom('party_1', 'x-1', '2026-01-01', 1, 2)
      return many ? fc.array(one, { maxLength: 2 }) : one
    }
    const word = fc.constantFrom(...paths).chain((path) => value(path).map((said) => [path, said] as const))
    const given = ['recipient', 'customer', 'payee', 'tender', 'benefit.inContract', 'benefit.value']
    fc.assert(
      fc.property(fc.constantFrom(...kinds), word, ({ id }, [path, said]) => {
        if (!given.some((object) => path.startsWith(object)) || path === 'tender.state') return
        const before = rankOf(decided(id))
        expect(rankOf(decided(id, { [path]: said }))).toBeGreaterThanOrEqual(before)
      }),
      { numRuns: 1_500 },
    )
  })
})
