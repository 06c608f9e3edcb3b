import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { bankCalls, bytesOf, todayOf, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { hire } from '../../../../test/setup/hire.ts'
import type { bankTemplate, bankTemplates, proposeTemplate } from '../../../contract/bank-templates.ts'
import type { reconciliation } from '../../../contract/reconciliation.ts'
import { systemActor, type Actor } from '../../../platform/act/actor.ts'
import { encodeGb18030 } from '../../../platform/gb18030.ts'

// The template of a company's own bank: read, corrected, confirmed by another, used, and its results read.

let company: Company
let calls: BankCalls

beforeAll(async () => {
  company = await testCompany()
  calls = await bankCalls(company)
})

afterAll(async () => {
  calls.close()
  await company.close()
})

const ourBank = '虚构商业银行企业网银批量代付'
const upload = encodeGb18030(
  `${ourBank}\r\n*收款账号,*收款户名,开户行,联行号,*金额(元),用途,附言,客户业务编号,业务种类\r\n` +
    '6222000000000000,示例公司,示例银行,102100099996,1.00,货款,,,普通\r\n',
)

type Proposal = z.output<typeof proposeTemplate.answer>
type Detail = z.output<typeof bankTemplate.answer>
type List = z.output<typeof bankTemplates.answer>

const results = {
  columns: { outcome: ['记账状态'], number: ['客户业务编号'], account: ['收款账号'], amount: ['金额'] },
  words: { paid: ['已完成'], failed: ['已退回'], processing: ['银行落地'] },
}

/** The proposal with what a person corrects: what it could not know. */
function corrected({ columns, ...read }: Proposal, more: object = {}) {
  const { missing: _, ...rest } = read
  return {
    name: { zh: '虚构商业银行批量代付', en: 'Invented bank, batch' },
    ...rest,
    rows: 2,
    columns: columns.map(({ title, field = 'fixed', needed }) => ({
      title,
      field,
      ...(needed ? { needed } : {}),
      ...(field === 'fixed' ? { text: '普通汇款' } : {}),
      ...(field === 'purpose' ? { words: { company_account: '货款', reimbursement: '报销款' } } : {}),
    })),
    results,
    ...more,
  }
}

async function proposed(): Promise<Proposal> {
  const given = {
    body: { entityId: calls.entityId },
    files: [{ name: '模板.csv', bytes: Buffer.from(upload) }],
  }
  return (await calls.bank.good(calls.pay.maker, 'bank.propose_template', given)) as Proposal
}

type Drafted = { editionId: string; templateId: string; edition: number; state: string; version: number }

async function drafted(content: object, templateId?: string, who: Actor = calls.pay.maker): Promise<Drafted> {
  const body = { entityId: calls.entityId, text: JSON.stringify(content), ...(templateId && { templateId }) }
  return (await calls.bank.good(who, 'bank.draft_template', { body })) as Drafted
}

async function detailOf(editionId: string): Promise<Detail> {
  return (await calls.bank.good(calls.pay.checker, 'bank.template', { params: { editionId } })) as Detail
}

async function confirm(editionId: string, who: Actor = calls.pay.checker): Promise<string> {
  const { version, preview } = await detailOf(editionId)
  const given = { params: { editionId }, body: { version, preview: preview.digest } }
  return calls.bank.codeOf(who, 'bank.confirm_template', given)
}

async function inForce(content: object): Promise<Drafted> {
  const made = await drafted(content)
  expect(await confirm(made.editionId)).toBe('done')
  return made
}

async function accountOn(form: string, number: string): Promise<string> {
  return calls.account({ form, number })
}

async function bankNow(who: Actor = calls.pay.maker) {
  const view = await calls.bank.good(who, 'bank.reconciliation', { query: { entityId: calls.entityId } })
  return view as z.output<typeof reconciliation.answer>
}

async function sentFrom(accountId: string, ...minors: readonly string[]) {
  const orderIds = await calls.checkedOrders(...minors)
  const batch = await calls.send(accountId, orderIds)
  const files = batch['files'] as readonly { fileId: string; name: string; digest: string }[]
  const bytes = await Promise.all(files.map(({ fileId }) => bytesOf(calls.bank, calls.pay.maker, fileId)))
  const numbers = await Promise.all(
    orderIds.map(async (id) => {
      const [row] = await calls.pay.sql('select end_to_end_id as n from payments.order where id = $1', [id])
      return String(row?.['n'])
    }),
  )
  return { orderIds, files, bytes, numbers, batchId: String(batch['batchId']) }
}

const gbk = (bytes: Uint8Array | undefined) => new TextDecoder('gb18030').decode(bytes)

describe('the template of a bank of our own', () => {
  test('is proposed from its headings, and what is not known is left for a person', async () => {
    const proposal = await proposed()
    expect(proposal).toMatchObject({
      file: 'text',
      encoding: 'gbk',
      separator: 'comma',
      lineEnd: 'crlf',
      above: [[ourBank]],
      missing: [],
    })
    expect(proposal.columns.map(({ title, field, needed }) => [title, field, needed])).toEqual([
      ['*收款账号', 'payee_account', true],
      ['*收款户名', 'payee_name', true],
      ['开户行', 'payee_bank', false],
      ['联行号', 'payee_cnaps', false],
      ['*金额(元)', 'amount', true],
      ['用途', 'purpose', false],
      ['附言', 'remark', false],
      ['客户业务编号', 'number', false],
      ['业务种类', undefined, false],
    ])
    expect(proposal.columns.at(-1)).toMatchObject({ sample: '普通' })
  })

  test('pays by its own bytes once another saw invented payments, and its results are read', async () => {
    const made = await drafted(corrected(await proposed()))
    expect(made).toMatchObject({ edition: 1, state: 'drafted', version: 1 })
    const account = { entityId: calls.entityId, holder: '示例', bank: '示例', currency: 'CNY' }
    const early = { body: { ...account, number: '0000999900001111', form: made.templateId } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.state_account', early)).toBe('bank.form_unknown')
    expect(await confirm(made.editionId, calls.pay.maker)).toBe('bank.template_second_person')
    const detail = await detailOf(made.editionId)
    expect(detail.preview.files).toHaveLength(2)
    expect(detail.preview.files[0]?.rows.slice(0, 3)).toEqual([
      [ourBank],
      detail.content.columns.map(({ title }) => title),
      [
        '0000444400000001',
        '虚构商贸有限公司',
        '另一银行虚构支行',
        '200000000002',
        '1234.56',
        '货款',
        'PAY-2030-000001 示例付款',
        'ABPREVIEW00000000000000001',
        '普通汇款',
      ],
    ])
    const wrong = { params: { editionId: made.editionId }, body: { version: 1, preview: 'a'.repeat(64) } }
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.confirm_template', wrong)).toBe(
      'bank.template_preview_differs',
    )
    expect(await confirm(made.editionId)).toBe('done')
    expect(await confirm(made.editionId)).toBe('platform.stale')
    const accountId = await accountOn(made.templateId, '0000999900002222')
    const { orderIds, files, bytes, numbers } = await sentFrom(accountId, '110000', '120050', '130000')
    expect(files.map(({ name }) => name.slice(-6))).toEqual(['-1.csv', '-2.csv'])
    const lines = gbk(bytes[0]).split('\r\n')
    expect(lines.slice(0, 2)).toEqual([
      ourBank,
      corrected(await proposed())
        .columns.map((c) => c.title)
        .join(','),
    ])
    const [account1, , , , amount, purpose, , number, kind] = lines[2]?.split(',') ?? []
    expect(account1).toMatch(/^\d{5,}$/)
    expect([purpose, kind]).toEqual(['货款', '普通汇款'])
    expect(numbers).toContain(number)
    expect(['1100.00', '1200.50', '1300.00']).toContain(amount)
    const rows = [
      `${numbers[0]},1100.00,已完成`,
      `${numbers[1]},1200.50,已退回`,
      `${numbers[2]},1300.00,银行落地`,
    ]
    await calls.bring('bank.import_results', `客户业务编号,金额,记账状态\r\n${rows.join('\r\n')}\r\n`)
    expect(await calls.statesOf(orderIds)).toEqual(['paid', 'failed', 'unknown'])
  })

  test('says what of an upload is no template, in words', async () => {
    const bring = (file: string | Uint8Array) =>
      calls.bank.codeOf(calls.pay.maker, 'bank.propose_template', {
        body: { entityId: calls.entityId },
        files: [{ name: 'x', bytes: Buffer.from(file) }],
      })
    expect(await bring('甲,乙,丙\r\n1,2,3\r\n')).toBe('bank.template_no_headings')
    expect(await bring('收款账号,收款户名,金额, 金额(元)\r\n')).toBe('bank.template_headings_alike')
    expect(await bring('收款账号,,收款户名,金额\r\n')).toBe('bank.template_heading_empty')
    const wide = Array.from({ length: 497 }, (_, i) => `列${i}`).join(',')
    expect(await bring(`收款账号,收款户名,金额,${wide}\r\n`)).toBe('bank.template_too_many_columns')
    expect(await bring('')).toBe('imports.file_empty')
    expect(await bring('%PDF-1.7')).toBe('imports.not_a_table')
    expect(await bring(Buffer.from('收款账号,收款户名,金额\r\n', 'utf16le'))).toBe(
      'bank.template_encoding_unknown',
    )
    expect(await bring(Buffer.from(upload).subarray(0, 40))).toMatch(/^bank\.template_/)
    const none = await calls.bank.codeOf(calls.pay.maker, 'bank.propose_template', {
      body: { entityId: calls.entityId },
    })
    expect(none).toBe('bank.no_file')
  })
})

describe('a template that was in use', () => {
  test('keeps its editions: what left is read by its words, the account sends by the next', async () => {
    const content = corrected(await proposed(), { rows: 500 })
    const first = await inForce(content)
    const accountId = await accountOn(first.templateId, '0000999900003333')
    const before = await sentFrom(accountId, '210000')
    const words = { paid: ['银行落地'], failed: ['已完成'] }
    const next = await drafted({ ...content, results: { ...results, words } }, first.templateId)
    expect(next).toMatchObject({ templateId: first.templateId, edition: 2 })
    expect(await confirm(next.editionId)).toBe('done')
    const after = await sentFrom(accountId, '220000')
    const { batches } = await bankNow()
    const nameOf = (id: string) => batches.find(({ batchId }) => batchId === id)?.formName
    expect([nameOf(before.batchId), nameOf(after.batchId)]).toEqual([
      '虚构商业银行批量代付 · 1',
      '虚构商业银行批量代付 · 2',
    ])
    const file =
      '客户业务编号,金额,记账状态\r\n' +
      `${before.numbers[0]},2100.00,已完成\r\n${after.numbers[0]},2200.00,已完成\r\n`
    const said = await calls.bring('bank.import_results', file)
    expect(said['refused']).toEqual([])
    expect(await calls.statesOf([...before.orderIds, ...after.orderIds])).toEqual(['paid', 'failed'])
    const again = await Promise.all(
      before.files.map(({ fileId }) => bytesOf(calls.bank, calls.pay.maker, fileId)),
    )
    expect(again.map((bytes) => gbk(bytes))).toEqual(before.bytes.map((bytes) => gbk(bytes)))
  })

  test('makes no file once it is withdrawn, and its accounts are named', async () => {
    const made = await inForce(corrected(await proposed()))
    const accountId = await accountOn(made.templateId, '0000999900004444')
    const orderIds = await calls.checkedOrders('310000')
    const withdraw = { params: { editionId: made.editionId }, body: { version: 2, reason: '银行换了新模板' } }
    const done = await calls.bank.good(calls.pay.maker, 'bank.withdraw_template', withdraw)
    expect(done).toMatchObject({ state: 'withdrawn', usedBy: [{ accountId, tail: '4444' }] })
    const batch = { body: { accountId, orderIds, executeOn: todayOf(company) } }
    const withdrawn = 'bank.template_withdrawn'
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.make_batch', batch)).toBe(withdrawn)
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.preview_batch', batch)).toBe(withdrawn)
    const account = (await bankNow()).accounts.find((one) => one.accountId === accountId)
    expect(account).toMatchObject({ isFormInForce: false, formName: '虚构商业银行批量代付' })
    const list = (await calls.bank.good(calls.pay.checker, 'bank.templates', {
      query: { entityId: calls.entityId },
    })) as List
    expect(list.items.find(({ editionId }) => editionId === made.editionId)).toMatchObject({
      state: 'withdrawn',
      endReason: '银行换了新模板',
      usedBy: [{ accountId }],
      confirm: { can: false },
    })
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.withdraw_template', withdraw)).toBe(
      'platform.stale',
    )
  })
})

test('what the command line drafted takes two persons: one stands behind it, another decides', async () => {
  const who: Actor = { ...systemActor, via: 'cli' }
  const made = await drafted(corrected(await proposed()), undefined, who)
  const state = async () => {
    const { firstBy, draftedBy, state: now, version, confirm: may } = await detailOf(made.editionId)
    return { draftedBy: draftedBy.name, firstBy: firstBy?.id, state: now, version, can: may.can }
  }
  expect(await state()).toMatchObject({
    draftedBy: '命令行',
    firstBy: undefined,
    state: 'drafted',
    can: true,
  })
  expect(await confirm(made.editionId, who)).toBe('bank.template_second_person')
  expect(await confirm(made.editionId)).toBe('done')
  const first = { firstBy: calls.pay.checker.personId, state: 'drafted', version: 2, can: false }
  expect(await state()).toMatchObject(first)
  expect(await confirm(made.editionId)).toBe('bank.template_second_person')
  expect(await confirm(made.editionId, calls.pay.maker)).toBe('done')
  expect(await state()).toMatchObject({ state: 'in_force', version: 3 })
})

test('two people who draft the next edition at one moment make two, or one of them is told', async () => {
  const made = await inForce(corrected(await proposed()))
  const body = {
    entityId: calls.entityId,
    templateId: made.templateId,
    text: JSON.stringify(corrected(await proposed())),
  }
  const drafts = [calls.pay.maker, calls.pay.checker].map((who) =>
    calls.bank.codeOf(who, 'bank.draft_template', { body }),
  )
  const codes = await Promise.all(drafts)
  expect(codes).toContain('done')
  expect(codes.every((code) => code === 'done' || code === 'bank.template_changed_meanwhile')).toBe(true)
})

describe('the form of an account', () => {
  test('becomes another by two persons, and what left is read as it left', async () => {
    const made = await inForce(corrected(await proposed()))
    const accountId = await calls.account({ number: '0000999900005555' })
    const change = {
      params: { accountId },
      body: { version: 2, form: made.templateId, reason: '改用网银模板' },
    }
    const stated = await calls.bank.good(calls.pay.maker, 'bank.change_form', change)
    const codeOf = (who: Actor, body: object) =>
      calls.bank.codeOf(who, 'bank.change_form', { params: { accountId }, body: { ...change.body, ...body } })
    expect(await codeOf(calls.pay.checker, {})).toBe('bank.form_waits')
    const params = { changeId: String(stated['changeId']) }
    const yes = { params, body: { version: 1, answer: 'confirm' } }
    expect(await calls.bank.codeOf(calls.pay.maker, 'bank.answer_form', yes)).toBe('bank.form_second_person')
    const before = await sentFrom(accountId, '410000')
    expect(before.files[0]?.name).toMatch(/\.xml$/)
    const shown = (await bankNow(calls.pay.checker)).accounts.find((one) => one.accountId === accountId)
    expect(shown?.formChange).toMatchObject({ reason: '改用网银模板', confirm: { can: true } })
    await calls.bank.good(calls.pay.checker, 'bank.answer_form', yes)
    expect(await calls.bank.codeOf(calls.pay.checker, 'bank.answer_form', yes)).toBe('platform.stale')
    const after = await sentFrom(accountId, '420000')
    expect(after.files[0]?.name).toMatch(/\.csv$/)
    expect(await codeOf(calls.pay.maker, { version: 3 })).toBe('bank.form_same')
    expect(await codeOf(calls.pay.maker, {})).toBe('platform.stale')
    expect(await codeOf(calls.pay.maker, { version: 3, form: 'btpl_nothing1' })).toBe('bank.form_unknown')
    // Both know the heading 客户业务编号; only the word of the template in which it left counts.
    const file = (number: string | undefined, word: string) => `客户业务编号,状态\r\n${number},${word}\r\n`
    const odd = await calls.bring('bank.import_results', file(before.numbers[0], '已完成'))
    expect(odd['refused']).toMatchObject([{ code: 'bank.outcome_unknown' }])
    await calls.bring('bank.import_results', file(before.numbers[0], '成功'))
    expect(await calls.statesOf(before.orderIds)).toEqual(['paid'])
    expect(await calls.statesOf(after.orderIds)).toEqual(['sent'])
  })

  test('is taken back by whoever stated it, and stays as it is', async () => {
    const accountId = await calls.account({ number: '0000999900006666' })
    const body = { version: 2, form: 'example_workbook', reason: '银行建议改用表格' }
    const stated = await calls.bank.good(calls.pay.maker, 'bank.change_form', { params: { accountId }, body })
    const no = {
      params: { changeId: String(stated['changeId']) },
      body: { version: 1, answer: 'decline', reason: '填错了账户' },
    }
    expect(await calls.bank.good(calls.pay.maker, 'bank.answer_form', no)).toMatchObject({
      state: 'declined',
    })
    const account = (await bankNow()).accounts.find((one) => one.accountId === accountId)
    expect(account).toMatchObject({ form: 'pain001', version: 2 })
    expect(account?.formChange).toBeUndefined()
  })
})

test('other entities and other roles see nothing of it and change nothing', async () => {
  const made = await drafted(corrected(await proposed()))
  const elsewhere = { ...calls.pay.checker, entityIds: [company.founded.entities['shanghai'] ?? ''] }
  const params = { editionId: made.editionId }
  expect((await calls.bank.call(elsewhere, 'bank.template', { params })).kind).toBe('refused')
  const sales = await hire(company, { role: 'sales' })
  const body = { entityId: calls.entityId, text: '{}' }
  expect((await calls.bank.call(sales, 'bank.draft_template', { body })).kind).toBe('refused')
  const file = await calls.bank.call(calls.pay.checker, 'bank.template_file', { params })
  expect(file.kind).toBe('bytes')
})
