import { createReadStream, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { sharedPart } from '../../../test/properties/shared-data.ts'
import { mapFile, mapLines } from '../../../test/setup/import-files.ts'
import type { NormalisedRow } from './domain.ts'
import { toFacts } from './to-facts.ts'

const cmsHeading =
  'Physician_Profile_ID,Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name,' +
  'Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_State,' +
  'Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_ID,' +
  'Total_Amount_of_Payment_USDollars,Date_of_Payment,' +
  'Form_of_Payment_or_Transfer_of_Value,Record_ID,Nature_of_Payment_or_Transfer_of_Value,' +
  'Name_of_Third_Party_Entity_Receiving_Payment_or_Transfer_of_Value,' +
  'Name_of_Associated_Covered_Drug_or_Biological1'

async function factsOf(profile: string, text: string) {
  const [row] = await mapLines(profile, text)
  if (row?.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(row?.kind)}`)
  return toFacts(row.row, parties)
}

const parties = { giverGroup: 'giver_1', recipientId: 'recipient_1' }

const gift = 'type,department,minister,date,gift,given_or_received,donor_recipient,value,outcome,source'

describe('the facts of an imported row', () => {
  it('of a meal by a drug maker name what is on record and mark what is assumed', async () => {
    const line =
      '77,Example Pharma,NJ,100000000001,12.50,03/04/2014,In-kind items and services,9,' +
      'Food and Beverage,,Examplin'
    const { value, facts } = await factsOf('cms-open-payments', `${cmsHeading}\n${line}\n`)
    const { sources, ...said } = facts
    expect(value).toBe('exact')
    expect(said).toEqual({
      asOf: '2014-03-04',
      giver: {
        seat: 'US',
        sector: 'drug',
        listedIn: [],
        nexus: ['US'],
        group: 'giver_1',
      },
      benefit: {
        form: 'meal',
        value: { currency: 'USD', minor: '1250' },
        purpose: 'working_meal',
        context: 'product_meeting',
        country: 'US',
        flags: { concealed: false, rewardForPastAct: false },
      },
      recipient: {
        id: 'recipient_1',
        kind: 'person',
        class: 'hcp',
        classVerified: true,
        identified: true,
        country: 'US',
      },
      customer: { ownership: 'private', publicPurchaser: false, federalHealthProgramme: true },
      payee: { rail: 'in_kind', holder: 'recipient' },
      tender: { state: 'none', matter: 'none', recipientRole: 'none', governmentProcurement: false },
      thirdParty: { role: 'none' },
      request: { kind: 'benefit', retroactive: false },
    })
    // What the file says is a record; each assumption of the profile shows as a document.
    const assumed = Object.keys(sources ?? {}).toSorted()
    expect(assumed).toContain('benefit.country')
    expect(assumed).not.toContain('benefit.form')
    expect(assumed).not.toContain('giver.seat')
    expect(new Set(Object.values(sources ?? {}))).toEqual(new Set(['document']))
  })

  it('leave out the seat of a foreign maker; one that names no drug is assumed to make devices', async () => {
    const line =
      '77,Example plc,,100000000002,12.50,03/04/2014,Cash or cash equivalent,10,Gift,Example Clinic LLC,'
    const { facts } = await factsOf('cms-open-payments', `${cmsHeading}\n${line}\n`)
    expect(facts.giver).toMatchObject({ sector: 'device', group: 'giver_1' })
    expect(facts.giver).not.toHaveProperty('seat')
    expect(facts.benefit?.form).toBe('cash')
    expect(facts.payee).toEqual({ holder: 'third_party' })
    expect(facts.sources?.['giver.sector']).toBe('document')
  })

  it('of a value known only from below hold the bound and say that it is one', async () => {
    const { facts, value } = await factsOf(
      'uk-ministers',
      `${gift}\ngift,,Jane Example,2025-09-08,Vase,Received,President of Examplia,Above limit,,\n`,
    )
    expect(value).toBe('at_least')
    expect(facts.benefit?.value).toEqual({ currency: 'GBP', minor: '14000' })
    expect(facts.sources?.['benefit.value']).toBe('self')
  })

  it('of a value between two amounts hold the larger', async () => {
    const { facts } = await factsOf(
      'uk-ministers',
      `${gift}\ngift,,Jane Example,2025-09-08,Vase,Received,President of Examplia,£175-200,,\n`,
    )
    expect(facts.benefit?.value).toEqual({ currency: 'GBP', minor: '20000' })
  })

  it('of a gift that a relative took are wholly the family’s', async () => {
    const { facts } = await factsOf(
      'uk-ministers',
      `${gift}\ngift,,Jane Example,2025-09-08,Vase,Received (by Mr Example),Nissan,£200,,\n`,
    )
    expect(facts.benefit?.familyShare).toEqual({ currency: 'GBP', minor: '20000' })
  })

  it('take the ids of matched parties and facts about ourselves from the importing company', async () => {
    const [mapped] = await mapLines('taizhang', '日期,客户,受益人,类型,金额\n2026-03-05,华东,王芳,礼品,200\n')
    const row = mapped?.kind === 'ready' ? mapped.row : undefined
    const { facts } = toFacts(row as NormalisedRow, {
      giverGroup: 'group_1',
      recipientId: 'party_1',
      orgId: 'party_2',
      facts: [{ path: 'giver.seat', value: 'CN', source: 'record' }],
    })
    expect(facts.giver).toEqual({ seat: 'CN', group: 'group_1' })
    expect(facts.recipient).toMatchObject({ id: 'party_1', employerId: 'party_2', class: 'unknown' })
  })
})

const registers = [
  ['cms-open-payments', sharedPart('data/cms-open-payments-iowa.csv.gz')],
  ['uk-ministers', sharedPart('data/uk-ministers-gifts.csv')],
] as const
const schemaFile = sharedPart('law/facts.schema.json')

const isHere = schemaFile !== undefined && registers.every(([, file]) => file !== undefined)

describe.skipIf(!isHere)('the facts of every row of a real register', () => {
  it.each(registers)('keep to the published schema: %s', async (profile, file) => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    const isValid = ajv.compile(JSON.parse(readFileSync(schemaFile ?? '', 'utf8')))
    const mapped = await mapFile(profile, createReadStream(file ?? ''))
    const wrong = mapped.flatMap((m) =>
      m.kind === 'ready' && !isValid(toFacts(m.row, parties).facts) ? [m.row.line] : [],
    )
    expect(wrong).toEqual([])
    expect(mapped.length).toBeGreaterThan(390)
  })
})
