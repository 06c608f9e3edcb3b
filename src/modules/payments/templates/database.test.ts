import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bankCalls, type BankCalls } from '../../../../test/setup/bank-calls.ts'
import { testCompany, type Company } from '../../../../test/setup/company.ts'
import { systemActor, type Actor } from '../../../platform/act/actor.ts'

// What the database itself holds of templates and forms, whatever is done with the application's password.

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

const content = JSON.stringify({
  name: { zh: '甲银行', en: 'Bank A' },
  file: 'text',
  rows: 100,
  columns: [
    { title: '收款账号', field: 'payee_account' },
    { title: '收款户名', field: 'payee_name' },
    { title: '金额', field: 'amount' },
  ],
})

async function draft(templateId?: string, who: Actor = calls.pay.maker) {
  const body = { entityId: calls.entityId, text: content, ...(templateId && { templateId }) }
  const made = await calls.bank.good(who, 'bank.draft_template', { body })
  return { editionId: String(made['editionId']), templateId: String(made['templateId']) }
}

async function confirmed() {
  const made = await draft()
  const params = { editionId: made.editionId }
  const { preview } = await calls.bank.good(calls.pay.checker, 'bank.template', { params })
  const { digest } = preview as { digest: string }
  await calls.bank.good(calls.pay.checker, 'bank.confirm_template', {
    params,
    body: { version: 1, preview: digest },
  })
  return made
}

const confirming = `update payments.bank_template
set state = 'in_force', confirmed_by = $2, confirmed_at = now(), preview_digest = 'x', version = version + 1
where id = $1`

describe('the database', () => {
  test('puts no template in force by whoever drafted it, by the product, or at once', async () => {
    const { editionId } = await draft()
    const { maker, brokenBy } = { ...calls.pay }
    expect(await brokenBy(confirming, [editionId, maker.personId])).toBe('nobody_confirms_their_own_template')
    expect(await brokenBy(confirming, [editionId, 'system'])).toBe('the_product_confirms_no_template')
    const atOnce = `insert into payments.bank_template (id, version, entity_id, template_id, edition,
  name_zh, name_en, content, state, drafted_by, drafted_at, first_by, confirmed_by, confirmed_at,
  preview_digest)
values ('bted_atonce', 1, $1, 'btpl_atonce', 1, '甲', 'A', '{}', 'in_force', $2, now(), $2, $3, now(), 'x')`
    const who = [calls.entityId, maker.personId, calls.pay.checker.personId]
    expect(await brokenBy(atOnce, who)).toBe('template_begins_as_a_draft')
  })

  test('puts what the command line drafted in force only by a second person after the first', async () => {
    const { editionId } = await draft(undefined, { ...systemActor, via: 'cli' })
    const { maker, checker, brokenBy } = calls.pay
    const own = 'nobody_confirms_their_own_template'
    expect(await brokenBy(confirming, [editionId, checker.personId])).toBe(own)
    const both = confirming.replace('set state', 'set first_by = $3, state')
    const alone = 'first_person_comes_alone'
    expect(await brokenBy(both, [editionId, checker.personId, maker.personId])).toBe(alone)
    const first = 'update payments.bank_template set first_by = $2, version = version + 1 where id = $1'
    expect(await brokenBy(first, [editionId, 'system'])).toBe('the_product_is_no_first_person')
    expect(await brokenBy(first, [editionId, checker.personId])).toBe('done')
    expect(await brokenBy(first, [editionId, maker.personId])).toBe(alone)
    expect(await brokenBy(confirming, [editionId, checker.personId])).toBe(own)
    expect(await brokenBy(confirming, [editionId, maker.personId])).toBe('done')
  })

  test('edits no edition, revives none, and has one in force of each template', async () => {
    const { editionId, templateId } = await confirmed()
    const { brokenBy } = calls.pay
    const edit = `update payments.bank_template set content = '{"a":1}' where id = $1`
    expect(await brokenBy(edit, [editionId])).toBe('template_is_never_edited')
    const next = await draft(templateId)
    expect(await brokenBy(edit, [next.editionId])).toBe('template_is_never_edited')
    const andConfirm = confirming.replace('set state', `set content = '{"a":1}', state`)
    expect(await brokenBy(andConfirm, [next.editionId, calls.pay.checker.personId])).toBe(
      'template_is_never_edited',
    )
    expect(await brokenBy(confirming, [next.editionId, calls.pay.checker.personId])).toBe(
      'template_has_one_edition_in_force',
    )
    const later = await draft(templateId)
    const revive = `update payments.bank_template set state = 'drafted', ended_by = null, ended_at = null,
  end_reason = null where id = $1`
    expect(await brokenBy(revive, [next.editionId])).toBe('template_is_never_edited')
    expect(later.editionId).not.toBe(next.editionId)
    expect(await brokenBy('delete from payments.bank_template where id = $1', [editionId])).not.toBe('done')
  })

  test('gives no account another form without two persons, nor one that is not in force', async () => {
    const { templateId } = await confirmed()
    const accountId = await calls.account({ number: '0000888800001111' })
    const { brokenBy } = calls.pay
    const set = 'update payments.own_account set form = $2 where id = $1'
    expect(await brokenBy(set, [accountId, templateId])).toBe('account_form_takes_two')
    expect(await brokenBy(set, [accountId, 'btpl_nothing1'])).toBe('account_form_is_in_force')
    const body = { version: 2, form: templateId, reason: '改用网银模板' }
    const stated = await calls.bank.good(calls.pay.maker, 'bank.change_form', { params: { accountId }, body })
    const confirm = `update payments.form_change
set state = 'confirmed', answered_by = $2, answered_at = now(), version = 2 where id = $1`
    const changeId = String(stated['changeId'])
    expect(await brokenBy(confirm, [changeId, calls.pay.maker.personId])).toBe(
      'nobody_confirms_their_own_form',
    )
    expect(await brokenBy(confirm, [changeId, 'system'])).toBe('the_product_confirms_no_form')
    const other = `update payments.form_change set to_form = 'example_workbook' where id = $1`
    expect(await brokenBy(other, [changeId])).toBe('form_change_is_never_edited')
  })

  test('takes no batch in another form than that of its account', async () => {
    const { editionId } = await confirmed()
    const accountId = await calls.account({ number: '0000888800002222' })
    const batch = `insert into payments.batch (id, version, entity_id, account_id, form, execute_on, currency,
  minor, orders, made_by, made_at)
values ('batch_other1', 1, $1, $2, $3, current_date, 'CNY', 1, 1, $4, now())`
    const values = (form: string) => [calls.entityId, accountId, form, calls.pay.maker.personId]
    const broken = 'batch_has_the_form_of_its_account'
    expect(await calls.pay.brokenBy(batch, values(editionId))).toBe(broken)
    expect(await calls.pay.brokenBy(batch, values('example_workbook'))).toBe(broken)
  })
})
