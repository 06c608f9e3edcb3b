import { readFile } from 'node:fs/promises'
import { draftTemplate } from '../modules/payments/templates/draft.ts'
import { proposalOf } from '../modules/payments/templates/propose.ts'
import { templateDetail, templatesOf } from '../modules/payments/templates/queries.ts'
import { findEditions } from '../modules/payments/templates/store.ts'
import type { BankDeps } from '../modules/payments/bank/deps.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { actAlone } from '../platform/act/act.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { cliBankTexts } from '../texts/cli-bank.ts'
import { fill } from '../texts/text.ts'
import { needFile, WrongUse, type CliCall } from './args.ts'
import { exit } from './io.ts'
import { checkValues, newKey, tellRefusal } from './with-access.ts'
import type { EntityTools } from './with-entity.ts'

type Tools = EntityTools & { readonly deps: BankDeps }

/**
 * The templates of an entity's banks: what there is, what a file of the bank seems to ask for, and a draft
 * from text. Who confirms one is a person on the screen, never the command line.
 */
export function templateCommand(call: CliCall, tools: Tools): Promise<number> {
  const [what, path] = call.positionals
  if (what === 'templates' && path === undefined) return list(call, tools)
  if (what === 'template' && path !== undefined) return show(call, tools, path)
  if (what === 'propose' && path !== undefined) return propose(call, path)
  if (what === 'draft' && path !== undefined) return draft(call, tools, path)
  throw new WrongUse(cliBankTexts['cli.bank.what'])
}

/** True for the words of `bank` that are about templates. */
export function isOfTemplates(what: string | undefined): boolean {
  return what !== undefined && ['templates', 'template', 'propose', 'draft'].includes(what)
}

async function readerOn({ world, actor, deps }: Tools, tx: Parameters<typeof findEditions>[0]) {
  const organisation = await world.requests.organisation(tx)
  return { actor, organisation, today: deps.dayAt(world.now()) }
}

const stateWords = {
  drafted: cliBankTexts['cli.bank.template.drafted_state'],
  in_force: cliBankTexts['cli.bank.template.in_force'],
  replaced: cliBankTexts['cli.bank.template.replaced'],
  withdrawn: cliBankTexts['cli.bank.template.withdrawn'],
} as const

async function list(call: CliCall, tools: Tools): Promise<number> {
  const { items } = await readOnly(tools.world.pool, [tools.actor], async (tx) =>
    templatesOf(tx, await readerOn(tools, tx), tools.entityId),
  )
  const { language } = call.io
  call.io.answer({ items }, () => [
    ...(items.length === 0 ? [fill(cliBankTexts['cli.bank.template.none'], language)] : []),
    ...items.map(({ editionId, templateId, edition, name, state, usedBy }) =>
      fill(cliBankTexts['cli.bank.template.line'], language, {
        name,
        edition,
        editionId,
        templateId,
        state: fill(stateWords[state], language),
        accounts: usedBy.map(({ tail }) => `…${tail}`).join(' ') || '-',
      }),
    ),
  ])
  return exit.done
}

async function show(call: CliCall, tools: Tools, editionId: string): Promise<number> {
  const detail = await readOnly(tools.world.pool, [tools.actor], async (tx) => {
    const [row] = await findEditions(tx, [editionId])
    if (row?.entity_id !== tools.entityId) return undefined
    return templateDetail(tx, await readerOn(tools, tx), row)
  })
  if (detail === undefined) {
    throw new WrongUse(cliBankTexts['cli.bank.template.unknown'], { edition: editionId })
  }
  call.io.answer(detail, () => detail.text.trimEnd().split('\n'))
  return exit.done
}

async function propose(call: CliCall, path: string): Promise<number> {
  needFile(path)
  const proposal = await proposalOf(await readFile(path), call.text('sheet'))
  if (isRefusal(proposal)) return tellRefusal(call, proposal)
  const { language } = call.io
  const unknown = fill(cliBankTexts['cli.bank.template.field_unknown'], language)
  call.io.answer(proposal, () => proposal.columns.map(({ title, field }) => `${title}: ${field ?? unknown}`))
  const isWhole = proposal.missing.length === 0 && proposal.columns.every(({ field }) => field !== undefined)
  return isWhole ? exit.done : exit.found
}

async function draft(call: CliCall, tools: Tools, path: string): Promise<number> {
  needFile(path)
  const { world, actor, entityId, deps } = tools
  const templateId = call.text('template')
  const text = await readFile(path, 'utf8')
  const body = { entityId, text, ...(templateId === undefined ? {} : { templateId }) }
  checkValues('bank.draft_template', body)
  const outcome = await actAlone(world.door, draftTemplate(deps), {
    key: newKey(),
    actor,
    body,
    at: world.now(),
  })
  if (outcome.kind === 'refused' || outcome.kind === 'forbidden') return tellRefusal(call, outcome.refusal)
  if (outcome.kind !== 'done') throw new Error(`a new key is answered: ${outcome.kind}`)
  const { editionId, edition } = outcome.answer
  call.io.answer(outcome.answer, () => [
    fill(cliBankTexts['cli.bank.template.drafted'], call.io.language, { editionId, edition }),
  ])
  return exit.done
}
