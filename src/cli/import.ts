import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { importDeps } from '../app/import-deps.ts'
import { adoptShippedPolicies } from '../app/policies.ts'
import { makeWorld } from '../app/world.ts'
import { isRefusal } from '../kernel/refusal.ts'
import {
  askUndo,
  findProfile,
  runImport,
  undoImport,
  type ImportDeps,
  type Profile,
} from '../modules/imports/index.ts'
import { act } from '../platform/act/act.ts'
import { systemActor, type Actor } from '../platform/act/actor.ts'
import { monotonicMs, systemClock } from '../platform/clock.ts'
import { openPool } from '../platform/db/connect.ts'
import { masterKeyInUse } from '../app/master-key.ts'
import { keepHeapSmall } from '../platform/memory.ts'
import { importTexts } from '../texts/imports.ts'
import { fill } from '../texts/index.ts'
import { dataOption, needFile, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { correctLines, listProblems, problemOptions } from './import-problems.ts'
import { reportLines } from './import-report.ts'
import { exit } from './io.ts'
import { newKey, tellRefusal } from './with-access.ts'
import { withDatabase } from './with-database.ts'

const text = { type: 'string' } as const

/**
 * Imports a register or undoes an import. The answer is complete when rows were rejected, so that is no
 * failure.
 */
export const importCommand: CliCommand = {
  summary: importTexts['import.command'],
  usage:
    'FILE --profile NAME [--entity ID] [--sheet NAME] [--dry-run] | --undo IMPORT --reason TEXT | ' +
    '--problems IMPORT [--all] | --correct IMPORT --line N… [--set COLUMN=TEXT…] ' +
    '[--customer|--person|--staff ID] ' +
    '[--new customer|person|staff… [--not ID…]] [--another] [--set-aside] --reason TEXT',
  options: {
    ...dataOption,
    ...problemOptions,
    profile: text,
    entity: text,
    sheet: text,
    'dry-run': { type: 'boolean' },
    undo: text,
  },
  run: async (call) => {
    const [undo, problems, correct] = ['undo', 'problems', 'correct'].map(call.text)
    const [file, ...more] = call.positionals
    const asked = [file, undo, problems, correct].filter((each) => each !== undefined)
    if (more.length > 0 || asked.length !== 1) throw new WrongUse(importTexts['import.what'])
    if (undo !== undefined) return withImports(call, (tools) => undoOne(call, tools, undo))
    if (problems !== undefined) return withImports(call, (tools) => listProblems(call, tools, problems))
    if (correct !== undefined) return withImports(call, (tools) => correctLines(call, tools, correct))
    const path = file ?? ''
    needFile(path)
    const profile = findProfile(needText(call, 'profile'))
    if (isRefusal(profile)) return tellRefusal(call, profile)
    return withImports(call, (tools) => importOne(call, tools, { path, profile }))
  },
}

type Tools = { readonly deps: ImportDeps; readonly actor: Actor }

/** A read and two sets at once, each on a connection of its own, beside the one that holds the book. */
const connections = 5

async function withImports(call: CliCall, work: (tools: Tools) => Promise<number>): Promise<number> {
  return withDatabase(call, async (database, config) => {
    keepHeapSmall()
    const pool = openPool(database.app, { max: connections, name: 'import', isPipelined: true })
    const world = makeWorld({
      pool,
      masterKey: await masterKeyInUse(config, database),
      data: config.data,
      now: systemClock(),
      enqueue: async () => undefined,
    })
    // Whoever may read the key file acts for the installation, so the log names the command line.
    const actor: Actor = { ...systemActor, via: 'cli', language: call.io.language }
    try {
      await adoptShippedPolicies(world)
      return await work({ deps: importDeps(world), actor })
    } finally {
      await pool.end()
    }
  })
}

async function importOne(
  call: CliCall,
  tools: Tools,
  given: { readonly path: string; readonly profile: Profile },
): Promise<number> {
  const { deps, actor } = tools
  const { language } = call.io
  const since = monotonicMs()
  const report = await runImport(deps, {
    profile: given.profile,
    file: {
      name: basename(given.path),
      open: () => createReadStream(given.path, { highWaterMark: 1 << 18 }),
    },
    actor,
    isDryRun: call.has('dry-run'),
    key: newKey(),
    language,
    entityId: call.text('entity'),
    sheet: call.text('sheet'),
    isListedWhole: true,
    onProgress: async (done, total) => {
      call.io.progress(importTexts['import.progress'], { done, total })
      return true
    },
  })
  if (isRefusal(report)) return tellRefusal(call, report)
  const seconds = Math.round(monotonicMs() - since) / 1000
  const isDryRun = call.has('dry-run')
  call.io.answer({ ...report, seconds }, () => reportLines(report, { seconds, language, isDryRun }))
  return report.state === 'cancelled' ? exit.interrupted : exit.done
}

async function undoOne(call: CliCall, tools: Tools, runId: string): Promise<number> {
  const reason = needText(call, 'reason')
  const undone = await undoImport(tools.deps, {
    runId,
    reason,
    actor: tools.actor,
    key: newKey(),
    onProgress: async (done, total) => {
      call.io.progress(importTexts['import.progress'], { done, total })
      return true
    },
  })
  if (isRefusal(undone)) {
    const needsSecond = undone.code === 'imports.undo_needs_second'
    return needsSecond ? askSecond(call, tools, { runId, reason }) : tellRefusal(call, undone)
  }
  const params = { run: undone.runId, undo: undone.undoId, rows: undone.reversed }
  const said = undone.state === 'cancelled' ? 'import.undo_stopped' : 'import.undone'
  call.io.answer(undone, () => [fill(importTexts[said], call.io.language, params)])
  return undone.state === 'cancelled' ? exit.interrupted : exit.done
}

/** What counts in our sums leaves them by two people: somebody in the product confirms it. */
async function askSecond(
  call: CliCall,
  { deps, actor }: Tools,
  body: { readonly runId: string; readonly reason: string },
): Promise<number> {
  const [outcome] = await act(deps.door, askUndo(deps), [{ key: newKey(), actor, at: deps.now(), body }])
  if (outcome?.kind === 'refused') return tellRefusal(call, outcome.refusal)
  if (outcome?.kind !== 'done' || !('proposalId' in outcome.answer)) throw new Error('it is asked or refused')
  const params = { run: body.runId, proposal: outcome.answer.proposalId }
  call.io.answer(outcome.answer, () => [fill(importTexts['import.undo_asked'], call.io.language, params)])
  return exit.done
}
