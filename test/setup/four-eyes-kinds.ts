import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { budgetDeps } from '../../src/app/budget-deps.ts'
import { importDeps } from '../../src/app/import-deps.ts'
import { periodDeps } from '../../src/app/ledger-deps.ts'
import { endEmployment, proposeManager, proposeProfile, proposeRole } from '../../src/modules/access/index.ts'
import { reinstate } from '../../src/modules/access/reinstatement-commands.ts'
import { benefitTable, loadBenefits, lockSubjects } from '../../src/modules/benefits/index.ts'
import { proposeBudget } from '../../src/modules/budgets/propose.ts'
import { createAgreement } from '../../src/modules/deals/agreement-commands.ts'
import { recordThirdParty } from '../../src/modules/deals/third-party-commands.ts'
import { askUndo } from '../../src/modules/imports/jobs.ts'
import { proposePeriod } from '../../src/modules/ledger/periods/propose.ts'
import { askMatch, partyRefs } from '../../src/modules/parties/index.ts'
import { proposeException } from '../../src/modules/payments/exceptions/commands.ts'
import { importRatesCommand } from '../../src/modules/policy/import-rates.ts'
import { proposeVersion } from '../../src/modules/policy/proposals.ts'
import { findAskers, loadRequests } from '../../src/modules/requests/index.ts'
import { moveCommand } from '../../src/modules/requests/move.ts'
import { act } from '../../src/platform/act/act.ts'
import { systemActor, type Actor } from '../../src/platform/act/actor.ts'
import type { Command } from '../../src/platform/act/command.ts'
import { updateRow } from '../../src/platform/act/rows.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import { ordinary } from './circumstances.ts'
import { parties, type Company } from './company-on.ts'
import { newGuest } from './guest.ts'
import { hire } from './hire.ts'
import { independent } from './middleman.ts'
import type { RequestCalls } from './request-calls.ts'
import { csvOf, importText } from './run-import.ts'

/** One kind of four-eyes object, with fresh subjects to propose something about. */
export type FourEyesKind = {
  readonly type: string
  /** The role whose people propose it. */
  readonly proposes: 'admin' | 'finance' | 'compliance' | 'sales'
  /** Somebody who is asked. */
  readonly asked: string
  /** A subject of its own; proposing about it gives `done`, or the code of the refusal. */
  readonly subject: () => Promise<(actor: Actor) => Promise<string>>
}

let n = 0
const reason = '核对后提出，见所附说明'

/** Every kind of four-eyes object, in a test company. */
export function fourEyesKinds(company: Company, calls: RequestCalls): readonly FourEyesKind[] {
  return [
    ...ofAccess(company),
    ...ofPolicy(company),
    ...ofParties(company),
    ...ofBenefits(company, calls),
    ofBooks(company),
    ofBudgets(company),
    ofPayments(company, calls),
  ]
}

function running(company: Company) {
  return async <Body, State, Answer>(command: Command<Body, State, Answer>, actor: Actor, body: Body) => {
    const call = { key: `four-eyes-${n++}`, actor, body, at: company.world.now() }
    const [outcome] = await act(company.world.door, command, [call])
    return outcome && 'refusal' in outcome ? outcome.refusal.code : (outcome?.kind ?? '')
  }
}

function ofAccess(company: Company): FourEyesKind[] {
  const { newId, organisations, rounds } = company.world
  const deps = { newId, organisation: organisations, rounds }
  const run = running(company)
  const by = { proposes: 'admin', asked: 'compliance' } as const
  const fromOn = '2026-12-01'
  return [
    {
      ...by,
      type: 'role_grant',
      subject: async () => {
        const { personId } = await hire(company, { role: 'sales' })
        return (actor) => run(proposeRole(deps), actor, { personId, role: 'trainer', fromOn })
      },
    },
    {
      ...by,
      type: 'manager_proposal',
      subject: async () => {
        const { personId } = await hire(company, { role: 'sales' })
        const managerId = company.founded.people['head'] ?? ''
        return (actor) => run(proposeManager(deps), actor, { personId, managerId, fromOn })
      },
    },
    {
      ...by,
      type: 'reinstatement_proposal',
      subject: async () => {
        const { personId } = await hire(company, { role: 'sales', leftOn: '2026-11-20' })
        return (actor) => run(reinstate(deps), actor, { personId, reason })
      },
    },
    {
      ...by,
      type: 'leaving_proposal',
      subject: async () => {
        const { personId } = await hire(company, { role: 'sales' })
        return (actor) => run(endEmployment(deps), actor, { personId, leftOn: '2026-11-20', reason })
      },
    },
    {
      ...by,
      type: 'entity_profile',
      subject: async () => {
        const entityId = company.founded.entities['suzhou'] ?? ''
        const body = { entityId, fromOn, facts: { listedIn: ['HK'] }, reason }
        return (actor) => run(proposeProfile(deps), actor, body)
      },
    },
  ]
}

function ofPolicy(company: Company): FourEyesKind[] {
  const { newId, requests, rounds } = company.world
  const deps = {
    newId,
    dayAt: (at: string) => at.slice(0, 10),
    organisation: requests.organisation,
    rounds,
  }
  const run = running(company)
  return [
    {
      type: 'policy_proposal',
      proposes: 'compliance',
      asked: 'boss',
      subject: async () => {
        const org = readFileSync(join(import.meta.dirname, '../../policies/org.yaml'), 'utf8')
        const content = org.replace(/^version: .*$/m, `version: 99.0.${n++}`)
        return (actor) => run(proposeVersion(deps), actor, { content, from: '2026-12-01', reason })
      },
    },
    {
      type: 'rate_file',
      proposes: 'finance',
      asked: 'boss',
      subject: async () => {
        const day = String(10 + n++).slice(-2)
        const text = `date,currency,rate\n20${day}-03-01,USD,7.1`
        return (actor) => run(importRatesCommand(deps), actor, { text, source: '中国外汇交易中心' })
      },
    },
    {
      type: 'agreement',
      proposes: 'finance',
      asked: 'compliance',
      subject: async () => {
        const body = {
          entityId: company.founded.entities['suzhou'] ?? '',
          customerId: parties.dealer,
          number: `HT-2029-${n++}`,
          title: '年度经销协议',
          signedOn: '2026-11-20',
          fromOn: '2026-12-01',
          document: '合同柜 A-17',
          clauses: [{ number: '6', form: 'rebate', text: '返利 2%', ratePercent: '2', isPublished: true }],
        }
        return (actor) => run(createAgreement(deps), actor, body)
      },
    },
    {
      type: 'third_party',
      proposes: 'finance',
      asked: 'compliance',
      subject: async () => {
        const entityId = company.founded.entities['suzhou'] ?? ''
        const body = { ...independent, entityId, partyId: parties.dealer }
        return (actor) => run(recordThirdParty({ ...deps, findAskers }), actor, body)
      },
    },
  ]
}

function ofParties(company: Company): FourEyesKind[] {
  const { newId, requests, rounds } = company.world
  const { organisation } = requests
  const dayAt = (at: string) => at.slice(0, 10)
  const deps = { newId, rounds, lockSubjects, findAskers, organisation, dayAt }
  return [
    {
      type: 'match',
      proposes: 'sales',
      asked: 'compliance',
      subject: async () => {
        const keptId = await newGuest(company, 8_000 + n++)
        const goneId = await newGuest(company, 8_000 + n++)
        const body = { kind: 'same' as const, keptId, goneId, reason }
        return (actor) => running(company)(askMatch(deps), actor, body)
      },
    },
  ]
}

function ofBenefits(company: Company, calls: RequestCalls): FourEyesKind[] {
  const deps = importDeps(company.world)
  const run = running(company)
  return [
    {
      type: 'reversal',
      proposes: 'sales',
      asked: 'compliance',
      subject: async () => {
        const requestId = await given(company, calls)
        return async (actor) => {
          const fileIds = [await calls.upload(actor, 'returnReceipt')]
          const { version } = await calls.good('sales', 'requests.detail', { params: { requestId } })
          const body = {
            requestId,
            version: Number(version),
            verb: 'reverse' as const,
            text: reason,
            fileIds,
          }
          return run(moveCommand(company.world.requests, 'reverse'), actor, body)
        }
      },
    },
    {
      type: 'import_undo',
      proposes: 'compliance',
      asked: 'boss',
      subject: async () => {
        const runId = await imported(company)
        return (actor) => run(askUndo(deps), actor, { runId, reason })
      },
    },
  ]
}

/** A month long before the first entry, another one each time. */
function ofBooks(company: Company): FourEyesKind {
  const run = running(company)
  const entityId = company.founded.entities['suzhou'] ?? ''
  return {
    type: 'period',
    proposes: 'finance',
    asked: 'boss',
    subject: async () => {
      const month = `${2001 + (n % 20)}-01`
      n++
      const body = { entityId, month, verb: 'close' as const, reason }
      return (actor) => run(proposePeriod(periodDeps(company.world)), actor, body)
    },
  }
}

function ofBudgets(company: Company): FourEyesKind {
  const run = running(company)
  const entityId = company.founded.entities['suzhou'] ?? ''
  return {
    type: 'budget_change',
    proposes: 'finance',
    asked: 'boss',
    subject: async () => {
      const period = String(2030 + (n++ % 60))
      const planned = { currency: 'CNY', minor: '100' }
      const set = { what: 'set', name: '招待费', forms: [], answer: 'warn', period, planned } as const
      return (actor) => run(proposeBudget(budgetDeps(company.world)), actor, { ...set, entityId, reason })
    },
  }
}

/** What a licensed agent earned: a natural person as payee. */
function ofPayments(company: Company, calls: RequestCalls): FourEyesKind {
  const { newId, requests, rounds } = company.world
  const run = running(company)
  return {
    type: 'payment_exception',
    proposes: 'finance',
    asked: 'compliance',
    subject: async () => {
      const requestId = await given(company, calls)
      const found = await readOnly(company.world.pool, [systemActor], async (tx) => {
        const request = (await loadRequests(tx, [requestId])).get(requestId)
        return [...(await loadBenefits(tx, [request?.benefit_id ?? ''])).values()]
      })
      await company.store(found.map((row) => updateRow(benefitTable, row, { way: 'company_account' })))
      const payeeId = found[0]?.recipient_id ?? ''
      const names = await readOnly(company.world.pool, [systemActor], (tx) => partyRefs(tx, [payeeId]))
      const body = {
        requestId,
        kind: 'licensed_agent' as const,
        payeeId,
        holder: names.get(payeeId)?.name ?? '',
        bank: '招商银行',
        number: '6217001180007777',
        reference: '执业证 A-2026-7',
        reason,
        taxTreatment: 'labour_income' as const,
      }
      return (actor) => run(proposeException({ newId, requests, rounds }), actor, body)
    },
  }
}

/** An advertising item that the applicant gave. */
async function given(company: Company, calls: RequestCalls): Promise<string> {
  const today = company.world.now().slice(0, 10)
  const proposal = {
    customer: { partyId: parties.dealer },
    recipient: { to: 'person', partyId: await newGuest(company, 8_000 + n++, 'private_staff') },
    kindId: 'logo_item',
    amount: { currency: 'CNY', minor: '1500' },
    happensOn: today,
    reasonChip: 'fair',
    reason: '展会宣传品',
    facts: ordinary('logo_item'),
    fileIds: [await calls.upload('sales', 'distributionList')],
  }
  const { requestId } = await calls.good('sales', 'requests.submit', { body: { proposal } })
  const params = { requestId: String(requestId) }
  await calls.approve(params.requestId)
  const { version } = await calls.good('sales', 'requests.detail', { params })
  await calls.good('sales', 'requests.give', {
    params,
    body: { version, givenOn: today, fileIds: [] },
  })
  return params.requestId
}

/** An import of our own history with one line, by somebody of compliance who asks for nothing. */
async function imported(company: Company): Promise<string> {
  const heading = '序号,日期,方向,客户名称,受益人,职务,权益类型,权益内容,金额,事由,经办人'
  const no = String(n++)
  const line = `${no},2026-03-05,送,苏州恒泰精密机械有限公司,张伟,工程师,宣传品,台历${no},20.00,拜访,王磊`
  const text = csvOf(heading, [line])
  const entityId = company.actor('sales').entityIds[0]
  const actor: Actor = { ...company.actor('head'), roles: ['compliance'] }
  return (await importText(importDeps(company.world), { text, actor, entityId })).runId ?? ''
}
