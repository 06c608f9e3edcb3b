import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { factsJson, type Facts } from '../../contract/facts.ts'
import { caseFacts } from './cases.ts'
import { compilePacks } from './compile.ts'
import { decide } from './decide.ts'
import type { Ask, LoadedPack, Rule } from './domain.ts'
import { loadPackFolder } from './load-pack.ts'
import { forbiddenBy, insteadOf } from './way-out.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'policies')
const loaded = await loadPackFolder(folder)
const packs = 'packs' in loaded ? loaded.packs : []
const all = compilePacks(packs)

type Prohibition = {
  readonly pack: LoadedPack
  readonly rule: Rule
  readonly ask: Ask
  readonly cases: readonly Facts[]
}

/** Every prohibition of every shipped pack, with the facts of its cases that come out as forbidden. */
const prohibitions: readonly Prohibition[] = packs.flatMap((pack) =>
  pack.pack.rules.flatMap((rule) =>
    [rule.match, rule.breach].flatMap((ask) => {
      if (ask?.decision !== 'prohibit') return []
      const cases = rule.cases
        .filter(({ asks }) => asks === 'prohibit')
        .map((one) => factsJson.parse(caseFacts(pack.pack.baseline, rule, one)))
      return [{ pack, rule, ask, cases }]
    }),
  ),
)

const changing = prohibitions.flatMap((each) => {
  const { instead } = each.ask
  return typeof instead === 'object' ? [{ ...each, instead }] : []
})

const nameOf = ({ rule }: { rule: Rule }) => `${rule.id} ${rule.part ?? ''} ${rule.effective.from}`

describe('every prohibition of the shipped packs', () => {
  test('has its sentence and its way out in both languages, and a case that shows it', () => {
    expect(prohibitions.length).toBeGreaterThan(40)
    for (const each of prohibitions) {
      for (const text of [each.ask.message, each.ask.wayOut]) {
        expect(text?.zh, nameOf(each)).toMatch(/[\u4e00-\u9fff]/)
        expect(text?.en, nameOf(each)).toMatch(/[a-z]{2}/)
      }
      expect(each.cases.length, nameOf(each)).toBeGreaterThan(0)
    }
  })

  test('offers a way out of its own, and not one text for all', () => {
    const texts = new Set(prohibitions.map(({ ask }) => ask.wayOut?.en))
    expect(texts.size).toBeGreaterThan(20)
  })

  test.each(changing.map((each) => [nameOf(each), each] as const))(
    '%s: its way out is not what the rule itself forbids',
    (_, { pack, rule, instead, cases }) => {
      const alone = { ...pack.pack, rules: pack.pack.rules.map((it) => ({ ...it, enabled: it === rule })) }
      const compiled = compilePacks([{ ...pack, pack: alone }])
      for (const facts of cases) {
        expect(decide(compiled, facts).outcome).toBe('prohibit')
        expect(decide(compiled, insteadOf(facts, instead)).outcome).not.toBe('prohibit')
      }
    },
  )

  test.each(changing.map((each) => [nameOf(each), each] as const))(
    '%s: there is a case in which its way out is open under all shipped packs',
    (_, { instead, cases }) => {
      const outcomes = cases.map((facts) => decide(all, insteadOf(facts, instead)).outcome)
      expect(outcomes.some((outcome) => outcome !== 'prohibit')).toBe(true)
    },
  )

  test('is refused with ways out that no shipped pack forbids for the same facts', () => {
    let offered = 0
    for (const { rule, cases } of prohibitions) {
      for (const facts of cases) {
        const found = forbiddenBy(all, decide(all, facts, { explain: true }), { facts })
        expect(found?.waysOut.length, rule.id).toBeGreaterThan(0)
        for (const way of found?.waysOut ?? []) {
          const facing = changing.filter(({ ask, rule: { effective } }) => {
            const isOfDay = effective.from <= facts.asOf && facts.asOf <= (effective.to ?? '9999')
            return isOfDay && ask.wayOut?.zh === way.zh
          })
          for (const { instead } of facing.slice(0, 1)) {
            offered++
            const again = decide(all, insteadOf(facts, instead)).outcome
            expect(`${rule.id} ${way.en} ${again}`).not.toMatch(/ prohibit$/)
          }
        }
      }
    }
    expect(offered).toBeGreaterThan(20)
  })
})

describe('a way out', () => {
  const org = packs.find(({ pack }) => pack.pack === 'org')
  const item = factsJson.parse(org?.pack.baseline)
  const waysOf = (facts: Facts) =>
    forbiddenBy(all, decide(all, facts, { explain: true }), { facts })?.waysOut.map(({ en }) => en)

  test('to the customer entity is not offered where the entity itself may not receive it', () => {
    const bureau = {
      id: 'org-9',
      type: 'state_organ',
      ownership: 'public_body',
      publicPurchaser: true,
    } as const
    const facts: Facts = {
      ...item,
      customer: bureau,
      recipient: { kind: 'entity', class: 'state_unit', classVerified: true, id: 'org-9', country: 'CN' },
      benefit: { ...item.benefit, form: 'free_goods', inContract: false },
    }
    expect(waysOf(facts)).toEqual([
      'Only a discount shown in contract and invoice, booked by both sides',
      'Only as part of the price, in the bid and the contract; nothing beyond it',
    ])
  })

  test('that another rule would forbid is left out, and not giving it remains', () => {
    const facts: Facts = {
      ...item,
      tender: { state: 'open', matter: 'tender', governmentProcurement: true, recipientRole: 'none' },
      recipient: { ...item.recipient, class: 'public_official' },
      benefit: {
        ...item.benefit,
        form: 'gift_card',
        card: { paidBy: 'cash', face: cny('600000'), named: true },
      },
    }
    const ways = waysOf(facts) ?? []
    expect(ways).not.toContain('Pay by bank transfer')
    expect(ways).toContain('Do not give it')
  })

  test('that no fact can tell helps only where no other rule forbids', () => {
    const own = { ...item, request: { ...item.request, approverIds: ['emp-1'] } }
    expect(waysOf(own)).toEqual(['Let another authorised colleague act'])
    const both: Facts = { ...own, benefit: { ...item.benefit, form: 'cash' } }
    expect(waysOf(both)).not.toContain('Let another authorised colleague act')
  })

  test('takes the customer as the records know it: a state firm stays one', () => {
    const facts: Facts = {
      ...item,
      customer: { id: 'org-1', ownership: 'state_controlled' },
      sources: { 'recipient.class': 'self', 'benefit.purpose': 'self' },
    }
    const again = insteadOf(facts, { 'recipient.kind': 'entity' })
    expect(again.recipient).toMatchObject({ id: 'org-1', class: 'state_unit' })
    expect(again.sources).toEqual({ 'benefit.purpose': 'self' })
  })
})

function cny(minor: string) {
  return { currency: 'CNY', minor }
}

/** Every text of the product, from the modules that hold them. */
async function productTexts(): Promise<string[]> {
  const texts = join(import.meta.dirname, '..', '..', 'texts')
  const names = readdirSync(texts, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const modules: unknown[] = await Promise.all(names.map((name) => import(join(texts, name))))
  return modules.flatMap(stringsIn)
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

test('no text of the product and no shipped pack promises that something is within the law', async () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const shipped = files.map((name) => readFileSync(join(folder, name), 'utf8'))
  const texts = [...(await productTexts()), ...shipped]
  expect(texts.length).toBeGreaterThan(1_500)
  expect(texts.filter((text) => /\blawful|合法/i.test(text))).toEqual([])
})
