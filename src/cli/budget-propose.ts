import { budgetDeps } from '../app/budget-deps.ts'
import { proposeBudget as contract } from '../contract/budgets.ts'
import { fromDecimal, toMoneyJson, type MoneyJson } from '../kernel/money.ts'
import type { Organisation } from '../modules/access/index.ts'
import { proposeBudget, type ProposeBody } from '../modules/budgets/index.ts'
import { actAlone } from '../platform/act/act.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { budgetTexts } from '../texts/budgets.ts'
import { sayShape } from '../texts/shapes.ts'
import { fill } from '../texts/text.ts'
import { needText, WrongUse, type CliCall } from './args.ts'
import { exit } from './io.ts'
import { newKey, tellRefusal } from './with-access.ts'
import { withEntity } from './with-entity.ts'

/** The options of proposals, beside those of every command about budgets. */
export const proposalOptions = {
  entity: { type: 'string' },
  budget: { type: 'string' },
  name: { type: 'string' },
  period: { type: 'string' },
  planned: { type: 'string' },
  unit: { type: 'string' },
  form: { type: 'string', multiple: true },
  answer: { type: 'string' },
  reason: { type: 'string' },
} as const

/** The forms of proposals, as the usage tells them. */
export const proposalUsage =
  'propose --entity CODE --name NAME --period PERIOD --planned AMOUNT --answer ANSWER --reason WHY ' +
  '[--budget ID] [--unit CODE] [--form KIND] | end --entity CODE --budget ID --reason WHY | ' +
  'demand --entity CODE --answer ANSWER --reason WHY'

/** What is proposed, by the word at the command line. */
const proposals = { propose: 'set', end: 'end', demand: 'demand' } as const

/** Proposes to set, change or end a budget, or to demand one; a person of finance answers it in the inbox. */
export async function propose(call: CliCall, what: keyof typeof proposals): Promise<number> {
  return withEntity(call, 'budget', async ({ world, actor, entityId }) => {
    const organisation = await readOnly(world.pool, [actor], (tx) => world.requests.organisation(tx))
    const body = bodyOf(call, organisation, { what: proposals[what], entityId })
    const proposed = await actAlone(world.door, proposeBudget(budgetDeps(world)), {
      key: newKey(),
      actor,
      body,
      at: world.now(),
    })
    if (proposed.kind === 'refused' || proposed.kind === 'forbidden') {
      return tellRefusal(call, proposed.refusal)
    }
    if (proposed.kind !== 'done') throw new Error(`a new key is answered: ${proposed.kind}`)
    call.io.answer(proposed.answer, () => [
      fill(budgetTexts['budget.proposed'], call.io.language, { change: proposed.answer.changeId }),
    ])
    return exit.done
  })
}

type Proposal = { readonly what: ProposeBody['what']; readonly entityId: string }

/** The body that the same proposal has over HTTP; whatever would be none there is refused in words. */
function bodyOf(call: CliCall, organisation: Organisation, { what, entityId }: Proposal): ProposeBody {
  const parts = {
    what,
    entityId,
    reason: needText(call, 'reason'),
    ...(what === 'end' ? { budgetId: needText(call, 'budget') } : { answer: needText(call, 'answer') }),
    ...(what === 'set' ? settingOf(call, organisation, entityId) : {}),
  }
  const read = contract.body.safeParse(parts, { reportInput: true })
  if (read.success) return read.data
  const [issue] = read.error.issues
  if (!issue) throw read.error
  const option = optionOf(issue.path.map(String))
  throw new WrongUse({
    zh: `--${option}：${sayShape(issue, 'zh-CN')}`,
    en: `--${option}: ${sayShape(issue, 'en')}`,
  })
}

function settingOf(call: CliCall, organisation: Organisation, entityId: string) {
  const unitId = unitNamed(call, organisation)
  const budgetId = call.text('budget')
  return {
    name: needText(call, 'name'),
    period: needText(call, 'period'),
    planned: plannedOf(call, organisation.entities.get(entityId)?.currency ?? ''),
    forms: call.texts('form'),
    ...(unitId === undefined ? {} : { unitId }),
    ...(budgetId === undefined ? {} : { budgetId }),
  }
}

/** In the currency of the entity, in which alone a budget is set. */
function plannedOf(call: CliCall, currency: string): MoneyJson {
  const text = needText(call, 'planned')
  const planned = fromDecimal(currency, text)
  if (planned === undefined)
    throw new WrongUse(budgetTexts['budget.planned_wrong'], { planned: text, currency })
  return toMoneyJson(planned)
}

function unitNamed(call: CliCall, { units }: Organisation): string | undefined {
  const wanted = call.text('unit')
  if (wanted === undefined) return undefined
  const all = [...units.values()]
  const unit = all.find(({ id, code }) => wanted === code || wanted === id)
  if (unit) return unit.id
  const known = all.map(({ code }) => code).join(', ')
  throw new WrongUse(budgetTexts['budget.unit_wrong'], { unit: wanted, units: known })
}

/** The option behind a field of the body. */
function optionOf([field = '']: readonly string[]): string {
  if (field === 'budgetId') return 'budget'
  return field === 'forms' ? 'form' : field
}
