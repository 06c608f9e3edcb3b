import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bankCalls, todayOf, type BankCalls } from '../../test/setup/bank-calls.ts'
import { camtFile, decimal, paymentDetails } from '../../test/setup/bank-files.ts'
import { testCompany, type Company } from '../../test/setup/company.ts'
import { becomesConsumer } from '../../test/setup/consumer-rebate.ts'
import { hire } from '../../test/setup/hire.ts'
import { commission, independent, newMiddleman, verifiedMiddleman } from '../../test/setup/middleman.ts'
import type { PaymentCalls } from '../../test/setup/payment-calls.ts'
import type { Who } from '../../test/setup/request-calls.ts'
import { taxCalls } from '../../test/setup/tax-calls.ts'
import { merged } from '../../test/setup/vendor-lunch.ts'

// A commission to an independent middleman, from its verified record to the tax schedule of the year.

let company: Company
let bank: BankCalls
let calls: PaymentCalls

beforeAll(async () => {
  company = await testCompany()
  bank = await bankCalls(company)
  calls = bank.pay
})

afterAll(async () => {
  bank.close()
  await company.close()
})

type Verdict = {
  readonly outcome: string
  readonly level?: string
  readonly missing: readonly { readonly path: string; readonly supplier: string; readonly field?: object }[]
  readonly checks: readonly { readonly ruleId: string; readonly state: string }[]
  readonly effects: readonly { readonly kind: string; readonly action?: string; readonly ruleId: string }[]
  readonly evidence: readonly { readonly purpose: string; readonly due: string }[]
}

const previewed = async (proposal: object, who: Who = 'sales') =>
  (await calls.good(who, 'requests.preview', { body: proposal }))['verdict'] as Verdict

const fairly = async (partyId: string, more: object = {}, facts: object = {}) => ({
  ...commission(partyId, more, facts),
  fileIds: [await calls.upload('sales', 'fairValue')],
})

const record = (partyId: string, more: object = {}) => ({
  body: { entityId: bank.entityId, partyId, ...independent, ...more },
})

const neverLookedInto = {
  isClean: undefined,
  isTiedToStaff: undefined,
  isTiedToOfficial: undefined,
  dueDiligence: undefined,
}

const verify = (thirdPartyId: unknown, body: object = { answer: 'confirm' }) => ({
  params: { thirdPartyId },
  body,
})

/** What the log tells of the records of third parties. */
const logged = async () => {
  const { rows } = await company.world.pool.query<{ bytes: Buffer }>(
    `select bytes from audit.entry where operation = 'deals.record_third_party'`,
  )
  return rows.map(({ bytes }) => bytes.toString()).join('\n')
}

const pathsOf = ({ missing }: Verdict) => missing.map(({ path }) => path)

describe('what a middleman is stands in its record alone', () => {
  test('without a record all of it is unknown, and what the applicant says relaxes nothing', async () => {
    const partyId = await newMiddleman(company, calls)
    const said = {
      'thirdParty.role': 'none',
      'thirdParty.independent': true,
      'thirdParty.licensed': true,
      'thirdParty.ownerKnown': true,
      'thirdParty.dueDiligenceClean': true,
      'thirdParty.relatedToOfficial': false,
      'thirdParty.relatedToCustomerStaff': false,
      'thirdParty.feePercent': '1',
    }
    for (const facts of [{}, said]) {
      const verdict = await previewed(await fairly(partyId, {}, facts))
      expect(verdict.outcome).toBe('hold')
      expect(pathsOf(verdict)).toEqual(
        expect.arrayContaining(['thirdParty.role', 'thirdParty.independent', 'thirdParty.licensed']),
      )
      const role = verdict.missing.find(({ path }) => path === 'thirdParty.role')
      expect(role).toEqual(expect.objectContaining({ supplier: 'compliance', partyId }))
      expect(role?.field).toBeUndefined()
    }
  })

  test('a verified record lets it through with conditions; a proposed one is none', async () => {
    const partyId = await newMiddleman(company, calls)
    const proposal = await fairly(partyId)
    const { thirdPartyId } = await calls.good('finance', 'deals.record_third_party', record(partyId))
    expect((await previewed(proposal)).outcome).toBe('hold')
    await calls.good('compliance', 'deals.verify_third_party', verify(thirdPartyId))
    const verdict = await previewed(proposal)
    expect(verdict).toMatchObject({ outcome: 'allow_with_conditions', missing: [] })
    expect(verdict.evidence.filter(({ due }) => due === 'paying').map(({ purpose }) => purpose)).toEqual(
      expect.arrayContaining(['deliverables', 'ledgerAccount']),
    )
    const word = { 'thirdParty.independent': false }
    expect((await previewed(await fairly(partyId, {}, word))).outcome).toBe('prohibit')
    const tie = { 'thirdParty.relatedToCustomerStaff': true }
    expect((await previewed(await fairly(partyId, {}, tie))).outcome).toBe('prohibit')
  })

  test.each([
    ['not independent', { isIndependent: false, declaration: undefined }, 'prohibit', 'CN-60-04'],
    ['not licensed', { isLicensed: false, licence: undefined }, 'prohibit', 'CN-60-04'],
    ['tied to staff of the customer', { isTiedToStaff: true }, 'prohibit', 'ORG-TPDD'],
    ['tied to an official', { isTiedToOfficial: true }, 'prohibit', 'ORG-TPDD'],
    ['of unknown owners', { isOwnerKnown: false, owners: undefined }, 'hold', 'ORG-UNK'],
    ['never looked into', neverLookedInto, 'hold', 'ORG-TPDD'],
    ['with an open finding', { isClean: false }, 'hold', 'ORG-TPDD'],
    ['expired before the day', { untilOn: '2026-11-25' }, 'hold', 'CN-60-04'],
    ['not yet of the day', { fromOn: '2026-11-27' }, 'hold', 'CN-60-04'],
  ])('one that is %s gets no commission', async (_, more, outcome, ruleId) => {
    const partyId = await newMiddleman(company, calls)
    await verifiedMiddleman(company, calls, partyId, more)
    const verdict = await previewed(await fairly(partyId))
    expect(verdict.outcome).toBe(outcome)
    const states = verdict.checks.filter((check) => check.ruleId === ruleId).map(({ state }) => state)
    expect(states).toContain(outcome === 'hold' ? 'missing' : 'forbidden')
  })

  test('the last verified record speaks, and one that ended lets no earlier one speak', async () => {
    const partyId = await newMiddleman(company, calls)
    const proposal = await fairly(partyId)
    await verifiedMiddleman(company, calls, partyId)
    const later = await verifiedMiddleman(company, calls, partyId, { isTiedToOfficial: true })
    expect((await previewed(proposal)).outcome).toBe('prohibit')
    const end = { params: { thirdPartyId: later }, body: { reason: '关联关系登记有误' } }
    expect(await calls.codeOf('sales', 'deals.end_third_party', end)).toBe('access.role_needed')
    expect(await calls.codeOf('finance', 'deals.end_third_party', end)).toBe('done')
    expect(await calls.codeOf('finance', 'deals.end_third_party', end)).toBe('deals.third_party_not_in_force')
    expect((await previewed(proposal)).outcome).toBe('hold')
    await verifiedMiddleman(company, calls, partyId)
    expect((await previewed(proposal)).outcome).toBe('allow_with_conditions')
  })

  test('a record is of one entity', async () => {
    const partyId = await newMiddleman(company, calls)
    await verifiedMiddleman(company, calls, partyId)
    const [other = ''] = Object.values(company.founded.entities).filter((id) => id !== bank.entityId)
    const who = { ...company.actor('sales'), entityIds: [bank.entityId, other] }
    const elsewhere = { ...commission(partyId), entityId: other }
    expect(pathsOf(await previewed(elsewhere, who))).toContain('thirdParty.independent')
  })
})

describe('two people put a middleman on record', () => {
  test('neither whoever recorded it nor whoever asks for a commission verifies it', async () => {
    const partyId = await newMiddleman(company, calls)
    const second = await hire(company, { role: 'compliance' })
    const { thirdPartyId } = await calls.good('compliance', 'deals.record_third_party', record(partyId))
    const by = (who: Who, body?: object) =>
      calls.codeOf(who, 'deals.verify_third_party', verify(thirdPartyId, body))
    expect(await by('compliance')).toBe('deals.own_third_party')
    expect(await by('finance')).toBe('access.role_needed')
    const filed = await calls.good(second, 'requests.submit', {
      body: { proposal: { ...commission(partyId), entityId: bank.entityId } },
    })
    expect(filed['effect']).toBe('hold')
    expect(await by(second)).toBe('parties.of_own_request')
    const third = await hire(company, { role: 'compliance' })
    expect(await by(third, { answer: 'decline' })).toBe('approvals.reason_needed')
    expect(await by(third)).toBe('done')
    expect(await by(third)).toBe('deals.third_party_answered')
  })

  test('whoever verified it has no proof in it for what they ask for later', async () => {
    const partyId = await newMiddleman(company, calls)
    const verifier = await hire(company, { role: 'compliance' })
    await verifiedMiddleman(company, calls, partyId, {}, { verifier })
    const own = { ...commission(partyId), entityId: bank.entityId }
    expect(pathsOf(await previewed(own, verifier))).toContain('thirdParty.independent')
  })

  test('a claim without its paper, wrong days and a natural person are refused', async () => {
    const partyId = await newMiddleman(company, calls)
    const codeOf = (more: object, who: Who = 'finance') =>
      calls.codeOf(who, 'deals.record_third_party', record(partyId, more))
    for (const paper of ['licence', 'declaration', 'owners', 'dueDiligence']) {
      expect(await codeOf({ [paper]: undefined }), paper).toBe('deals.third_party_unproved')
    }
    // That it is tied to nobody rests on the report, too.
    const tiedToNobody = { ...neverLookedInto, isTiedToOfficial: false }
    expect(await codeOf(tiedToNobody)).toBe('deals.third_party_unproved')
    expect(await codeOf({ untilOn: '2025-12-31' })).toBe('deals.ends_before_it_begins')
    expect(await codeOf({ partyId: 'party_nobody00000' })).toBe('parties.unknown')
    expect(await codeOf({ entityId: 'ent_nowhere000000' })).toBe('deals.entity_unknown')
    expect(await codeOf({}, 'sales')).toBe('access.role_needed')
    const person = await newMiddleman(company, calls)
    await becomesConsumer(company, person)
    expect(await codeOf({ partyId: person })).toBe('deals.third_party_is_a_person')
    expect(await codeOf({})).toBe('done')
    expect(await codeOf({})).toBe('deals.third_party_waits')
  })

  test('the database holds the two people and every word of the record', async () => {
    const partyId = await newMiddleman(company, calls)
    const { thirdPartyId } = await calls.good('finance', 'deals.record_third_party', record(partyId))
    const set = (text: string) =>
      calls.brokenBy(`update deals.third_party set ${text} where id = $1`, [thirdPartyId])
    const now = `verified_at = now()`
    expect(await set(`state = 'verified', verified_by = recorded_by, ${now}`)).toBe(
      'nobody_verifies_their_own_third_party',
    )
    expect(await set(`state = 'verified'`)).toBe('third_party_verified_by_a_person')
    expect(await set(`is_tied_to_official = true`)).toBe('third_party_is_never_edited')
    expect(await set(`until_on = '2027-12-31'`)).toBe('third_party_is_never_edited')
    expect(await calls.brokenBy('delete from deals.third_party where id = $1', [thirdPartyId])).not.toBe(
      'done',
    )
  })

  test('the page of the organisation lists its records, and what the reader may do', async () => {
    const partyId = await newMiddleman(company, calls)
    await verifiedMiddleman(company, calls, partyId)
    await calls.good('finance', 'deals.record_third_party', record(partyId, { isClean: false }))
    const read = (who: Who) => calls.good(who, 'deals.third_parties', { params: { partyId } })
    expect(await read('compliance')).toMatchObject({
      items: [
        { state: 'proposed', isInForce: false, verify: { can: true } },
        { state: 'verified', isInForce: true, word: '已核实', end: { can: true } },
      ],
      record: { can: true },
    })
    expect(await read('finance')).toMatchObject({ items: [{ verify: { can: false } }, {}] })
    expect(await read('sales')).toMatchObject({ items: [{}], entities: [], record: { can: false } })
  })

  test('what was found out is for finance, compliance and auditors; others see its days', async () => {
    const partyId = await newMiddleman(company, calls)
    const thirdPartyId = await verifiedMiddleman(company, calls, partyId, { isTiedToOfficial: true })
    const reason = '与公职人员有关联'
    await calls.good('finance', 'deals.end_third_party', { params: { thirdPartyId }, body: { reason } })
    await calls.good('finance', 'deals.record_third_party', record(partyId, { isClean: false }))
    const read = async (who: Who) => {
      const { items } = await calls.good(who, 'deals.third_parties', { params: { partyId } })
      return items as readonly { readonly lines: readonly object[]; readonly state: string }[]
    }
    const auditor = await hire(company, { role: 'auditor' })
    const elsewhere = await hire(company, { role: 'finance', entity: 'shanghai' })
    for (const who of ['finance', 'compliance', auditor] as const) {
      expect(await read(who)).toMatchObject([{ state: 'proposed' }, { state: 'ended', endReason: reason }])
      expect((await read(who)).map(({ lines }) => lines.length)).toEqual([6, 6])
    }
    for (const who of ['sales', 'boss'] as const) {
      const [item, ...others] = await read(who)
      expect(others).toEqual([])
      expect(item).toMatchObject({ state: 'ended', role: 'agent', fromOn: '2026-01-01', lines: [] })
      expect(item).not.toHaveProperty('endReason')
    }
    const roles = { ...elsewhere, entityIds: [...elsewhere.entityIds, bank.entityId] }
    const held = { ...roles, roleEntities: { finance: elsewhere.entityIds } }
    expect(await read(held)).toMatchObject([{ state: 'ended', lines: [] }])
    expect(await logged()).toContain(thirdPartyId)
    expect(await logged()).not.toContain('档案 A-3')
  })

  test('of two records that a merge brings together one is in force', async () => {
    const [keptId, goneId] = [await newMiddleman(company, calls), await newMiddleman(company, calls)]
    await verifiedMiddleman(company, calls, keptId)
    await verifiedMiddleman(company, calls, goneId)
    await merged(company, goneId, keptId)
    const { items } = await calls.good('compliance', 'deals.third_parties', { params: { partyId: keptId } })
    expect(items).toMatchObject([{ isInForce: true }, { isInForce: false }])
  })
})

describe('a commission is a share of its contract', () => {
  const revenue = (minor: string, currency = 'CNY') => ({
    'thirdParty.contract': 'XS-2026-100',
    'thirdParty.contractRevenue': { currency, minor },
  })

  test('the share is reckoned: at 5 % it passes, a fen above it compliance judges', async () => {
    const partyId = await newMiddleman(company, calls)
    await verifiedMiddleman(company, calls, partyId)
    const at = await previewed(await fairly(partyId, {}, revenue('40000000')))
    expect(at.outcome).toBe('allow_with_conditions')
    const actions = ({ effects }: Verdict) => effects.flatMap(({ action }) => action ?? [])
    expect(actions(at)).toContain('commission_limit')
    expect(actions(at)).not.toContain('add_back')
    const above = await previewed(await fairly(partyId, {}, revenue('39999999')))
    expect(above).toMatchObject({ outcome: 'escalate', level: 'L3' })
    expect(actions(above)).toContain('add_back')
    const word = { ...revenue('40000000'), 'thirdParty.feePercent': '7' }
    expect((await previewed(await fairly(partyId, {}, word))).outcome).toBe('escalate')
  })

  test('commissions on one contract are one share of it, however they are split', async () => {
    const contract = revenue('60000000')
    const submit = async (number: string) => {
      const partyId = await newMiddleman(company, calls)
      await verifiedMiddleman(company, calls, partyId)
      const proposal = await fairly(partyId, {}, { ...contract, 'thirdParty.contract': number })
      return { proposal, filed: await calls.good('sales', 'requests.submit', { body: { proposal } }) }
    }
    const first = await submit('XS-2026-300')
    expect(first.filed['effect']).toBe('submit')
    const verified = await newMiddleman(company, calls)
    await verifiedMiddleman(company, calls, verified)
    const second = (number: string) => fairly(verified, {}, { ...contract, 'thirdParty.contract': number })
    expect(await previewed(await second('xs-2026 - 300'))).toMatchObject({ outcome: 'escalate', level: 'L3' })
    expect((await previewed(await second('XS-2026-301'))).outcome).toBe('allow_with_conditions')
    await calls.approve(String(first.filed['requestId']))
    const detail = await calls.good('sales', 'requests.detail', {
      params: { requestId: first.filed['requestId'] },
    })
    expect(detail['verdict']).toMatchObject({ outcome: 'allow_with_conditions' })
  })

  test('without its contract, or with one that cannot be, it is refused in words', async () => {
    const partyId = await newMiddleman(company, calls)
    const codeOf = (proposal: object) => calls.codeOf('sales', 'requests.submit', { body: { proposal } })
    for (const path of ['thirdParty.contract', 'thirdParty.contractRevenue']) {
      const { facts, ...rest } = commission(partyId)
      const without = Object.fromEntries(Object.entries(facts).filter(([name]) => name !== path))
      expect(await codeOf({ ...rest, facts: without })).toBe('requests.commission_contract_needed')
    }
    for (const facts of [revenue('0'), revenue('1999999'), revenue('50000000', 'USD')]) {
      expect(await codeOf(commission(partyId, {}, facts))).toBe('requests.commission_revenue_wrong')
    }
    expect(await codeOf(commission(partyId, { way: 'on_invoice' }))).toBe('requests.way_not_of_kind')
  })
})

test('it is approved, paid by transfer, and limited by its contract in the schedule', async () => {
  const partyId = await newMiddleman(company, calls)
  // Whoever verified it does not judge the share above 5 %.
  const verifier = await hire(company, { role: 'compliance' })
  await verifiedMiddleman(company, calls, partyId, {}, { verifier })
  const paid = async (facts: object) => {
    const proposal = await fairly(partyId, { happensOn: todayOf(company) }, facts)
    const papers = await Promise.all(
      ['deliverables', 'ledgerAccount'].map((purpose) => calls.upload('sales', purpose)),
    )
    const lacking = await calls.good('sales', 'requests.submit', { body: { proposal } })
    expect(lacking['effect']).toBe('submit')
    await calls.approve(String(lacking['requestId']))
    const pays = calls.pays(String(lacking['requestId']), { purpose: '居间佣金' })
    expect(await calls.codeOf(calls.maker, 'payments.prepare', pays)).not.toBe('done')
    const whole = { ...proposal, fileIds: [await calls.upload('sales', 'fairValue'), ...papers] }
    const { requestId } = await calls.good('sales', 'requests.submit', { body: { proposal: whole } })
    await calls.approve(String(requestId))
    const orderId = await calls.prepared(String(requestId), { purpose: '居间佣金' })
    await calls.checked(orderId)
    return orderId
  }
  const orders = [
    await paid({ 'thirdParty.contract': 'XS-2026-201' }),
    await paid({
      'thirdParty.contract': 'XS-2026-202',
      'thirdParty.contractRevenue': { currency: 'CNY', minor: '25000000' },
    }),
  ]
  const accountId = await bank.account()
  const sent = await bank.leave(accountId, orders)
  const entries = sent.numbers.map((id) => ({
    amount: '20000.00',
    day: todayOf(company),
    details: paymentDetails('08', { id }),
  }))
  const balance = { id: 'S-1', opening: decimal(500_000_000n), closing: decimal(496_000_000n) }
  await bank.bring('bank.import_statement', camtFile('08', [{ ...balance, entries }]))
  expect(await bank.statesOf(orders)).toEqual(['paid', 'paid'])
  const tax = taxCalls(company)
  const answer = await tax.call(tax.finance(), 'payments.tax_schedule', { query: { entityId: tax.entityId } })
  if (answer.kind !== 'answer') throw new Error(JSON.stringify(answer))
  const { sections } = answer.body as { readonly sections: readonly { readonly key: string }[] }
  expect(sections.find(({ key }) => key === 'commission')).toMatchObject({
    spent: { minor: '4000000' },
    deductible: { minor: '3250000' },
    addBack: { minor: '750000' },
    count: 2,
  })
})
