import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { paymentSetMax } from '../../../src/contract/states.ts'
import { OrderFacts } from './check-dialog.tsx'
import { ChosenBar } from './choosing.tsx'
import { invoiceKey } from './invoice-links.tsx'
import type { Order } from './order-row.tsx'
import { RestsLines } from './rests.tsx'
import { ResultsRead } from './template-read.tsx'

// What two screens of a second person show, as they are drawn.

const staff = { id: 'person_1', name: '高云' }
const can = { can: true, needsFactor: false }

const order: Order = {
  orderId: 'pay_1',
  number: 'PAY-2026-0001',
  version: 1,
  state: 'prepared',
  stateWord: '待复核',
  entityId: 'ent_1',
  entity: '上海销售',
  requestId: 'req_1',
  way: 'reimbursement',
  wayWord: '员工报销',
  payee: { id: 'person_2', name: '王磊', account: '招商银行苏州分行 ····4567' },
  rests: { tax: [] },
  isException: false,
  amount: { currency: 'CNY', minor: '8700' },
  purpose: '客户午餐',
  endToEndId: 'E2E1',
  maker: staff,
  madeAt: '2026-11-25T08:00:00.000Z',
  actions: { check: can, stop: can },
}

/** What stands on screen of it, without the markup. */
const textOf = (drawn: React.ReactNode) => renderToStaticMarkup(drawn).replace(/<[^>]*>/g, '|')

describe('the check of one order', () => {
  test('says what it closes of a benefit in another currency', () => {
    const closes = { currency: 'USD', minor: '1200' }
    expect(textOf(<OrderFacts order={{ ...order, closes }} />)).toMatch(/核销\|+US\$12\.00\|/)
  })

  test('says nothing of it where both are in one currency', () => {
    expect(textOf(<OrderFacts order={order} />)).not.toContain('核销')
  })
})

describe('on what a payment rests, in a row', () => {
  const yuan = (minor: string) => ({ currency: 'CNY', minor })
  const name = { party: '王磊', holder: '王磊', matches: true }
  const subject = { code: '660103', name: '业务招待费' }
  const invoices = [
    { number: '2432', amount: yuan('5000') },
    { number: '2433', amount: yuan('3700') },
  ]
  const claim = { claimId: 'claim_1', number: 'CL-2026-0001', amount: yuan('8700'), invoices }
  const drawn = (rests: Partial<Order['rests']>) =>
    textOf(<RestsLines rests={{ name, subject, tax: [], ...rests }} />)

  test('its reader sees the name of the account, each invoice with its part, books and tax', () => {
    expect(drawn({ claim })).toMatch(
      /户名一致：王磊\|+发票 2432 · ¥50\.00\|+发票 2433 · ¥37\.00\|+660103 业务招待费 · 税务无特殊处理/,
    )
    expect(drawn({ claim, tax: ['代扣个人所得税'] })).toMatch(/业务招待费 · 代扣个人所得税/)
  })

  test('a claim without an invoice says so, and what rests on no claim says nothing of one', () => {
    expect(drawn({ claim: { ...claim, invoices: [] } })).toContain('没有发票')
    expect(drawn({})).not.toContain('发票')
  })
})

test('two invoices of one number that the reader cannot open are told apart', () => {
  const hidden = [{ number: '2432' }, { number: '2432' }].map((each, at) => invoiceKey(each, at))
  expect(new Set(hidden).size).toBe(2)
  expect(invoiceKey({ invoiceId: 'inv_1', number: '2432' }, 0)).toBe('inv_1')
})

describe('what is chosen for a set', () => {
  const bar = (count: number) => {
    const items = Array.from({ length: count }, (_, at) => ({
      id: `pay_${String(at)}`,
      payee: order.payee,
      entity: { id: 'ent_1', name: '上海销售' },
      currency: 'CNY',
      amount: order.amount,
    }))
    return textOf(<ChosenBar items={items} verb="制单" onClear={() => undefined} onGo={() => undefined} />)
  }

  test('says that the others wait for the next one where it holds no more', () => {
    expect(bar(paymentSetMax)).toContain('其余的请在下一批处理')
    expect(bar(paymentSetMax - 1)).not.toContain('下一批')
    expect(bar(paymentSetMax + 1)).toContain(`一次最多 ${String(paymentSetMax)} 笔`)
  })
})

describe('the words by which the results of a template are read', () => {
  const results: NonNullable<Parameters<typeof ResultsRead>[0]['results']> = {
    columns: { number: ['业务编号'], outcome: ['处理状态'] },
    words: { paid: ['成功', '已入账'], failed: ['退票'] },
  }

  test('stand in a table, each beside what it means, and the odd one is told', () => {
    const oddWords = [{ word: '退票', here: 'failed', commonly: 'returned' }] as const
    const drawn = <ResultsRead results={results} oddWords={[...oddWords]} />
    const text = textOf(drawn)
    expect(text).toMatch(/业务编号的列名\|+业务编号\|/)
    expect(text).toMatch(/表示成功的词\|+成功\|+已入账\|/)
    expect(text).toMatch(/表示失败的词\|+退票\|/)
    expect(text).not.toContain('表示处理中的词')
    expect(renderToStaticMarkup(drawn).match(/<li class="[^"]*text-warn[^"]*">退票/g)).toHaveLength(1)
  })

  test('stand in no table where the common ones are used', () => {
    const drawn = renderToStaticMarkup(<ResultsRead results={undefined} oddWords={[]} />)
    expect(drawn).not.toContain('<table')
  })
})
