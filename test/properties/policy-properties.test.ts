import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decisionJson, type Decision } from '../../src/contract/decision.ts'
import { factsJson, type Facts, type HistoryLine } from '../../src/contract/facts.ts'
import {
  compilePacks,
  decide,
  rankOf,
  type CompiledPacks,
  type LoadedPack,
} from '../../src/modules/policy/index.ts'
import { factCatalogue } from '../../src/modules/policy/fact-catalogue.ts'
import { factsNear, withFact } from './policy-facts.ts'
import { publicScenarios, shippedPacks } from './policy-shared.ts'

const packs = await shippedPacks()
const policy = compilePacks(packs)
const known = publicScenarios().map((scenario) => scenario.facts)
/** What generated facts start from: the baselines of the packs and the known scenarios. */
const starts = [...packs.map((loaded) => factsJson.parse(loaded.pack.baseline)), ...known]
const seed = Number(process.env['ABOVEBOARD_SEED'] ?? 20261125)
const numRuns = Number(process.env['ABOVEBOARD_RUNS'] ?? 1000)

const rank = (facts: Facts, of: CompiledPacks = policy) => rankOf(decide(of, facts))

/**
 * Runs a property from every known scenario and from generated facts; fast-check prints the seed of a
 * failure.
 */
function always(property: (facts: Facts, dice: number) => void): void {
  const dice = fc.integer({ min: 0, max: 1_000_000 })
  const examples: [Facts, number][] = known.map((facts, at) => [facts, at * 7919])
  fc.assert(
    fc.property(factsNear(starts), dice, (facts, number) => void property(facts, number)),
    { seed, numRuns, examples },
  )
}

/** A small generator for choices inside a property, so that one number decides them all. */
function chooser(dice: number): (count: number) => number {
  let state = (dice * 2_654_435_761 + 1) % 4_294_967_296
  return (count) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(state / 65_536) % count
  }
}

function shuffled<Item>(items: readonly Item[], dice: number): Item[] {
  const choose = chooser(dice)
  const left = [...items]
  return items.map(() => left.splice(choose(left.length), 1)).flat()
}

const sets = (decision: Decision) => ({
  outcome: decision.outcome,
  level: decision.level,
  ruleIds: new Set(decision.ruleIds),
  missing: new Set(decision.missing),
  effects: decision.effects.map((effect) => JSON.stringify(effect)).toSorted(),
})

/** The benefit as a line of history, for the next decision. */
function admitted(facts: Facts, given: Partial<HistoryLine> = {}): HistoryLine | undefined {
  const { benefit, recipient, giver, customer, programme } = facts
  if (!benefit?.form || !benefit.value) return undefined
  const org = recipient?.kind === 'entity' ? recipient.id : (recipient?.employerId ?? customer?.id)
  const line: Record<string, unknown> = {
    date: facts.asOf,
    form: benefit.form,
    value: benefit.value,
    recipientId: recipient?.id,
    householdId: recipient?.householdId,
    orgId: org,
    giverPersonId: giver?.personId,
    giverGroup: giver?.group,
    programmeId: programme?.id,
    eventId: benefit.eventId,
    dealId: benefit.dealId,
    place: benefit.place,
    ...given,
  }
  return Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined)) as HistoryLine
}

describe('limits and sums', () => {
  test('P1 the order of earlier benefits changes nothing', () => {
    always((facts, dice) => {
      if (!facts.history || facts.history.length < 2) return
      const other = { ...facts, history: shuffled(facts.history, dice) }
      expect(sets(decide(policy, other))).toEqual(sets(decide(policy, facts)))
    })
  })

  test('P5 splitting a benefit over parts, household and givers of the group is never more lenient', () => {
    let reached = 0
    always((facts, dice) => {
      const choose = chooser(dice)
      const value = facts.benefit?.value
      const count = 2 + choose(4)
      if (!value || facts.benefit?.form === 'draw_prize' || BigInt(value.minor) < BigInt(count)) return
      if (facts.recipient?.kind !== 'person' || facts.recipient.householdId === undefined) return
      reached += 1
      const each = BigInt(value.minor) / BigInt(count)
      let strictest = 0
      let history = facts.history
      for (let part = 0; part < count; part++) {
        const amount = part === 0 ? BigInt(value.minor) - each * BigInt(count - 1) : each
        const piece: Facts = {
          ...facts,
          giver: { ...facts.giver, personId: `emp-${1 + choose(3)}` },
          recipient: { ...facts.recipient, id: choose(2) === 0 ? facts.recipient.id : 'per-family' },
          benefit: { ...facts.benefit, value: { currency: value.currency, minor: String(amount) } },
          history,
        }
        strictest = Math.max(strictest, rank(piece))
        const line = admitted(piece)
        if (history && line) history = [...history, line]
      }
      expect(strictest).toBeGreaterThanOrEqual(rank(facts))
    })
    expect(reached).toBeGreaterThan(numRuns / 20)
  })

  test('P14 sums are exact whole numbers, whatever their size', () => {
    const amount = fc.bigInt(0n, 10n ** 17n)
    const property = fc.property(
      fc.array(amount, { minLength: 1, maxLength: 200 }),
      amount,
      (earlier, own) => {
        const facts = clean({ form: 'logo_item', minor: own, earlier })
        const record = decide(policy, facts, { explain: true }).record
        const measured = record?.measures.find((it) => it['measure'] === 'logoYear')
        expect(measured?.['total']).toBe(String(earlier.reduce((sum, item) => sum + item, own)))
      },
    )
    fc.assert(property, { seed, numRuns: 200 })
    for (const minor of ['041', '4.1', '-1', '1e3', '', 41]) {
      const facts: unknown = { asOf: '2026-01-01', benefit: { value: { currency: 'CNY', minor } } }
      expect(factsJson.safeParse(facts).success).toBe(false)
    }
  })

  test('P15 who of the household took it and who of the group gave it changes no sum of theirs', () => {
    always((facts, dice) => {
      const choose = chooser(dice)
      const { history, recipient, giver } = facts
      if (!history?.length || recipient?.householdId === undefined || giver?.group === undefined) return
      const at = choose(history.length)
      const line = history[at]
      if (!line || line.householdId !== recipient.householdId || line.giverGroup === undefined) return
      const moved = { ...line, recipientId: 'per-family', giverPersonId: 'emp-other' }
      const other = { ...facts, history: history.map((it, i) => (i === at ? moved : it)) }
      expect(householdSums(other)).toEqual(householdSums(facts))
    })
  })

  test('P15 one more earlier benefit never makes it more lenient, an older one never stricter', () => {
    always((facts, dice) => {
      const choose = chooser(dice)
      const line = admitted(facts, { date: facts.asOf })
      if (!facts.history || !line) return
      const more = { ...facts, history: [...facts.history, line] }
      expect(rank(more)).toBeGreaterThanOrEqual(rank(facts))
      const at = choose(more.history.length)
      const older = more.history.map((it, i) => (i === at ? { ...it, date: '2010-01-01' } : it))
      expect(rank({ ...more, history: older })).toBeLessThanOrEqual(rank(more))
    })
  })
})

function householdSums(facts: Facts): unknown {
  const measures = decide(policy, facts, { explain: true }).record?.measures ?? []
  return measures.filter((it) => isHousehold(String(it['pack']), String(it['measure'])))
}

function isHousehold(pack: string, measure: string): boolean {
  const per = packs.find((it) => it.pack.pack === pack)?.pack.measures[measure]?.per ?? []
  return per.includes('household') && !per.includes('recipient') && !per.includes('giver_person')
}

function clean(given: { form: 'logo_item'; minor: bigint; earlier: readonly bigint[] }): Facts {
  return {
    asOf: '2026-06-30',
    giver: { seat: 'CN', listedIn: [], nexus: [], group: 'grp-1', personId: 'emp-1' },
    benefit: {
      form: given.form,
      value: { currency: 'CNY', minor: String(given.minor) },
      flags: { holidayLinked: false },
    },
    recipient: { kind: 'person', class: 'private_staff', id: 'per-1', householdId: 'hh-1' },
    history: given.earlier.map((minor) => ({
      date: '2026-06-01',
      form: given.form,
      value: { currency: 'CNY', minor: String(minor) },
      recipientId: 'per-1',
      householdId: 'hh-1',
      giverGroup: 'grp-1',
    })),
  }
}

describe('what is not known', () => {
  test('P4 an unknown class is never softer than private staff', () => {
    always((given) => {
      const facts = withFact(given, 'recipient.class', 'private_staff')
      expect(rank(withFact(facts, 'recipient.class', 'unknown'))).toBeGreaterThanOrEqual(rank(facts))
      expect(rank(withFact(facts, 'recipient.class', undefined))).toBeGreaterThanOrEqual(rank(facts))
    })
  })

  test('P6 more evidence is never stricter and never turns a prohibition', () => {
    const docs = [...factCatalogue.keys()].filter((path) => path.startsWith('docs.'))
    always((facts, dice) => {
      const path = docs[dice % docs.length] ?? ''
      const better = withFact(facts, path, true)
      expect(rank(better)).toBeLessThanOrEqual(rank(facts))
      if (rank(facts) === 7) expect(rank(better)).toBe(7)
    })
  })

  const keyFacts = [
    'recipient.class',
    'tender.state',
    'payee.holder',
    'payee.accountType',
    'payee.verified',
    'thirdParty.ownerKnown',
    'customer.ownership',
  ]
  test.each(keyFacts)('P9 without %s no door opens that was shut', (path) => {
    always((facts) => {
      if (rank(facts) < 6 || (path === 'thirdParty.ownerKnown' && !facts.thirdParty)) return
      const { outcome } = decide(policy, withFact(facts, path, undefined))
      expect(['allow', 'allow_with_conditions']).not.toContain(outcome)
    })
  })

  test('a self-declared fact is never more lenient than the same fact on record, nor than silence', () => {
    const paths = [...factCatalogue.keys()].filter((path) => !/relatedTo\.|peers\./.test(path))
    always((facts, dice) => {
      const path = paths[dice % paths.length] ?? ''
      const said: Facts = { ...facts, sources: { [path]: 'self' } }
      expect(rank(said), path).toBeGreaterThanOrEqual(rank(facts))
      expect(rank(said), path).toBeGreaterThanOrEqual(rank(withFact(facts, path, undefined)))
    })
  })
})

describe('prohibitions and precedence', () => {
  test('P3 the exposure label follows the law of the day, and the prohibition stays', () => {
    always((given) => {
      const facts: Facts = { ...given, ...staffGift, asOf: given.asOf }
      const decision = decide(policy, facts)
      const labels = decision.effects.filter((it) => it.kind === 'label' && it.code === 'CN-AUCL-05')
      expect(decision.outcome).toBe('prohibit')
      expect(decision.ruleIds).toContain('CN-AUCL-01')
      expect(labels.map((it) => ('text' in it ? it.text?.slice(0, 6) : ''))).toEqual([
        facts.asOf < '2025-10-15' ? '第 19 条' : '第 24 条',
      ])
    })
  })

  test('P7 a smaller amount does not cure a prohibition by kind', () => {
    const byKind = ['ORG-CASH', 'CN-AUCL-01', 'CN-OFF-03', 'ORG-TENDER', 'CN-60-02', 'ORG-PAYEE']
    always((facts) => {
      const before = decide(policy, facts).ruleIds.filter((id) => byKind.includes(id))
      if (before.length === 0 || rank(facts) < 7 || !facts.benefit?.value) return
      const less = decide(policy, withFact(facts, 'benefit.value', { ...facts.benefit.value, minor: '1' }))
      expect(less.ruleIds).toEqual(expect.arrayContaining(before))
    })
  })

  test('P10 the outcome is the strictest that any rule asks for, in whatever order packs and rules stand', () => {
    const alone = packs.flatMap((loaded) =>
      loaded.pack.rules.map((rule) => ({ id: rule.id, compiled: compilePacks([only(loaded, rule)]) })),
    )
    always((facts, dice) => {
      const decision = decide(policy, facts)
      const mixed = shuffled(packs, dice).map((loaded) => ({
        ...loaded,
        pack: { ...loaded.pack, rules: shuffled(loaded.pack.rules, dice) },
      }))
      if (dice % 10 === 0) expect(sets(decide(compilePacks(mixed), facts))).toEqual(sets(decision))
      const fired = alone.filter((one) => decision.ruleIds.includes(one.id))
      const strictest = Math.max(0, ...fired.map((one) => rank(facts, one.compiled)))
      expect(strictest).toBe(rankOf(decision))
    })
  })

  test('P11 duties alone change no outcome', () => {
    const inert = without((rule) => ['tax', 'report', 'retain'].includes(rule.modality) && !asks(rule))
    always((facts) => {
      expect(rank(facts, inert)).toBe(rank(facts))
    })
  })

  test('P12 criminal thresholds only aggravate', () => {
    const mild = without((rule) => rule.modality === 'threshold')
    always((facts) => {
      expect(rank(facts, mild)).toBeLessThanOrEqual(rank(facts))
    })
  })

  test('P13 one more jurisdiction is never more lenient', () => {
    const subsets = packs.map((_, at) => [packs.filter((_it, i) => i < at), packs.slice(0, at + 1)] as const)
    const compiled = subsets.map(([fewer, more]) => [compilePacks(fewer), compilePacks(more)] as const)
    always((facts, dice) => {
      const [fewer, more] = compiled[dice % compiled.length] ?? [policy, policy]
      expect(rank(facts, more)).toBeGreaterThanOrEqual(rank(facts, fewer))
    })
  })
})

type Rule = LoadedPack['pack']['rules'][number]

/** The rule alone, with the figures of the rules that its limits refer to. */
function only(loaded: LoadedPack, rule: Rule): LoadedPack {
  const rules = loaded.pack.rules.map((it) => ({ ...it, enabled: it === rule }))
  return { ...loaded, pack: { ...loaded.pack, rules } }
}

function without(leave: (rule: Rule) => boolean): CompiledPacks {
  return compilePacks(
    packs.map((loaded) => ({
      ...loaded,
      pack: { ...loaded.pack, rules: loaded.pack.rules.filter((rule) => !leave(rule)) },
    })),
  )
}

function asks(rule: Rule): boolean {
  return [rule.match, rule.breach].some((ask) => ask && ask.decision !== 'none') || rule.evidence.length > 0
}

const staffGift = {
  giver: { seat: 'CN', listedIn: [], nexus: [] },
  benefit: { form: 'gift', value: { currency: 'CNY', minor: '41100' }, flags: { concealed: false } },
  recipient: {
    kind: 'person',
    class: 'private_staff',
    classVerified: true,
    id: 'per-1',
    employerId: 'org-1',
    decidesOnUs: true,
  },
  customer: { id: 'org-1', ownership: 'private' },
  payee: { holder: 'recipient', accountType: 'none', rail: 'in_kind' },
  thirdParty: { role: 'none' },
} as const satisfies Partial<Facts>

describe('the record', () => {
  test('P8 a decision can be taken again from its record, and an edited pack has another hash', () => {
    always((facts) => {
      const first = decide(policy, facts, { explain: true })
      const again = decide(compilePacks(packs), structuredClone(facts), { explain: true })
      expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    })
    const hashes = packs.map((loaded) => loaded.sha256)
    expect(new Set(hashes).size).toBe(packs.length)
    // Every pack is compiled anew for each set of facts.
  }, 120_000)

  test('P16 every decision keeps the contract: named facts, rules in force, no word of assurance', () => {
    const inForce = new Map<string, Rule[]>()
    for (const rule of packs.flatMap((loaded) => loaded.pack.rules)) {
      inForce.set(rule.id, [...(inForce.get(rule.id) ?? []), rule])
    }
    always((facts) => {
      const before = JSON.stringify(facts)
      const decision = decide(policy, facts, { explain: true })
      expect(JSON.stringify(facts)).toBe(before)
      expect(decisionJson.safeParse(decision).error).toBeUndefined()
      for (const path of decision.missing)
        expect(path === 'history' || factCatalogue.has(path), path).toBe(true)
      for (const id of decision.ruleIds) {
        const isInForce = (inForce.get(id) ?? []).some(
          ({ effective: { from, to } }) => from <= facts.asOf && (to === undefined || facts.asOf <= to),
        )
        expect(isInForce, `${id} on ${facts.asOf}`).toBe(true)
      }
      expect(JSON.stringify(decision)).not.toMatch(/\blawful\b|合法/i)
    })
  })
})
