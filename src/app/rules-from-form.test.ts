import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiCalls, type ApiCalls } from '../../test/setup/api-calls.ts'
import { ordinary } from '../../test/setup/circumstances.ts'
import { parties, testCompany, type Company } from '../../test/setup/company.ts'

// What the form asks and what the entity is reach the rules: none of them is stated as "no" by the program.

type Verdict = {
  readonly outcome: string
  readonly level?: string
  readonly checks: readonly { readonly ruleId: string; readonly state: string }[]
  readonly missing: readonly { readonly path: string; readonly supplier: string }[]
}

let company: Company
let api: ApiCalls
let physician = ''
let hospital = ''
const who = (key: string) => company.actor(key).personId
const entityId = () => company.founded.entities['suzhou'] ?? ''

beforeAll(async () => {
  company = await testCompany()
  api = apiCalls(company.world)
  const customer = { name: '芜湖市第九人民医院', type: 'public_hospital', ownership: 'public_body' }
  hospital = await made('parties.create_customer', customer)
  physician = await made('parties.create_person', {
    name: '钟景行',
    employment: { customerId: hospital, position: '主任医师', fromOn: '2020-01-01' },
    classification: {
      class: 'hcp',
      source: 'document',
      evidence: { kind: 'professional_licence', reference: '执业证 1103' },
      fromOn: '2020-01-01',
    },
  })
})

afterAll(() => company.close())

async function made(operation: string, body: object): Promise<string> {
  return String((await api.good(who('compliance'), operation, { body }))['partyId'])
}

/** What the panel says of ¥100 to a person, with every circumstance answered by "none of these". */
async function verdictOf(
  kindId: string,
  [customerId, personId]: readonly [string, string],
  more: { readonly minor?: string; readonly facts?: Record<string, unknown> } = {},
): Promise<Verdict> {
  const meal = { 'benefit.meal.kind': 'lunch', 'benefit.meal.guests': 1, 'benefit.meal.hosts': 1 }
  const facts = { ...ordinary(kindId), ...(kindId === 'working_meal' ? meal : {}), ...more.facts }
  const body = {
    kindId,
    entityId: entityId(),
    customer: { partyId: customerId },
    recipient: { to: 'person', partyId: personId },
    amount: { currency: 'CNY', minor: more.minor ?? '10000' },
    happensOn: '2026-11-26',
    reason: '技术交流',
    // What nobody answered is left out of what the form sends.
    facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
  }
  return (await api.good(who('sales'), 'requests.preview', { body }))['verdict'] as Verdict
}

const rulesOf = ({ checks }: Verdict) => checks.map(({ ruleId }) => ruleId)
const official = [parties.bureau, parties.official] as const
const buyer = [parties.dealer, parties.buyer] as const

describe('a circumstance that is ticked', () => {
  test('alcohol at a meal for an official is forbidden; without it, it is not', async () => {
    const dry = await verdictOf('working_meal', official)
    expect(dry.outcome).not.toBe('prohibit')
    const wet = await verdictOf('working_meal', official, { facts: { 'benefit.flags.alcohol': true } })
    expect(wet.outcome).toBe('prohibit')
    expect(rulesOf(wet)).toContain('CN-OFF-05')
  })

  test('something luxurious at a meal for an official is forbidden', async () => {
    const found = await verdictOf('working_meal', official, { facts: { 'benefit.flags.luxury': true } })
    expect([found.outcome, rulesOf(found)]).toEqual(['prohibit', expect.arrayContaining(['CN-OFF-05'])])
  })

  test('what is kept off the books is forbidden', async () => {
    const kept = await verdictOf('logo_item', buyer, { facts: { 'benefit.flags.concealed': true } })
    expect(kept.outcome).toBe('prohibit')
  })

  test('a third party makes it wait for who owns it', async () => {
    const found = await verdictOf('logo_item', buyer, {
      minor: '3000',
      facts: { 'thirdParty.role': 'agent' },
    })
    expect(found.outcome).toBe('hold')
    expect(found.missing.map(({ path }) => path)).toContain('thirdParty.ownerKnown')
  })
})

describe('a circumstance that nobody answered', () => {
  test.each([['benefit.flags.concealed'], ['benefit.conditionalOn']])(
    '%s waits for the applicant',
    async (path) => {
      const found = await verdictOf('logo_item', buyer, { minor: '3000', facts: { [path]: undefined } })
      expect(found.outcome).toBe('hold')
      expect(found.missing).toEqual([expect.objectContaining({ path, supplier: 'applicant' })])
    },
  )

  test('alcohol at a meal for an official waits for the applicant', async () => {
    const found = await verdictOf('working_meal', official, { facts: { 'benefit.flags.alcohol': undefined } })
    expect(found.outcome).toBe('hold')
    expect(found.missing.map(({ path }) => path)).toContain('benefit.flags.alcohol')
  })

  test('with all of them answered an ordinary item passes', async () => {
    const found = await verdictOf('logo_item', buyer, { minor: '3000' })
    expect(['allow', 'allow_with_conditions']).toContain(found.outcome)
  })
})

describe('what the entity is', () => {
  const toPhysician = () => [hospital, physician] as const

  async function become(facts: object): Promise<void> {
    const params = { entityId: entityId() }
    const body = { fromOn: '2026-11-01', reason: '章程与协会名录', facts }
    const { profileId } = await api.good(who('admin'), 'access.propose_profile', { params, body })
    const answer = { params: { profileId }, body: { answer: 'confirm' } }
    await api.good(who('compliance'), 'access.answer_profile', answer)
  }

  test('a company of another trade meets no rule of the drug trade', async () => {
    const found = await verdictOf('logo_item', toPhysician(), { minor: '3000' })
    expect(rulesOf(found).filter((rule) => rule.startsWith('CN-MED'))).toEqual([])
  })

  test('a drug company gives a physician nothing, and a member of RDPAC no meal over its limit', async () => {
    await become({ sector: 'drug', listedIn: [], nexus: [], codes: ['RDPAC'], reporting: ['CAS'] })
    const item = await verdictOf('logo_item', toPhysician(), { minor: '3000' })
    expect([item.outcome, rulesOf(item)]).toEqual(['prohibit', expect.arrayContaining(['CN-MED-01'])])
    const meal = await verdictOf('working_meal', toPhysician(), { minor: '35000' })
    expect(rulesOf(meal)).toContain('CN-MED-05')
  })

  test('a device company gives a physician no gift', async () => {
    await become({ sector: 'device', listedIn: [], nexus: [], codes: [], reporting: ['CAS'] })
    const gift = await verdictOf('gift', toPhysician(), { minor: '3000' })
    expect(rulesOf(gift)).toContain('CN-MED-04')
    expect(rulesOf(gift)).not.toContain('CN-MED-05')
  })

  test('whose sector nobody stated, a gift to a physician waits for the sector', async () => {
    await become({ listedIn: [], nexus: [], codes: [], reporting: ['CAS'] })
    const item = await verdictOf('logo_item', toPhysician(), { minor: '3000' })
    expect(item.missing.map(({ path }) => path)).toContain('giver.sector')
  })
})
