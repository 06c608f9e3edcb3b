import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { localDate } from '../contract/common.ts'
import type { Decision } from '../contract/decision.ts'
import { factsJson, type Facts } from '../contract/facts.ts'
import {
  compilePacks,
  decide,
  explainDecision,
  forbiddenBy,
  loadPackFolder,
  problemLine,
  ratesFrom,
  type CompiledPacks,
  type RateFinder,
} from '../modules/policy/index.ts'
import { dailyRate, sampleRates } from '../platform/rates.ts'
import { fill, type Language } from '../texts/index.ts'
import { policyTexts } from '../texts/policy.ts'
import { sayShape } from '../texts/shapes.ts'
import { dataOption, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { replayStored } from './decide-replay.ts'
import { exit } from './io.ts'

/**
 * Decides facts of a file with the packs of a folder, without a database: one object or a list of them.
 * With `--replay` it takes a stored decision again.
 */
export const decideCommand: CliCommand = {
  summary: policyTexts['policy.cli.decide'],
  usage: '--facts FILE [--pack DIR] [--rates FILE] [--explain] | --replay DECISION|BENEFIT [--data DIR]',
  options: {
    ...dataOption,
    replay: { type: 'string' },
    facts: { type: 'string' },
    pack: { type: 'string' },
    rates: { type: 'string' },
    explain: { type: 'boolean' },
  },
  run: (call) => {
    const id = call.text('replay')
    if ((id === undefined) === (call.text('facts') === undefined))
      throw new WrongUse(policyTexts['policy.cli.one_of'])
    return id === undefined ? decideFile(call) : replayStored(call, id)
  },
}

async function decideFile(call: CliCall): Promise<number> {
  const given = await factsOf(needText(call, 'facts'), call.io.language)
  const packs = await packsOf(call.text('pack') ?? shippedPolicies, call.io.language)
  const rates = await ratesOf(call.text('rates'))
  const explain = call.has('explain') || !call.io.json
  const decisions = given.list.map((facts) => decide(packs, facts, { rates, explain }))
  call.io.answer(given.isList ? decisions : decisions[0], () =>
    decisions.flatMap((decision, at) => [
      ...wordsOf(packs, decision, call.io.language),
      ...wayOutWords(packs, decision, { facts: given.list[at], rates }, call.io.language),
    ]),
  )
  return exit.done
}

const shippedPolicies = join(import.meta.dirname, '..', '..', 'policies')

type Given = { readonly isList: boolean; readonly list: readonly Facts[] }

/** Reads all facts before the first is decided, and says of a bad one where it is bad. */
async function factsOf(file: string, language: Language): Promise<Given> {
  const content = await jsonOf(file)
  const isList = Array.isArray(content)
  const items: readonly unknown[] = isList ? content : [content]
  const list = items.map((item, at) => {
    const parsed = factsJson.safeParse(item, { reportInput: true })
    if (parsed.success) return parsed.data
    const where = isList ? [at] : []
    const problems = parsed.error.issues.map(
      (issue) => `${pointer([...where, ...issue.path])}: ${sayShape(issue, language)}`,
    )
    throw new WrongUse(policyTexts['policy.cli.bad_facts'], { file, problems: problems.join('; ') })
  })
  return { isList, list }
}

function pointer(path: readonly PropertyKey[]): string {
  return `/${path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`
}

async function jsonOf(file: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    throw new WrongUse(policyTexts['policy.cli.no_file'], { file })
  }
  try {
    return JSON.parse(text)
  } catch (fault) {
    const words = fault instanceof Error ? fault.message : String(fault)
    throw new WrongUse(policyTexts['policy.cli.not_json'], { file, words })
  }
}

async function packsOf(folder: string, language: Language): Promise<CompiledPacks> {
  const loaded = await loadPackFolder(folder).catch(() => undefined)
  if (!loaded) throw new WrongUse(policyTexts['policy.cli.no_packs'], { folder })
  if ('problems' in loaded) {
    const problems = loaded.problems.map((each) => problemLine(each, language)).join('\n')
    throw new WrongUse(policyTexts['policy.cli.bad_packs'], { folder, problems })
  }
  return compilePacks(loaded.packs)
}

const rateList = z.array(
  z.strictObject({
    base: z.string().regex(/^[A-Z]{3}$/),
    quote: z.string().regex(/^[A-Z]{3}$/),
    date: localDate,
    rate: z.string().regex(/^\d+(\.\d+)?$/),
  }),
)

/** Rates of a file, or the shipped sample. */
async function ratesOf(file: string | undefined): Promise<RateFinder> {
  if (file === undefined) {
    const sample = sampleRates()
    return (base, quote, on) => dailyRate(sample, base, quote, on)
  }
  const parsed = rateList.safeParse(await jsonOf(file))
  if (!parsed.success) throw new WrongUse(policyTexts['policy.cli.bad_rates'], { file })
  return ratesFrom(parsed.data)
}

/** What can be done where it is forbidden; each way out was decided again. */
function wayOutWords(
  packs: CompiledPacks,
  decision: Decision,
  { facts, rates }: { readonly facts: Facts | undefined; readonly rates: RateFinder },
  language: Language,
): string[] {
  const found = facts && forbiddenBy(packs, decision, { facts, rates })
  return (found?.waysOut ?? []).map(
    (each) => `  → ${fill(policyTexts['policy.cli.way_out'], language, { wayOut: fill(each, language) })}`,
  )
}

function wordsOf(packs: CompiledPacks, decision: Decision, language: Language): string[] {
  const words = explainDecision(packs, decision, language)
  return [
    `${words.verdict}  ${words.sentence}`,
    ...words.checks.map(
      ({ ruleId, title, text, clause, version }) =>
        `  ${ruleId}  ${title}  ${text}  (${clause} · v${version})`,
    ),
    ...words.conditions.map((condition) => `  + ${condition}`),
  ]
}
