import { voucherDeps } from '../app/voucher-deps.ts'
import { turnOutGrounds } from '../contract/states.ts'
import { formatMoney } from '../kernel/format.ts'
import { isLocalDate } from '../kernel/time.ts'
import { turnBackInputTax, turnOutInputTax } from '../modules/ledger/index.ts'
import { actAlone } from '../platform/act/act.ts'
import type { Command } from '../platform/act/command.ts'
import { cliVoucherTexts } from '../texts/cli-vouchers.ts'
import { fill } from '../texts/text.ts'
import { needText, WrongUse, type CliCall } from './args.ts'
import { exit } from './io.ts'
import { newKey, tellRefusal } from './with-access.ts'
import { withEntity, type EntityTools } from './with-entity.ts'

/** Turns credited input tax out, by the rows that `input-tax` tells. */
export async function turnOut(call: CliCall, rows: readonly string[]): Promise<number> {
  const given = needText(call, 'ground')
  const ground = turnOutGrounds.find((each) => each === given)
  if (!ground) {
    throw new WrongUse(cliVoucherTexts['cli.vouchers.ground'], {
      ground: given,
      grounds: turnOutGrounds.join(', '),
    })
  }
  const law = needText(call, 'law').trim()
  if (law.length < 4 || law.length > 200) throw new WrongUse(cliVoucherTexts['cli.vouchers.law'])
  const [minor, foundOn] = [call.text('minor'), call.text('on')]
  if (minor !== undefined && (!/^[1-9][0-9]{0,15}$/.test(minor) || rows.length > 1))
    throw new WrongUse(cliVoucherTexts['cli.vouchers.minor'])
  if (foundOn !== undefined && !isLocalDate(foundOn)) throw new WrongUse(cliVoucherTexts['cli.vouchers.day'])
  const reason = reasonOf(call)
  const parts = rows.map((inputTaxId) => ({ inputTaxId, minor }))
  return withEntity(call, 'vouchers', ({ world, actor, entityId }) =>
    doing(
      call,
      { world, actor, entityId },
      {
        says: 'cli.vouchers.turned_out',
        command: turnOutInputTax(voucherDeps(world)),
        body: { entityId, parts, ground, law, reason, foundOn },
      },
    ),
  )
}

/** Takes a document back that turned input tax out; the command line does not take back its own. */
export async function turnBack(call: CliCall, outId: string): Promise<number> {
  const reason = reasonOf(call)
  return withEntity(call, 'vouchers', (tools) =>
    doing(call, tools, {
      says: 'cli.vouchers.turned_back',
      command: turnBackInputTax(voucherDeps(tools.world)),
      body: { outId, reason },
    }),
  )
}

function reasonOf(call: CliCall): string {
  const reason = needText(call, 'reason').trim()
  if (reason.length < 5 || reason.length > 500) throw new WrongUse(cliVoucherTexts['cli.vouchers.reason'])
  return reason
}

type Answer = { readonly outId: string; readonly minor: string; readonly on: string }

type Doing<Body, State> = {
  readonly says: 'cli.vouchers.turned_out' | 'cli.vouchers.turned_back'
  readonly command: Command<Body, State, Answer>
  readonly body: Body
}

async function doing<Body, State>(
  call: CliCall,
  { world, actor }: EntityTools,
  { says, command, body }: Doing<Body, State>,
): Promise<number> {
  const outcome = await actAlone(world.door, command, { key: newKey(), actor, body, at: world.now() })
  if (outcome.kind === 'refused' || outcome.kind === 'forbidden') return tellRefusal(call, outcome.refusal)
  if (outcome.kind !== 'done') throw new Error(`a new key is answered: ${outcome.kind}`)
  const { outId: id, minor, on } = outcome.answer
  const sum = BigInt(minor)
  const amount = formatMoney({ currency: 'CNY', minor: sum < 0n ? -sum : sum })
  call.io.answer(outcome.answer, () => [fill(cliVoucherTexts[says], call.io.language, { amount, on, id })])
  return exit.done
}
