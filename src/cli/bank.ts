import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { homeZone } from '../app/world.ts'
import type { Refusal } from '../kernel/refusal.ts'
import { dayIn } from '../kernel/time.ts'
import type { BankDeps } from '../modules/payments/bank/deps.ts'
import { importResults } from '../modules/payments/bank/import-results.ts'
import { importStatement, type BankFileBody } from '../modules/payments/bank/import-statement.ts'
import { actAlone } from '../platform/act/act.ts'
import type { Command } from '../platform/act/command.ts'
import { cliBankTexts } from '../texts/cli-bank.ts'
import { sayRefusal } from '../texts/refusals/say.ts'
import { fill } from '../texts/text.ts'
import { dataOption, needFile, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { bankStatus } from './bank-status.ts'
import { isOfTemplates, templateCommand } from './bank-template.ts'
import { exit } from './io.ts'
import { newKey, tellRefusal } from './with-access.ts'
import { withEntity, type EntityTools } from './with-entity.ts'

/** What banks hand back, statements and the results of payments, and what of it is open. */
export const bankCommand: CliCommand = {
  summary: cliBankTexts['cli.bank'],
  usage:
    'statement FILE --entity CODE [--account NUMBER] | result FILE --entity CODE [--account NUMBER] | ' +
    'status --entity CODE | templates --entity CODE | template EDITION --entity CODE | ' +
    'propose FILE --entity CODE [--sheet NAME] | draft FILE --entity CODE [--template ID]',
  options: {
    ...dataOption,
    entity: { type: 'string' },
    account: { type: 'string' },
    sheet: { type: 'string' },
    template: { type: 'string' },
  },
  run: async (call) => {
    const [what, path, ...more] = call.positionals
    if (what === 'status' && path === undefined) {
      return withBank(call, (tools) => bankStatus(call, tools, tools.deps.dayAt(tools.world.now())))
    }
    if (isOfTemplates(what)) return withBank(call, (tools) => templateCommand(call, tools))
    if ((what !== 'statement' && what !== 'result') || path === undefined || more.length > 0) {
      throw new WrongUse(cliBankTexts['cli.bank.what'])
    }
    needFile(path)
    const bytes = await readFile(path)
    const account = call.text('account')
    const named = account === undefined ? {} : { account }
    const given = { bytes, name: basename(path).slice(0, 200), ...named }
    return withBank(call, (tools) =>
      what === 'statement' ? statement(call, tools, given) : result(call, tools, given),
    )
  },
}

type Tools = EntityTools & { readonly deps: BankDeps }
type Given = { readonly bytes: Buffer; readonly name: string; readonly account?: string }

function withBank(call: CliCall, work: (tools: Tools) => Promise<number>): Promise<number> {
  return withEntity(call, 'bank', (tools) => {
    const { newId, requests, rounds, files } = tools.world
    return work({ ...tools, deps: { newId, requests, rounds, files, dayAt: (at) => dayIn(homeZone, at) } })
  })
}

async function run<State, Answer>(
  { world, actor, entityId }: Tools,
  { bytes, ...named }: Given,
  make: (files: ReadonlyMap<string, Buffer>) => Command<BankFileBody, State, Answer>,
): Promise<Answer | Refusal> {
  const digest = hash('sha256', bytes)
  const outcome = await actAlone(world.door, make(new Map([[digest, bytes]])), {
    key: newKey(),
    actor,
    body: { entityId, digest, ...named },
    at: world.now(),
  })
  if (outcome.kind === 'refused' || outcome.kind === 'forbidden') return outcome.refusal
  if (outcome.kind !== 'done') throw new Error(`a new key is answered: ${outcome.kind}`)
  return outcome.answer
}

async function statement(call: CliCall, tools: Tools, given: Given): Promise<number> {
  const done = await run(tools, given, (files) => importStatement(tools.deps, files))
  if ('refused' in done) return tellRefusal(call, done)
  const { language } = call.io
  const told = done.statements.map(({ refusal, ...each }) => ({
    ...each,
    ...(refusal === undefined ? {} : { held: { code: refusal.code, ...sayRefusal(refusal, language) } }),
  }))
  call.io.answer({ statements: told }, () =>
    told.flatMap(({ held, ...each }) =>
      held === undefined
        ? [fill(cliBankTexts['cli.bank.statement'], language, each)]
        : [fill(cliBankTexts['cli.bank.held'], language, each), `  ${held.says} ${held.wayOut}`],
    ),
  )
  return told.some(({ held }) => held !== undefined) ? exit.found : exit.done
}

async function result(call: CliCall, tools: Tools, given: Given): Promise<number> {
  const done = await run(tools, given, (files) => importResults(tools.deps, files))
  if (!('changed' in done)) return tellRefusal(call, done)
  const { language } = call.io
  const [refused, told] = [done.refused, done.told].map((list) =>
    list.map((refusal) => ({ code: refusal.code, ...sayRefusal(refusal, language) })),
  )
  const counts = { changed: done.changed.length, nothingNew: done.nothingNew, refused: done.refused.length }
  call.io.answer({ ...done, refused, told }, () => [
    fill(cliBankTexts['cli.bank.results'], language, counts),
    ...[...(refused ?? []), ...(told ?? [])].map(({ says, wayOut }) => `  ${says} ${wayOut}`),
  ])
  return done.refused.length + done.told.length > 0 ? exit.found : exit.done
}
