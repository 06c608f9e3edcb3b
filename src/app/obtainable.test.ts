import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadPackFolder, unreachableRules } from '../modules/policy/index.ts'
import { obtainableFacts } from './obtainable.ts'

const folder = join(import.meta.dirname, '..', '..', 'policies')
const loaded = await loadPackFolder(folder)
const packs = 'packs' in loaded ? loaded.packs.map(({ pack }) => pack) : []
const obtainable = obtainableFacts()

const found = packs.flatMap((pack) =>
  unreachableRules(pack, obtainable).map(({ rule, how, row, facts }) => {
    const name = rule.part === undefined ? rule.id : `${rule.id}/${rule.part}`
    return { how, line: `- ${name}${row === undefined ? '' : `, row ${row}`}: ${facts.join(', ')}` }
  }),
)

/** The list under a heading of the policies' page. */
function listed(heading: string): string[] {
  const page = readFileSync(join(folder, 'README.md'), 'utf8')
  const [, section = ''] = page.split(`### ${heading}\n`)
  const [text = ''] = section.split('\n#')
  return text.split('\n').filter((line) => line.startsWith('- '))
}

const once = (lines: readonly string[]) => [...new Set(lines)].toSorted()

describe('what the form and the records cannot give yet', () => {
  test('rules that never speak for want of facts are listed on the page of the policies', () => {
    const never = found.filter(({ how }) => how === 'never').map(({ line }) => line)
    expect(listed('Rules that never speak yet').toSorted()).toEqual(once(never))
  })

  test('rules that may wait for a fact that nobody can supply are listed there too', () => {
    const waits = found.filter(({ how }) => how === 'waits').map(({ line }) => line)
    expect(listed('Rules that may wait for ever yet').toSorted()).toEqual(once(waits))
  })

  test('rows that never speak of rules that do are listed row by row', () => {
    const rows = found.filter(({ how }) => how === 'row').map(({ line }) => line)
    expect(listed('Rows that never speak yet').toSorted()).toEqual(once(rows))
  })

  test('what is known of every benefit cannot be asked for as unknown', () => {
    expect([...obtainable.always]).toEqual(expect.arrayContaining(['payee.holder', 'payee.accountType']))
    const open = ['tender.state', 'customer.ownership', 'recipient.class', 'thirdParty.role', 'giver.sector']
    expect(open.filter((path) => obtainable.always.has(path))).toEqual([])
  })

  test('what the form asks and the registers hold is obtainable, what nobody keeps is not', () => {
    expect(obtainable.values.get('benefit.meal.kind')).toEqual(new Set(['breakfast', 'lunch', 'dinner']))
    expect(obtainable.values.get('benefit.value')).toBe('any')
    expect(obtainable.values.get('giver.sector')).toContain('drug')
    expect(obtainable.values.get('recipient.class')).toContain('public_official')
    expect(obtainable.values.get('programme.discretionary')).toEqual(new Set([false]))
    expect(obtainable.values.has('invoice.alreadyBooked')).toBe(false)
    expect(obtainable.values.has('recipient.officialDealings')).toBe(false)
  })
})

describe('a rule', () => {
  const [org] = packs.filter((pack) => pack.pack === 'org')
  const [first] = org?.rules ?? []

  function reachOf(when: Record<string, never>[], unknown: 'hold' | 'ignore' | 'assume_worst' = 'hold') {
    if (!org || !first) throw new Error('the company pack has rules')
    const rule = { ...first, when, unknown }
    return unreachableRules({ ...org, rules: [rule] }, obtainable).map(({ how, facts }) => [how, facts])
  }
  const row = (cells: object) => [cells as Record<string, never>]

  test('is found when no value of a fact can meet its cell', () => {
    expect(reachOf(row({ 'benefit.form': 'draw_prize' }))).toEqual([['never', ['benefit.form']]])
    expect(reachOf(row({ 'benefit.form': { not: ['gift'] } }))).toEqual([])
    expect(reachOf(row({ 'programme.discretionary': true }))).toEqual([
      ['never', ['programme.discretionary']],
    ])
  })

  test('waits, is silent or speaks where a fact can never be known, as its author wants it', () => {
    const cells = row({ 'benefit.form': 'gift', 'recipient.officialDealings': false })
    expect(reachOf(cells)).toEqual([['waits', ['recipient.officialDealings']]])
    expect(reachOf(cells, 'ignore')).toEqual([['never', ['recipient.officialDealings']]])
    expect(reachOf(cells, 'assume_worst')).toEqual([])
    expect(reachOf(row({ 'recipient.officialDealings': [false, 'unknown'] }))).toEqual([])
  })

  test('waits for evidence that nobody can show, and for a hold on what nobody can know', () => {
    if (!org) throw new Error('the company pack is shipped')
    const only = (id: string) => ({ ...org, rules: org.rules.filter((rule) => rule.id === id && !rule.part) })
    const reach = (id: string) => unreachableRules(only(id), obtainable).map(({ how, facts }) => [how, facts])
    const needed = only('ORG-TPDD')
    const nobodys = [{ need: 'invoice.matchesBusiness' }]
    const shown = { ...needed, rules: needed.rules.map((rule) => ({ ...rule, evidence: nobodys })) }
    const waiting = unreachableRules(shown, obtainable).map(({ how, facts }) => [how, facts])
    expect(waiting).toEqual([['waits', ['invoice.matchesBusiness']]])
    expect(reach('ORG-TPDD')).toEqual([])
    expect(reach('ORG-UNK')).toEqual([
      ['row', ['payee.holder']],
      ['row', ['payee.accountType']],
    ])
    expect(reach('ORG-MEAL')).toEqual([])
  })

  test('is looked at through the facts that its pack and the engine derive', () => {
    expect(reachOf(row({ 'derived.businessPerson': true }))).toEqual([])
    expect(reachOf(row({ 'derived.daysSinceAward': { to: 90 } }))).toEqual([])
    expect(reachOf(row({ 'derived.dutiesCollide': true }))).toEqual([
      ['never', ['request.approverIds', 'request.payerId', 'request.policyEditorIds']],
    ])
  })
})
