import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { isRefusal } from '../../../kernel/refusal.ts'
import { sharedPart } from '../../../../test/properties/shared-data.ts'
import {
  camtFile,
  ourAccount,
  paymentDetails,
  type CamtStatement,
  type CamtVersion,
} from '../../../../test/setup/bank-files.ts'
import { readCamt053 } from './camt053.ts'
import type { ReadStatement, Statement } from './statement.ts'

const versions: readonly CamtVersion[] = ['02', '04', '08']

function read(bytes: Uint8Array, own = [ourAccount]): readonly ReadStatement[] {
  const file = readCamt053(bytes, own)
  if (isRefusal(file)) throw new Error(file.code)
  return file.statements
}

function only(version: CamtVersion, statement: CamtStatement): Statement {
  const [first] = read(camtFile(version, [statement]))
  if (first === undefined || 'held' in first) throw new Error(first?.held.code)
  return first.statement
}

function heldCode(version: CamtVersion, statement: CamtStatement): string {
  const [first] = read(camtFile(version, [statement]))
  return first !== undefined && 'held' in first ? first.held.code : 'counted'
}

function refusedCode(bytes: Uint8Array | string): string {
  const file = readCamt053(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, [ourAccount])
  return isRefusal(file) ? file.code : 'read'
}

describe.each(versions)('a statement in camt.053 version %s', (version) => {
  it('gives its lines with number, payee, account and remark', () => {
    const details = paymentDetails(version, {
      id: 'AB-1',
      name: '演示商贸 &amp; 合作',
      account: '0000 4444-5555 6666',
      remark: '返利 &#x4e09;季度',
    })
    const statement = only(version, { closing: '900.00', entries: [{ amount: '100.00', details }] })
    expect(statement).toMatchObject({
      account: ourAccount,
      currency: 'CNY',
      number: 'S-1',
      from: '2026-11-02',
    })
    expect(statement.opening.minor).toBe(100_000n)
    expect(statement.lines).toEqual([
      {
        row: 1,
        direction: 'out',
        amount: { currency: 'CNY', minor: 10_000n },
        bookedOn: '2026-11-02',
        status: 'booked',
        bankReference: 'N1',
        endToEndId: 'AB-1',
        party: '演示商贸 & 合作',
        account: '0000444455556666',
        remark: '返利 三季度',
      },
    ])
  })

  it('parts an entry that books several payments, when their amounts make its sum', () => {
    const details =
      paymentDetails(version, { id: 'AB-1', amount: '60.00' }) +
      paymentDetails(version, { id: 'AB-2', amount: '40.00' })
    const { lines } = only(version, { closing: '900.00', entries: [{ amount: '100.00', details }] })
    expect(lines.map(({ endToEndId, amount }) => [endToEndId, amount.minor])).toEqual([
      ['AB-1', 6_000n],
      ['AB-2', 4_000n],
    ])
  })

  it.each([
    ['no amounts', [undefined, undefined]],
    ['amounts that make another sum', ['60.00', '39.99']],
  ])('keeps an entry of several payments whole where its details have %s', (_, [one, other]) => {
    const details = [one, other]
      .map((amount, i) => paymentDetails(version, { id: `AB-${i}`, ...(amount ? { amount } : {}) }))
      .join('')
    const { lines } = only(version, { closing: '900.00', entries: [{ amount: '100.00', details }] })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ batchOf: ['AB-0', 'AB-1'], amount: { minor: 10_000n } })
  })

  it('counts no pending entry, and keeps it as announced', () => {
    const statement = only(version, {
      closing: '900.00',
      entries: [{ amount: '100.00' }, { amount: '77.70', side: 'CRDT', status: 'PDNG' }],
    })
    expect(statement.lines.map(({ status }) => status)).toEqual(['booked', 'pending'])
  })

  it('reads reversals, returns and fees by what the bank says they are', () => {
    const { lines } = only(version, {
      closing: '995.00',
      entries: [
        { amount: '10.00', side: 'CRDT', isReversal: true },
        { amount: '20.00', side: 'CRDT', family: 'RRTN' },
        { amount: '30.00', family: 'ESCT' },
        { amount: '5.00000', family: 'CHRG' },
      ],
    })
    expect(lines.map(({ hint }) => hint)).toEqual(['reversal', 'return', undefined, 'fee'])
    expect(lines[3]?.amount.minor).toBe(500n)
  })

  it('keeps two entries that carry one reference apart: a bank numbers its own way', () => {
    const { lines } = only(version, {
      closing: '800.00',
      entries: [{ amount: '100.00' }, { amount: '100.00' }],
    })
    expect(lines.map(({ row, bankReference }) => [row, bankReference])).toEqual([
      [1, 'N1'],
      [2, 'N1'],
    ])
  })

  it('holds a statement with its difference where the lines do not lead to its closing', () => {
    const good: CamtStatement = { id: 'good', closing: '900.00', entries: [{ amount: '100.00' }] }
    const bad: CamtStatement = { id: 'bad', closing: '900.01', entries: [{ amount: '100.00' }] }
    const [first, second] = read(camtFile(version, [bad, good]))
    expect(first).toMatchObject({
      number: 'bad',
      held: { code: 'bank.sums_differ', params: { amount: 'CNY -0.01' } },
    })
    expect(second).toMatchObject({ statement: { number: 'good' } })
  })

  it('is right to the cent, and in the red', () => {
    expect(heldCode(version, { opening: '-5.00', closing: '-105.00', entries: [{ amount: '100.00' }] })).toBe(
      'counted',
    )
    expect(heldCode(version, { opening: '-5.00', closing: '105.00', entries: [{ amount: '100.00' }] })).toBe(
      'bank.sums_differ',
    )
  })

  it('takes the closing of the day before as opening where the bank gives that', () => {
    const statement: CamtStatement = {
      openingCode: 'PRCD',
      closing: '900.00',
      entries: [{ amount: '100.00' }],
    }
    expect(heldCode(version, statement)).toBe('counted')
    expect(heldCode(version, { ...statement, openingCode: 'ITBD' })).toBe('bank.balance_missing')
  })

  it.each([
    ['an amount finer than the currency', { amount: '100.00001' }, 'bank.row_amount'],
    ['an amount below zero', { amount: '-100.00' }, 'bank.row_amount'],
    ['another currency', { amount: '100.00', currency: 'USD' }, 'bank.currencies_differ'],
    ['a status that nobody knows', { amount: '100.00', status: 'XXXX' }, 'bank.row_side'],
    ['a day that does not exist', { amount: '100.00', day: '2026-02-30' }, 'bank.row_day'],
  ])('holds a statement with %s', (_, entry, code) => {
    expect(heldCode(version, { closing: '900.00', entries: [entry] })).toBe(code)
  })

  it('holds the statement of an account that is not ours, and shows four digits of it', () => {
    const [first] = read(camtFile(version, [{ account: '99998888', closing: '1000.00', entries: [] }]))
    expect(first).toMatchObject({ held: { code: 'bank.foreign_account', params: { tail: '8888' } } })
  })

  it('is refused when it is cut off anywhere', () => {
    const whole = camtFile(version, [{ closing: '900.00', entries: [{ amount: '100.00' }] }])
    for (const share of [0.2, 0.5, 0.9, 0.99]) {
      expect(refusedCode(whole.subarray(0, Math.floor(whole.length * share)))).toBe('bank.damaged')
    }
  })
})

describe('a file that is no statement', () => {
  const namespace = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'
  it.each([
    [
      'another message',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>',
      'bank.not_a_statement',
    ],
    ['a version of its own', `<Document xmlns="${namespace.slice(0, -2)}99"/>`, 'bank.version_unknown'],
    ['nothing in it', `<Document xmlns="${namespace}"><BkToCstmrStmt/></Document>`, 'bank.no_statement'],
    ['two roots', `<Document xmlns="${namespace}"/><Other/>`, 'bank.damaged'],
    ['a document type', `<!DOCTYPE Document><Document xmlns="${namespace}"/>`, 'bank.xml_entities'],
    [
      'entities that grow',
      `<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><Document xmlns="${namespace}">&b;</Document>`,
      'bank.xml_entities',
    ],
    ['a thousand levels', `${'<a>'.repeat(1_000)}${'</a>'.repeat(1_000)}`, 'bank.damaged'],
    ['a reserved name', '<a><__proto__>1</__proto__></a>', 'bank.damaged'],
    ['no text at all', '', 'bank.damaged'],
  ])('%s', (_, text, code) => {
    expect(refusedCode(text)).toBe(code)
  })

  it('bytes that are not in the encoding that it declares', () => {
    const bytes = new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?><Document>x</Document>`)
    bytes[bytes.length - 12] = 0xff
    expect(refusedCode(bytes)).toBe('bank.damaged')
  })

  it('more than 64 MB', () => {
    expect(refusedCode(new Uint8Array(64 * 1024 * 1024 + 1))).toBe('bank.file_too_large')
  })
})

const folder = sharedPart('contracts/iso20022')

test.skipIf(folder === undefined).each(['02', '08'])(
  'the sample with traps, version %s: the first statement counts, the second is held with its difference',
  (version) => {
    const bytes = readFileSync(join(folder ?? '', `sample-camt.053.001.${version}-traps.xml`))
    const [first, second] = read(bytes)
    if (first === undefined || !('statement' in first)) throw new Error('held')
    const lines = first.statement.lines.map((line) => [
      line.direction,
      line.amount.minor,
      line.hint,
      line.status,
    ])
    const batch =
      version === '02'
        ? [['out', 12_802_345n, undefined, 'booked']]
        : [
            ['out', 12_800_000n, undefined, 'booked'],
            ['out', 2_345n, undefined, 'booked'],
          ]
    expect(lines).toEqual([
      ...batch,
      ['in', 2_345n, 'reversal', 'booked'],
      ['out', 500n, undefined, 'booked'],
      ['in', 7_770n, undefined, 'pending'],
    ])
    expect(second).toMatchObject({ held: { code: 'bank.sums_differ', params: { amount: 'CNY -1.00' } } })
  },
)
