import { isRefusal } from '../kernel/refusal.ts'
import {
  answerProfile,
  dayFor,
  factsOfProfile,
  giverWords,
  profileOn,
  proposeProfile,
  type Organisation,
} from '../modules/access/index.ts'
import { cliAccessTexts } from '../texts/cli-access.ts'
import { dataOption, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { giverUsage, readGiver } from './giver.ts'
import { exit } from './io.ts'
import { tellRefusal, withAccess, type AccessTools } from './with-access.ts'

const text = { type: 'string' } as const

/**
 * What the rules ask of our legal entities. The command line counts as one of the two persons: what it
 * proposes an administrator or compliance confirms, and what an administrator proposes it may confirm.
 */
export const entityCommand: CliCommand = {
  summary: cliAccessTexts['cli.entity'],
  usage: `list | propose ${giverUsage} --reason TEXT [--from DATE] | confirm ID | decline ID`,
  options: { ...dataOption, reason: text, from: text },
  run: (call) => {
    const [what, given, ...rest] = call.positionals
    if (what === 'list' && given === undefined) return withAccess(call, (tools) => list(call, tools))
    const isKnown = what === 'propose' || what === 'confirm' || what === 'decline'
    if (!isKnown || given === undefined || rest.length > 0)
      throw new WrongUse(cliAccessTexts['cli.entity.what'])
    if (what === 'propose') return withAccess(call, (tools) => propose(call, tools, given))
    return withAccess(call, async (tools) => {
      const done = await tools.run(answerProfile(tools.deps), { profileId: given, answer: what })
      return told(call, done)
    })
  },
}

async function list(call: CliCall, tools: AccessTools): Promise<number> {
  const organisation = await tools.organisation()
  const today = dayFor(organisation, '', tools.at)
  const shown = [...organisation.entities.values()].map((entity) => {
    const profile = profileOn(organisation, entity.id, today)
    return { code: entity.code, seat: entity.seat, ...(profile ? factsOfProfile(profile) : {}) }
  })
  const open = organisation.rows.profiles.filter((row) => row.state === 'proposed')
  const waiting = open.map((row) => ({
    profileId: row.id,
    code: organisation.entities.get(row.entity_id)?.code ?? '',
    from: row.from_on,
    ...factsOfProfile(row),
  }))
  call.io.answer({ entities: shown, proposed: waiting }, () => [
    ...shown.map(({ code, seat, ...facts }) => [code, seat, ...wordsOf(facts)].join('  ')),
    ...waiting.map(({ profileId, code, from, ...facts }) =>
      [profileId, code, from, ...wordsOf(facts)].join('  '),
    ),
  ])
  return exit.done
}

function wordsOf(facts: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    if (value === undefined) return [`${name}=?`]
    return [`${name}=${Array.isArray(value) ? value.join('+') || 'none' : String(value)}`]
  })
}

async function propose(call: CliCall, tools: AccessTools, given: string): Promise<number> {
  const { code, facts } = readGiver(given, giverWords)
  const organisation = await tools.organisation()
  const done = await tools.run(proposeProfile(tools.deps), {
    entityId: entityOf(organisation, code),
    facts,
    reason: needText(call, 'reason'),
    fromOn: call.text('from') ?? dayFor(organisation, '', tools.at),
  })
  return told(call, done)
}

function entityOf(organisation: Organisation, code: string): string {
  const found = [...organisation.entities.values()].find((row) => row.code === code)
  if (!found) throw new WrongUse(cliAccessTexts['cli.user.no_entity'], { code })
  return found.id
}

function told(call: CliCall, done: Awaited<ReturnType<AccessTools['run']>>): number {
  if (isRefusal(done)) return tellRefusal(call, done)
  const { profileId } = done as { readonly profileId: string }
  call.io.answer({ profileId }, () => [profileId])
  return exit.done
}
