import { readFile } from 'node:fs/promises'
import { homeZone } from '../app/world.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { dayIn, isLocalDate } from '../kernel/time.ts'
import type { Organisation } from '../modules/access/index.ts'
import { importRatesCommand, loadRates, ratesOn } from '../modules/policy/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { cliPolicyTexts } from '../texts/cli-policy.ts'
import { fill } from '../texts/text.ts'
import { dataOption, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { tellRefusal, withAccess, type AccessTools } from './with-access.ts'

const text = { type: 'string' } as const

/** Exchange rates: those of a day, and bringing in a file of them. */
export const ratesCommand: CliCommand = {
  summary: cliPolicyTexts['cli.rates'],
  usage: '[--on DAY] | import FILE --source TEXT [--correction WHY]',
  options: { ...dataOption, on: text, source: text, correction: text },
  run: (call) => {
    const [what, file] = call.positionals
    if (what === undefined) return withAccess(call, (tools) => show(call, tools))
    if (what !== 'import' || file === undefined || call.positionals.length > 2) {
      throw new WrongUse(cliPolicyTexts['cli.rates.what'])
    }
    return bringIn(call, file)
  },
}

async function show(call: CliCall, tools: AccessTools): Promise<number> {
  const on = call.text('on') ?? dayIn(homeZone, tools.at)
  if (!isLocalDate(on)) throw new WrongUse(cliPolicyTexts['cli.policy.day'], { option: 'on' })
  const found = await readOnly(tools.pool, [systemActor], async (tx) =>
    ratesOn(await loadRates(tx), on, call.io.language),
  )
  call.io.answer(found, () => [
    found.says,
    ...found.rates.map(
      (rate) => `${rate.currency}  ${rate.rate} ${found.home} / ${rate.per}  ${rate.source}`,
    ),
  ])
  return exit.done
}

async function bringIn(call: CliCall, file: string): Promise<number> {
  const source = needText(call, 'source')
  const content = await readFile(file, 'utf8').catch(() => undefined)
  if (content === undefined) throw new WrongUse(cliPolicyTexts['cli.policy.no_file'], { file })
  return withAccess(call, async (tools) => {
    const { newId, rounds } = tools.deps
    const organisation = (): Promise<Organisation> => tools.organisation()
    const command = importRatesCommand({ newId, rounds, organisation, dayAt: (at) => dayIn(homeZone, at) })
    const correction = call.text('correction')
    const done = await tools.run(command, { text: content, source, correction })
    if (isRefusal(done)) return tellRefusal(call, done)
    const { added, currencies, from, to } = done
    const params = { added, currencies: currencies.join(', '), from, to }
    call.io.answer(done, () => [fill(cliPolicyTexts['cli.rates.added'], call.io.language, params)])
    return exit.done
  })
}
