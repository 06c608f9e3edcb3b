import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Facts, HistoryLine } from '../../src/contract/facts.ts'
import { addDays } from '../../src/kernel/time.ts'
import type { PackRow } from '../../src/modules/policy/tables.ts'
import { policyOf } from '../../src/modules/policy/in-force.ts'
import { rankOf } from '../../src/modules/policy/domain.ts'
import { shippedPacks } from './policy-shared.ts'

// No way of splitting an amount over several requests needs less approval than the whole of it.

const folder = join(import.meta.dirname, '..', '..', 'policies')
const files = [...(await shippedPacks()).map(({ pack }) => pack.pack), 'authority']
const rows = files.map((name): PackRow => {
  const content = readFileSync(join(folder, `${name}.yaml`), 'utf8')
  return {
    id: name,
    version: 1,
    pack_id: name,
    pack_version: '1.0.0',
    sha256: '',
    content,
    effective_from: '2000-01-01',
    effective_to: null,
  } as PackRow
})
const policy = policyOf(rows, () => undefined)

const today = '2026-11-26'
const companyForms = [
  'discount_coupon',
  'points_award',
  'points_redemption',
  'free_goods',
  'free_service',
  'equipment_loan',
  'sponsorship',
  'rebate',
  'discount',
] as const
const peopleForms = ['meal', 'logo_item'] as const
type Form = (typeof companyForms)[number] | (typeof peopleForms)[number]

/** One benefit to the same customer, or to somebody who works there. */
type Part = { readonly form: Form; readonly minor: bigint; readonly day: string; readonly person: string }

const isToPeople = (form: Form) => peopleForms.some((each) => each === form)

function factsOf({ form, minor, day, person }: Part, history: readonly HistoryLine[]): Facts {
  const toPerson = isToPeople(form)
  return {
    asOf: day,
    giver: { seat: 'CN', listedIn: [], nexus: [], sector: 'general', codes: [], group: 'group' },
    benefit: {
      form,
      value: { currency: 'CNY', minor: minor.toString() },
      country: 'CN',
      purpose: 'promotion',
      context: toPerson ? 'business_meeting' : 'sale',
      conditionalOn: [],
      inContract: true,
      flags: { holidayLinked: false, alcohol: false, luxury: false, concealed: false },
      ...(form === 'meal' ? { meal: { kind: 'lunch' as const, guests: 1, hosts: 1 } } : {}),
    },
    recipient: toPerson
      ? { kind: 'person', id: person, class: 'private_staff', classVerified: true, employerId: 'org-1' }
      : { kind: 'entity', id: 'org-1', class: 'customer_entity', classVerified: true },
    customer: { id: 'org-1', type: 'company', ownership: 'private', publicPurchaser: false },
    payee: { holder: toPerson ? 'recipient' : 'contract_party', rail: 'in_kind' },
    tender: { state: 'none', matter: 'none', recipientRole: 'none' },
    thirdParty: { role: 'none' },
    programme: { kind: 'none' },
    docs: { contractClause: true, serviceContract: true, fairValue: true, deliverables: true, agenda: true },
    request: { kind: 'benefit', retroactive: false, requesterId: 'per_1' },
    history: [...history],
  }
}

function lineOf({ form, minor, day, person }: Part, at: number): HistoryLine {
  return {
    id: `ben-${at}`,
    date: day,
    form,
    value: { currency: 'CNY', minor: minor.toString() },
    recipientId: isToPeople(form) ? person : 'org-1',
    orgId: 'org-1',
    giverGroup: 'group',
  }
}

type Need = { readonly rank: number; readonly level: string; readonly steps: number }

/** What is needed for parts that are filed one after the other: the strictest of them all. */
function needOf(parts: readonly Part[]): Need {
  const needs = parts.map((part, i) => {
    const facts = factsOf(part, parts.slice(0, i).map(lineOf))
    const { decision } = policy.decide(facts)
    const { steps, registerOnly } = policy.route({ ...decision, outcome: 'allow' }, facts, [])
    const level = registerOnly ? 'L0' : (steps.at(-1)?.level ?? 'L0')
    return { rank: rankOf(decision), level, steps: steps.length }
  })
  return {
    rank: Math.max(...needs.map(({ rank }) => rank)),
    level:
      needs
        .map(({ level }) => level)
        .toSorted()
        .at(-1) ?? 'L0',
    steps: Math.max(...needs.map(({ steps }) => steps)),
  }
}

const parts = fc.array(
  fc.record({
    share: fc.bigInt(1n, 1000n),
    after: fc.integer({ min: 0, max: 30 }),
    person: fc.constantFrom('per-1', 'per-2', 'per-3'),
  }),
  { minLength: 2, maxLength: 8 },
)
const edges = [200_000n, 1_000_000n, 2_000_000n, 3_000_000n, 5_000_000n, 20_000_000n, 50_000_000n]
const whole = fc
  .tuple(fc.constantFrom(...edges), fc.bigInt(-2n, 100n), fc.bigInt(1n, 60_000_000n), fc.boolean())
  .map(([edge, beside, free, isAtEdge]) => (isAtEdge ? edge + beside : free + 10n))

function splitOf(
  form: Form,
  minor: bigint,
  shares: readonly { share: bigint; after: number; person: string }[],
) {
  const all = shares.reduce((sum, { share }) => sum + share, 0n)
  let left = minor
  return shares.map(({ share, after, person }, i): Part => {
    const part = i === shares.length - 1 ? left : (minor * share) / all
    left -= part
    return { form, minor: part, day: addDays(today, after), person }
  })
}

describe('within the days that are read as one', () => {
  test.each(companyForms)('%s to a customer needs no less when it is split, in any order', (form) => {
    fc.assert(
      fc.property(whole, parts, (minor, shares) => {
        const [first] = shares
        if (!first) return
        const one = needOf([{ form, minor, day: addDays(today, 30), person: 'per-1' }])
        const split = needOf(splitOf(form, minor, shares))
        expect(split.level >= one.level, JSON.stringify({ one, split })).toBe(true)
      }),
      { numRuns: 120 },
    )
  })

  test.each(peopleForms)('%s to the people of a customer goes no lower when it is split', (form) => {
    fc.assert(
      fc.property(whole, parts, (minor, shares) => {
        const bandOf = (list: readonly Part[]) =>
          list.map((part, i) => {
            const facts = factsOf(part, list.slice(0, i).map(lineOf))
            const allowed = { outcome: 'allow' as const, ruleIds: [], effects: [], missing: [] }
            return policy.route(allowed, facts, []).steps.at(-1)?.level ?? 'L0'
          })
        const [one = 'L0'] = bandOf([{ form, minor, day: today, person: 'per-1' }])
        const split =
          bandOf(splitOf(form, minor, shares))
            .toSorted()
            .at(-1) ?? 'L0'
        expect(split >= one, `${one} ${split}`).toBe(true)
      }),
      { numRuns: 120 },
    )
  })
})

describe('over a year', () => {
  test.each(companyForms)('%s to a customer is judged no milder when it is split', (form) => {
    fc.assert(
      fc.property(whole, parts, (minor, shares) => {
        const spread = splitOf(form, minor, shares).map((part, i) => ({
          ...part,
          day: addDays(today, Math.floor((i * 365) / shares.length)),
        }))
        const last = spread.at(-1)?.day ?? today
        const yearly = { form, minor, day: last, person: 'per-1' }
        // What is new in the sums of thirty days is the matter of the test above.
        const before = {
          ...lineOf({ ...yearly, minor: minor - 1n, day: addDays(last, -40) }, 0),
          id: 'ben-y',
        }
        const one = rankOf(policy.decide(factsOf({ ...yearly, minor: 1n }, [before])).decision)
        expect(needOf(spread).rank).toBeGreaterThanOrEqual(one)
      }),
      { numRuns: 120 },
    )
  })

  test('sixty vouchers of one day end with compliance, as one voucher of their sum does', () => {
    const voucher: Part = { form: 'discount_coupon', minor: 200_000n, day: today, person: 'per-1' }
    const all = Array.from({ length: 60 }, () => voucher)
    const last = needOf(all)
    expect(last.level).toBe('L3')
    expect(needOf([{ ...voucher, minor: 12_000_000n }]).level).toBe('L3')
    expect(needOf(all.slice(0, 1)).level).toBe('L1')
  })
})
