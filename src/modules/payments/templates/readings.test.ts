import { describe, expect, it } from 'vitest'
import { ourAccount } from '../../../../test/setup/bank-files.ts'
import { isRefusal } from '../../../kernel/refusal.ts'
import type { AwaitedOrder } from '../bank/results.ts'
import { answersIn, type Reading } from './readings.ts'

const meant = { accounts: [{ number: ourAccount, currency: 'CNY' }], isChosen: false }

function order(id: string, account: string, minor = 100_00n): AwaitedOrder {
  return { id, endToEndId: `AB${id}`, account, amount: { currency: 'CNY', minor }, state: 'sent' }
}

const own = {
  columns: { outcome: ['记账状态', '状态'], account: ['收款账号'], amount: ['金额'] },
  words: { paid: ['受理成功'], failed: ['已退回'] },
}

const readings = (mine: readonly AwaitedOrder[], others: readonly AwaitedOrder[]): readonly Reading[] => [
  { form: own, awaited: mine },
  { awaited: others },
]

async function said(text: string, ways: readonly Reading[]) {
  const answers = await answersIn(Buffer.from(text), meant, ways)
  if (isRefusal(answers)) throw new Error(answers.code)
  return {
    effects: answers.effects.map(({ orderId, to }) => [orderId, to]),
    refused: answers.refused.map(({ code, params }) => [code, params['row']]),
  }
}

const file = (...rows: readonly string[]) => ['收款账号,金额,状态', ...rows, ''].join('\r\n')

const dated = (...rows: readonly string[]) =>
  ['收款账号,金额,状态,交易日期', ...rows.map((row) => `${row},2026-11-02`), ''].join('\r\n')

describe('a result file of payments that left in several forms', () => {
  it('is read row by row in the way of the payment: a word means paid here, taken in there', async () => {
    const ways = readings([order('mine', '0000111100001111')], [order('other', '0000222200002222')])
    const text = dated('0000111100001111,100.00,受理成功', '0000222200002222,100.00,受理成功')
    expect(await said(text, ways)).toEqual({
      effects: [
        ['mine', 'paid'],
        ['other', 'unknown'],
      ],
      refused: [],
    })
  })

  it('is refused where a row names payments in two ways, and says so once', async () => {
    const ways = readings([order('mine', '0000111100001111')], [order('other', '0000111100001111')])
    expect(await said(file('0000111100001111,100.00,受理成功'), ways)).toEqual({
      effects: [],
      refused: [['bank.result_of_several', 2]],
    })
  })

  it('sends back none where one in another form that was paid before may be meant', async () => {
    const account = '0000111100001111'
    const paid = { ...order('before', account), state: 'paid', endedOn: '2026-10-20' }
    const row = dated(`${account},100.00,退票`)
    expect(await said(row, readings([paid], [order('next', account)]))).toEqual({
      effects: [],
      refused: [['bank.result_of_several', 2]],
    })
    expect((await said(row, readings([], [order('next', account)]))).effects).toEqual([['next', 'failed']])
  })

  it('tells once of a row that names no payment, or that says what nobody knows', async () => {
    const ways = readings([order('mine', '0000111100001111')], [order('other', '0000222200002222')])
    const text = file('0000333300003333,100.00,受理成功', '0000222200002222,100.00,已退回')
    expect((await said(text, ways)).refused).toEqual([
      ['bank.result_of_other', 2],
      ['bank.outcome_unknown', 3],
    ])
  })

  it('pays no payment by account and amount where a row names another one by number', async () => {
    const numbered = '客户业务编号,收款账号,金额,状态\r\n'
    const ours = { ...own, columns: { ...own.columns, number: ['本行编号'] } }
    const awaited = [order('mine', '0000111100001111'), order('more', '0000111100001111', 50_00n)]
    const ways = [{ form: ours, awaited }, ...readings([], [order('other', '0000222200002222')]).slice(1)]
    const foreign = `${numbered}ABforeign,0000111100001111,100.00,受理成功\r\n`
    expect(await said(foreign, ways)).toEqual({ effects: [], refused: [['bank.result_of_other', 2]] })
    const alike = `${numbered}ABmore,0000111100001111,100.00,受理成功\r\n`
    expect(await said(alike, ways)).toEqual({ effects: [], refused: [['bank.result_amount_differs', 2]] })
    const right = `${numbered}ABmine,0000111100001111,100.00,受理成功\r\n`
    expect(await said(right, ways)).toEqual({ effects: [['mine', 'paid']], refused: [] })
  })

  it('says something of each of its rows, also of an account that is none of ours', async () => {
    const ways = readings([order('mine', '0000111100001111')], [order('other', '0000222200002222')])
    const text =
      '付款账号,收款账号,金额,状态\r\n' +
      `${ourAccount},0000111100001111,100.00,受理成功\r\n` +
      '0000999900009999,0000111100001111,100.00,受理成功\r\n' +
      `${ourAccount},0000222200002222,100.00,成功\r\n`
    const { effects, refused } = await said(text, ways)
    expect(effects.length + refused.length).toBe(3)
    expect(refused).toEqual([['bank.foreign_account', 3]])
  })

  it('with a heading that no way knows, or that is damaged, is refused as a whole', async () => {
    const ways = readings([order('mine', '0000111100001111')], [order('other', '0000222200002222')])
    const codeOf = async (text: string) => {
      const answers = await answersIn(Buffer.from(text), meant, ways)
      return isRefusal(answers) ? answers.code : 'read'
    }
    expect(await codeOf('甲,乙\r\n1,2\r\n')).toBe('bank.heading_missing')
    expect(await codeOf('')).toBe('imports.file_empty')
    expect(await codeOf('{"success": true}')).toBe('bank.not_a_result')
  })
})
