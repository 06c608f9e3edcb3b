import { voucherDeps } from '../app/voucher-deps.ts'
import { benefitForms } from '../contract/facts.ts'
import { formatMoney } from '../kernel/format.ts'
import { fromMoneyJson, type MoneyJson } from '../kernel/money.ts'
import { inputTaxList, setInputTax } from '../modules/ledger/index.ts'
import { actAlone } from '../platform/act/act.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { cliVoucherTexts } from '../texts/cli-vouchers.ts'
import { fill } from '../texts/text.ts'
import { needText, WrongUse, type CliCall } from './args.ts'
import { exit } from './io.ts'
import { newKey, tellRefusal } from './with-access.ts'
import { withEntity } from './with-entity.ts'

type List = Awaited<ReturnType<typeof inputTaxList>>

const sayMoney = (amount: MoneyJson): string => formatMoney(fromMoneyJson(amount))

/** Tells which kinds credit input tax, and what became of the tax of each invoice of a month. */
export async function showInputTax(call: CliCall): Promise<number> {
  const period = call.text('period')
  if (period !== undefined && !/^20\d{2}-(0[1-9]|1[0-2])$/.test(period))
    throw new WrongUse(cliVoucherTexts['cli.vouchers.month'])
  return withEntity(call, 'vouchers', async ({ world, actor, entityId }) => {
    const deps = voucherDeps(world)
    const reader = {
      language: call.io.language,
      can: true,
      canTurnOut: true,
      personId: actor.personId,
      today: deps.dayAt(world.now()),
    }
    const list = await readOnly(world.pool, [actor], (tx) =>
      inputTaxList(deps, tx, reader, { entityId, period }),
    )
    call.io.answer(list, () => told(list, call))
    return exit.done
  })
}

function told({ rules, items, credited, turnedOut, notCredited, proposals }: List, call: CliCall): string[] {
  const say = (key: keyof typeof cliVoucherTexts, params: Readonly<Record<string, string>>) =>
    fill(cliVoucherTexts[key], call.io.language, params)
  return [
    ...rules.map(({ word, form, credits, law }) =>
      say(credits ? 'cli.vouchers.credits' : 'cli.vouchers.credits_not', { word, form, law }),
    ),
    ...items.map(({ id, number, invoiceNumber: invoice, tax, credited: part, says, out }) =>
      say('cli.vouchers.input_tax_of', {
        number,
        invoice,
        tax: sayMoney(tax),
        credited: sayMoney(part),
        says,
        id: out?.outId ?? id,
      }),
    ),
    ...proposals.map(({ inputTaxId, number, invoiceNumber: invoice, says, ground, amount }) =>
      say('cli.vouchers.proposes', {
        id: inputTaxId,
        number,
        invoice,
        says,
        ground,
        amount: sayMoney(amount),
      }),
    ),
    say('cli.vouchers.input_tax', {
      credited: sayMoney(credited),
      turnedOut: sayMoney(turnedOut),
      notCredited: sayMoney(notCredited),
    }),
  ]
}

/** Sets whether the input tax on a kind of benefit is credited, with its basis in law. */
export async function credit(call: CliCall, given: string, answer: string): Promise<number> {
  const form = benefitForms.find((each) => each === given)
  if (!form)
    throw new WrongUse(cliVoucherTexts['cli.vouchers.form'], { form: given, forms: benefitForms.join(', ') })
  if (answer !== 'yes' && answer !== 'no') throw new WrongUse(cliVoucherTexts['cli.vouchers.yes_or_no'])
  const [law, reason] = [needText(call, 'law').trim(), needText(call, 'reason').trim()]
  if (reason.length < 5 || reason.length > 500) throw new WrongUse(cliVoucherTexts['cli.vouchers.reason'])
  if (law.length < 4 || law.length > 200) throw new WrongUse(cliVoucherTexts['cli.vouchers.law'])
  return withEntity(call, 'vouchers', async ({ world, actor, entityId }) => {
    const body = { entityId, form, credits: answer === 'yes', law, reason }
    const outcome = await actAlone(world.door, setInputTax, { key: newKey(), actor, body, at: world.now() })
    if (outcome.kind === 'refused' || outcome.kind === 'forbidden') return tellRefusal(call, outcome.refusal)
    if (outcome.kind !== 'done') throw new Error(`a new key is answered: ${outcome.kind}`)
    const words = { word: form, form, law }
    call.io.answer(outcome.answer, () => [
      fill(
        cliVoucherTexts[outcome.answer.credits ? 'cli.vouchers.credits' : 'cli.vouchers.credits_not'],
        call.io.language,
        words,
      ),
    ])
    return exit.done
  })
}
