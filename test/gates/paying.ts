import { hash } from 'node:crypto'
import { addDays } from '../../src/kernel/time.ts'
import { agentRebate } from '../setup/agent-rebate.ts'
import { bankCalls, todayOf, type BankCalls, type SentBatch } from '../setup/bank-calls.ts'
import { camtFile, ourAccount, paymentDetails, statementCsv } from '../setup/bank-files.ts'
import { bankSimulator } from '../setup/bank-simulator.ts'
import { companyOn, type Company } from '../setup/company-on.ts'
import { countOf, killEverywhere, type Asked, type Killing, type Scenario } from './every-place.ts'
import { withGateDatabase, type Gate, type GateLine } from './gate.ts'

/**
 * G2: crash of the application while money leaves. A program of its own makes and checks an order, sends a
 * batch, takes in what the bank answers and its statement, says what a line is or takes that back, and that a
 * payment did not leave; it is killed at every place. Nothing leaves, is paid or is booked other than once.
 */
export const gate: Gate = {
  name: 'paying',
  rounds: 150,
  run: (options) => withGateDatabase(async (database) => payingOn(await companyOn(database), options)),
}

/** Kills the program so many times on a company that is there already. */
export async function payingOn(company: Company, killing: Omit<Killing, 'scenarios'>): Promise<GateLine[]> {
  const calls = await bankCalls(company)
  try {
    const stage = await stageOf(company, calls)
    const scenarios = [
      ...orderScenarios(stage),
      ...(await agentScenarios(company, calls)),
      ...bankScenarios(stage),
      ...lineScenarios(stage),
      refundScenario(stage),
      await unknownScenario(company, stage),
    ]
    return await killEverywhere(company, { ...killing, scenarios })
  } finally {
    calls.close()
  }
}

type Stage = {
  readonly calls: BankCalls
  readonly accountId: string
  readonly today: string
  /** A part of one large rebate, with its purpose, by which it is found again. */
  readonly part: (mark: string) => { readonly requestId: string; readonly purpose: string }
  /** An order for such a part. */
  readonly preparedPart: (mark: string) => Promise<string>
  /** The same, checked. */
  readonly checkedPart: (mark: string) => Promise<string>
  /** A checked order for the whole of a rebate of its own, which is paid with it. */
  readonly checkedWhole: (mark: string) => Promise<string>
}

async function stageOf(company: Company, calls: BankCalls): Promise<Stage> {
  const { pay } = calls
  const requestId = await pay.approvedRebate('1200000')
  const part = (mark: string) => ({ requestId, minor: '100', purpose: mark })
  const preparedPart = (mark: string) => pay.prepared(requestId, part(mark))
  const checked = async (orderId: string) => {
    await pay.checked(orderId)
    return orderId
  }
  return {
    calls,
    accountId: await calls.account(),
    today: todayOf(company),
    part,
    preparedPart,
    checkedPart: async (mark) => checked(await preparedPart(mark)),
    checkedWhole: async (mark) =>
      checked(await pay.prepared(await pay.approvedRebate('100'), { purpose: mark })),
  }
}

function orderScenarios({ calls: { pay }, part, preparedPart }: Stage): Scenario[] {
  return [
    {
      operation: 'payments.prepare',
      ask: async (mark) => ({ actor: pay.maker, body: part(mark) }),
      effects: countOf('select count(*) as count from payments.order where purpose = $1'),
    },
    {
      operation: 'payments.check',
      ask: async (mark) => ({
        actor: pay.checker,
        body: { orderId: await preparedPart(mark), version: 1 },
      }),
      effects: countOf(`select count(entry.id) as count from payments.order as made
join audit.entry on entry.object_id = made.id and entry.operation = 'payments.check' and not entry.is_refused
where made.purpose = $1 and made.state = 'checked'`),
    },
  ]
}

/** The same of what an agent earned, of whose every part income tax is withheld. */
async function agentScenarios(company: Company, { pay }: BankCalls): Promise<Scenario[]> {
  const { requestId, exceptionId } = await agentRebate(company, pay, '1200000')
  // By itself a small part would stay below the tax.
  await pay.prepared(requestId, { exceptionId, minor: '900000' })
  const part = (mark: string) => ({ requestId, exceptionId, minor: '100', purpose: mark })
  return [
    {
      operation: 'payments.prepare',
      name: 'agent-prepare',
      ask: (mark) => Promise.resolve({ actor: pay.maker, body: part(mark) }),
      effects: countOf(`select count(*) as count from payments.order
where purpose = $1 and minor = 84 and withheld_minor = 16`),
    },
    {
      operation: 'payments.check',
      name: 'agent-check',
      ask: async (mark) => ({
        actor: pay.checker,
        body: { orderId: await pay.prepared(requestId, part(mark)), version: 1 },
      }),
      effects: countOf(`select count(entry.id) as count from payments.order as made
join audit.entry on entry.object_id = made.id and entry.operation = 'payments.check' and not entry.is_refused
where made.purpose = $1 and made.state = 'checked' and made.withheld_minor = 16`),
    },
  ]
}

function bankScenarios(stage: Stage): Scenario[] {
  const { calls, accountId, today, checkedPart, checkedWhole } = stage
  return [
    {
      operation: 'bank.make_batch',
      ask: async (mark) => {
        const orderIds = [await checkedPart(mark), await checkedPart(mark)]
        return { actor: calls.pay.maker, body: { accountId, orderIds, executeOn: today } }
      },
      effects: countOf(`select count(*) as count from (
  select line.batch_id
  from payments.order as made
  join payments.batch_line as line on line.order_id = made.id
  where made.purpose = $1 and made.state = 'sent'
  group by line.batch_id
  having count(*) = 2
) as batch`),
    },
    {
      operation: 'bank.import_results',
      ask: async (mark) => {
        const orderIds = [await checkedWhole(mark), await checkedPart(mark), await checkedPart(mark)]
        return bringing(calls, mark, resultsOf(await calls.leave(accountId, orderIds)))
      },
      effects: countOf(standingAs('failed approved, paid paid, unknown approved')),
    },
    {
      operation: 'bank.import_statement',
      ask: async (mark) => bringing(calls, mark, await statement(stage, mark)),
      effects: countOf(`${standingAs('paid paid, sent approved')} and (${verdictsOf}) = 'ask paid'`),
    },
  ]
}

/** A line that asks is answered, and one that was matched is taken back. */
function lineScenarios(stage: Stage): Scenario[] {
  const { pay } = stage.calls
  const lineOf = async (mark: string, verdict: string) => {
    await stage.calls.bring('bank.import_statement', await statement(stage, mark))
    const [line] = await pay.sql(
      `select line.id, line.order_ids
from payments.statement_line as line
join payments.statement on statement.id = line.statement_id
where statement.number = $1 and line.verdict = $2`,
      [mark, verdict],
    )
    return {
      lineId: String(line?.['id']),
      // The database holds that it is a list of identifiers.
      orderIds: JSON.parse(String(line?.['order_ids'])) as string[],
    }
  }
  return [
    {
      operation: 'bank.answer_line',
      ask: async (mark) => {
        const body = { ...(await lineOf(mark, 'ask')), version: 1, verdict: 'paid', reason: mark }
        return { actor: pay.checker, body }
      },
      effects: countOf(`${standingAs('paid approved, paid paid')} and (${verdictsOf}) = 'paid paid'`),
    },
    {
      operation: 'bank.unmatch_line',
      ask: async (mark) => {
        const { lineId } = await lineOf(mark, 'paid')
        return { actor: pay.checker, body: { lineId, version: 1, reason: mark } }
      },
      effects: countOf(`${standingAs('sent approved, unknown approved')} and (${verdictsOf}) = 'ask ask'`),
    },
  ]
}

/** A line of money from elsewhere is a part of a payment that came back, which is recorded once. */
function refundScenario(stage: Stage): Scenario {
  const { calls, accountId, today, checkedWhole } = stage
  return {
    operation: 'bank.answer_line',
    name: 'refund',
    ask: async (mark) => {
      const { orderIds, numbers } = await calls.leave(accountId, [await checkedWhole(mark)])
      const entries = [
        { amount: '1.00', day: today, details: paymentDetails('08', { id: numbers[0] ?? '' }) },
        { amount: '0.30', day: today, side: 'CRDT' as const },
      ]
      const shown = [{ id: mark, opening: '1000.00', closing: '999.30', entries }]
      await calls.bring('bank.import_statement', camtFile('08', shown))
      const [line] = await calls.pay.sql(
        `select line.id
from payments.statement_line as line
join payments.statement on statement.id = line.statement_id
where statement.number = $1 and line.verdict = 'incoming'`,
        [mark],
      )
      const body = { lineId: String(line?.['id']), version: 1, verdict: 'refunded', orderIds, reason: mark }
      return { actor: calls.pay.checker, body }
    },
    effects: countOf(`select count(*) as count
from payments.refund as back
join benefits.benefit on benefit.id = back.benefit_id and benefit.refunded_minor = back.minor
where back.reason = $1 and back.state = 'recorded'`),
    only: 12,
  }
}

/** A payment of which nobody knew did not leave: the statements cover all days on which it would have. */
async function unknownScenario(company: Company, stage: Stage): Promise<Scenario> {
  const { calls, today, checkedPart } = stage
  const number = `${ourAccount.slice(0, -1)}9`
  const accountId = await calls.account({ number })
  const rows = [
    [addDays(today, -1), '0.01', '', '9.99'],
    [addDays(today, 8), '0.01', '', '9.98'],
  ]
  const heading = ['日期', '支出', '收入', '余额']
  const shown = statementCsv(rows, heading, [['账号：', number]])
  const standing = company.clock()
  company.clock.set(`${addDays(today, 9)}T01:00:00.000Z`)
  await calls.bring('bank.import_statement', shown)
  company.clock.set(standing)
  return {
    operation: 'bank.settle_unknown',
    ask: async (mark) => {
      const { orderIds, numbers } = await calls.leave(accountId, [await checkedPart(mark)])
      const [orderId = '', id = ''] = [orderIds[0], numbers[0]]
      await calls.bring('bank.import_results', `客户业务编号,金额,处理状态\r\n${id},1.00,处理中\r\n`)
      return { actor: calls.pay.checker, body: { orderId, version: 4, reason: mark } }
    },
    effects: countOf(`select count(entry.id) as count from payments.order as made
join audit.entry on entry.object_id = made.id and entry.operation = 'bank.settle_unknown'
where not entry.is_refused and made.purpose = $1 and made.state = 'failed'`),
    only: 12,
  }
}

/** Counts 1 where the orders of a mark and what they pay stand like this, and 0 otherwise. */
function standingAs(states: string): string {
  return `select count(*) as count from (
  select string_agg(made.state || ' ' || request.state, ', ' order by made.state, request.state) as states
  from payments.order as made
  join requests.request on request.id = made.request_id
  where made.purpose = $1
) as made
where made.states = '${states}'`
}

/** What the lines of the statement of a mark are. */
const verdictsOf = `select string_agg(line.verdict, ' ' order by line.verdict)
from payments.statement_line as line
join payments.statement on statement.id = line.statement_id
where statement.number = $1`

function bringing({ pay, entityId }: BankCalls, mark: string, file: string): Asked {
  return { actor: pay.maker, body: { entityId, digest: hash('sha256', file), name: mark }, file }
}

/** The bank has paid the first payment of a batch, refused the second and still works on the third. */
function resultsOf({ numbers: [, second = '', third = ''], transfers }: SentBatch): string {
  const bank = bankSimulator({ [second]: 'no_balance', [third]: 'late' })
  bank.upload(transfers)
  return bank.resultFile()
}

/** Sends two payments and has the bank show the first as it left, and the second to somebody else. */
async function statement(stage: Stage, mark: string): Promise<string> {
  const { calls, accountId, today, checkedWhole, checkedPart } = stage
  const orderIds = [await checkedWhole(mark), await checkedPart(mark)]
  const { numbers } = await calls.leave(accountId, orderIds)
  const entries = numbers.map((id, i) => ({
    amount: '1.00',
    day: today,
    details: paymentDetails('08', { id, ...(i === 0 ? {} : { name: '一家陌生公司' }) }),
  }))
  const bytes = camtFile('08', [{ id: mark, opening: '1000.00', closing: '998.00', entries }])
  return Buffer.from(bytes).toString()
}
