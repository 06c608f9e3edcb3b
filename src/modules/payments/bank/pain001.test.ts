import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { isRefusal } from '../../../kernel/refusal.ts'
import { sharedPart } from '../../../../test/properties/shared-data.ts'
import { camtFile, ourPayer, paymentDetails, transferOf } from '../../../../test/setup/bank-files.ts'
import { child, children, readBankXml, textAt } from './bank-xml.ts'
import { inLatin } from './pain-text.ts'
import { writePain001, type PainDraft, type PainFile } from './pain001.ts'
import type { Payer, Transfer } from './transfer.ts'

const euroPayer: Payer = {
  holder: 'Beispiel Medizin GmbH',
  number: 'DE89 3704 0044 0532 0130 00',
  bank: { bic: 'COBADEFFXXX' },
  currency: 'EUR',
}

const euroTransfer: Transfer = {
  ...transferOf(1),
  payee: {
    holder: '上海示例（中国）医药有限公司',
    number: 'FR1420041010050500013M02606',
    bank: { bic: 'PSSTFRPPPAR' },
  },
  amount: { currency: 'EUR', minor: 123_456n },
}

function draft(transfers: readonly Transfer[], more: Partial<PainDraft> = {}): PainDraft {
  return {
    batchId: 'PB-2026-0001',
    createdAt: '2026-11-02T01:00:00.000Z',
    executeOn: '2026-11-02',
    payer: ourPayer,
    transfers,
    letters: 'all',
    ...more,
  }
}

function written(transfers: readonly Transfer[], more: Partial<PainDraft> = {}): PainFile {
  const file = writePain001(draft(transfers, more))
  if (isRefusal(file)) throw new Error(file.code)
  return file
}

function leftOut(change: Partial<Transfer>, more: Partial<PainDraft> = {}): string | undefined {
  return written([transferOf(1), { ...transferOf(2), ...change }], more).leftOut[0]?.refusal.code
}

describe('a pain.001 file', () => {
  it('says how many payments it holds and their sum, in the header and in the payment information', () => {
    const file = written([transferOf(1), transferOf(2), transferOf(3)])
    expect(file).toMatchObject({ count: 3, total: { currency: 'CNY', minor: 38_400_006n } })
    const read = readBankXml(new TextEncoder().encode(file.xml))
    if (isRefusal(read)) throw new Error(read.code)
    const root = child(read.node, 'CstmrCdtTrfInitn')
    for (const part of ['GrpHdr', 'PmtInf']) {
      expect(textAt(root, `${part}/NbOfTxs`)).toBe('3')
      expect(textAt(root, `${part}/CtrlSum`)).toBe('384000.06')
    }
    expect(
      children(child(root, 'PmtInf'), 'CdtTrfTxInf').map((each) => textAt(each, 'PmtId/EndToEndId')),
    ).toEqual(['AB01K9TEST000001', 'AB01K9TEST000002', 'AB01K9TEST000003'])
  })

  it('names accounts and banks in China by number, and elsewhere by IBAN and BIC', () => {
    const china = written([transferOf(1)]).xml
    expect(china).toContain('<Othr><Id>0000444400000001</Id></Othr>')
    expect(china).toContain('<ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>200000000002</MmbId>')
    const europe = written([euroTransfer], { payer: euroPayer, letters: 'latin' }).xml
    expect(europe).toContain('<IBAN>FR1420041010050500013M02606</IBAN>')
    expect(europe).toContain('<BICFI>PSSTFRPPPAR</BICFI>')
  })

  it('writes Latin letters only where the bank takes no others, the registered name first', () => {
    const { xml } = written([euroTransfer], { payer: euroPayer, letters: 'latin' })
    expect(xml).toContain('<Nm>Shang Hai Shi Li (Zhong Guo) Yi Yao You Xian Gong Si</Nm>')
    const latinHolder = 'Shanghai Example (China) Ltd'
    const payee = { ...euroTransfer.payee, latinHolder }
    const named = written([{ ...euroTransfer, payee }], { payer: euroPayer, letters: 'latin' }).xml
    expect(named).toContain(`<Nm>${latinHolder}</Nm>`)
    expect(named).not.toMatch(/[^\x20-\x7e\n]/)
  })

  it('writes text as text, whatever signs stand in it', () => {
    const payee = { ...transferOf(1).payee, holder: 'A & B <"示例"> ]]>' }
    const { xml } = written([{ ...transferOf(1), payee, remark: 'x\u0007y' }])
    expect(xml).toContain('<Nm>A &amp; B &lt;&quot;示例&quot;&gt; ]]&gt;</Nm>')
    expect(xml).toContain('<Ustrd>x y</Ustrd>')
    expect(isRefusal(readBankXml(new TextEncoder().encode(xml)))).toBe(false)
  })

  it('cuts a remark, which is no proof of anything, and never a name', () => {
    const { xml } = written([transferOf(1, { remark: '返'.repeat(200) })])
    expect(xml).toContain(`<Ustrd>${'返'.repeat(140)}</Ustrd>`)
    const long = { ...transferOf(2).payee, holder: '名'.repeat(141) }
    expect(leftOut({ payee: long })).toBe('bank.name_too_long')
  })

  it.each([
    ['a number of 36 letters', { endToEndId: 'A'.repeat(36) }, 'bank.number_invalid'],
    ['a number with letters that banks drop', { endToEndId: '付款-1' }, 'bank.number_invalid'],
    ['a number that stands in the batch twice', { endToEndId: 'AB01K9TEST000001' }, 'bank.number_twice'],
    ['nothing to pay', { amount: { currency: 'CNY', minor: 0n } }, 'bank.amount_not_positive'],
    ['another currency', { amount: { currency: 'USD', minor: 1n } }, 'bank.currencies_differ'],
    ['no payee', { payee: { ...transferOf(2).payee, holder: ' ' } }, 'bank.payee_missing'],
    [
      'an account with a wrong digit',
      { payee: { ...transferOf(2).payee, number: 'DE89370400440532013001' } },
      'bank.account_invalid',
    ],
    [
      'an account of four digits',
      { payee: { ...transferOf(2).payee, number: '1234' } },
      'bank.account_invalid',
    ],
    [
      'a clearing number of 11 digits',
      { payee: { ...transferOf(2).payee, bank: { cnaps: '00020000000' } } },
      'bank.bank_number_invalid',
    ],
    [
      'our own account as payee',
      { payee: { ...transferOf(2).payee, number: '0000 1111 2222 3333' } },
      'bank.own_payee',
    ],
  ])('leaves out a payment with %s and says why', (_, change, code) => {
    const numbers = 'endToEndId' in change && change.endToEndId === 'AB01K9TEST000001'
    if (numbers) {
      const twice = writePain001(draft([transferOf(1), transferOf(1), transferOf(3)]))
      expect(twice).toMatchObject({ count: 1, leftOut: [{ refusal: { code } }, { refusal: { code } }] })
    } else expect(leftOut(change)).toBe(code)
  })

  it('takes a number of 35 letters', () => {
    expect(leftOut({ endToEndId: 'A'.repeat(35) })).toBeUndefined()
  })

  it('is not written without a payment, nor under a number that no bank takes', () => {
    expect(writePain001(draft([]))).toMatchObject({ code: 'bank.nothing_to_pay' })
    expect(writePain001(draft([transferOf(1)], { batchId: 'B'.repeat(36) }))).toMatchObject({
      code: 'bank.number_invalid',
    })
  })
})

test.each([
  ['吕氏 Müller & Søn', 'Lyu Shi Muller + Son'],
  ['ＡＢＣ　贸易', 'ABC Mao Yi'],
  ['Straße 5 «x»', 'Strasse 5 x'],
  ['重庆绿源', 'Chong Qing Lyu Yuan'],
])('%s is written %s', (text, latin) => {
  expect(inLatin(text)).toBe(latin)
})

const folder = sharedPart('contracts/iso20022')

async function schemaErrors(schema: string, xml: string): Promise<readonly string[]> {
  const text = readFileSync(join(folder ?? '', schema), 'utf8')
  const { errors } = await validateXML({ xml: [{ fileName: 'file.xml', contents: xml }], schema: [text] })
  return errors.map(({ message }) => message)
}

test.skipIf(folder === undefined)(
  'what is written is valid against the schema of pain.001.001.09',
  async () => {
    const odd = transferOf(3, {
      remark: 'a < b & c',
      payee: { ...transferOf(3).payee, bank: { name: '示例银行' } },
    })
    const bare = transferOf(4, { remark: '', payee: { ...transferOf(4).payee, bank: {} } })
    const files = [
      written([transferOf(1), transferOf(2), odd, bare]),
      written([euroTransfer], { payer: euroPayer, letters: 'latin' }),
      written([transferOf(1)], { payer: { ...ourPayer, bank: {} } }),
    ]
    for (const { xml } of files) expect(await schemaErrors('pain.001.001.09.xsd', xml)).toEqual([])
    // The schema would see a payment without an amount.
    const spoilt = (files[0]?.xml ?? '').replace(/<InstdAmt.*?<\/InstdAmt>/, '')
    expect(await schemaErrors('pain.001.001.09.xsd', spoilt)).not.toEqual([])
  },
)

test.skipIf(folder === undefined).each(['02', '04', '08'] as const)(
  'the statements of the tests are valid against the schema of camt.053.001.%s',
  async (version) => {
    const details = paymentDetails(version, {
      id: 'A',
      amount: '100.00',
      name: 'N',
      account: '1',
      remark: 'r',
    })
    const file = camtFile(version, [{ closing: '900.00', entries: [{ amount: '100.00', details }] }])
    const errors = await schemaErrors(`camt.053.001.${version}.xsd`, new TextDecoder().decode(file))
    expect(errors).toEqual([])
  },
)
