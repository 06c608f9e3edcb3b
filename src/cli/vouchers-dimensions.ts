import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { voucherDeps } from '../app/voucher-deps.ts'
import { dimensionKinds } from '../contract/states.ts'
import {
  dimensionList,
  importCodes,
  readCodes,
  setAccountDimensions,
  type DimensionKind,
} from '../modules/ledger/index.ts'
import { actAlone } from '../platform/act/act.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { cliVoucherTexts } from '../texts/cli-vouchers.ts'
import { dimensionTexts } from '../texts/dimensions.ts'
import { sayRefusal } from '../texts/refusals/say.ts'
import { fill, type TextValue } from '../texts/text.ts'
import { needFile, needText, WrongUse, type CliCall } from './args.ts'
import { exit } from './io.ts'
import { newKey, tellRefusal } from './with-access.ts'
import { withEntity } from './with-entity.ts'

type Say = (key: keyof typeof cliVoucherTexts, params?: Readonly<Record<string, TextValue>>) => string

function sayIn(call: CliCall): Say {
  return (key, params = {}) => fill(cliVoucherTexts[key], call.io.language, params)
}

/** Tells what accounts carry and the codes on record; exits with 1 where vouchers of the month lack one. */
export async function showDimensions(call: CliCall): Promise<number> {
  const period = call.text('period')
  if (period !== undefined && !/^20\d{2}-(0[1-9]|1[0-2])$/.test(period))
    throw new WrongUse(cliVoucherTexts['cli.vouchers.month'])
  return withEntity(call, 'vouchers', async ({ world, actor, entityId }) => {
    const { language } = call.io
    const list = await readOnly(world.pool, [actor], (tx) =>
      dimensionList(voucherDeps(world), tx, { language, can: true }, { entityId, period }),
    )
    call.io.answer(list, () => told(list, call))
    return list.missing.length === 0 ? exit.done : exit.found
  })
}

function told(
  { accounts, codes, missing }: Awaited<ReturnType<typeof dimensionList>>,
  call: CliCall,
): string[] {
  const say = sayIn(call)
  const word = (kind: DimensionKind) => fill(dimensionTexts[`dimension.${kind}`], call.io.language)
  const carrying = accounts.filter(({ dimensions }) => dimensions.length > 0)
  return [
    ...carrying.map(({ code, name, dimensions }) =>
      say('cli.vouchers.carries', { code, name, kinds: dimensions.map(word).join(', ') }),
    ),
    ...(carrying.length === 0 ? [say('cli.vouchers.carries_nothing')] : []),
    ...codes.map(({ kind, name, code }) => say('cli.vouchers.code', { kind: word(kind), name, code })),
    ...missing.map(({ kind, name, subjectId: id, references }) =>
      say('cli.vouchers.lacks', { kind: word(kind), name, id, references: references.join(', ') }),
    ),
  ]
}

function reasonOf(call: CliCall): string {
  const reason = needText(call, 'reason').trim()
  if (reason.length < 5 || reason.length > 500) throw new WrongUse(cliVoucherTexts['cli.vouchers.reason'])
  return reason
}

function kindOf(given: string): DimensionKind {
  const kind = dimensionKinds.find((each) => each === given)
  if (kind) return kind
  throw new WrongUse(cliVoucherTexts['cli.vouchers.kinds'], { kind: given, kinds: dimensionKinds.join(', ') })
}

/** Sets what an account of the general ledger carries, kinds with a comma between; without one nothing. */
export async function carry(call: CliCall, code: string, kinds = ''): Promise<number> {
  const [dimensions, reason] = [kinds.split(',').filter(Boolean).map(kindOf), reasonOf(call)]
  return withEntity(call, 'vouchers', async ({ world, actor, entityId }) => {
    const body = { entityId, code, dimensions, reason }
    const outcome = await actAlone(world.door, setAccountDimensions, {
      key: newKey(),
      actor,
      body,
      at: world.now(),
    })
    if (outcome.kind === 'refused' || outcome.kind === 'forbidden') return tellRefusal(call, outcome.refusal)
    if (outcome.kind !== 'done') throw new Error(`a new key is answered: ${outcome.kind}`)
    const words = outcome.answer.dimensions.map((kind) =>
      fill(dimensionTexts[`dimension.${kind}`], call.io.language),
    )
    call.io.answer(outcome.answer, () => [
      sayIn(call)('cli.vouchers.carries', { code, name: '', kinds: words.join(', ') || '-' }),
    ])
    return exit.done
  })
}

/** Takes a list of codes row by row; exits with 1 where a row was refused. */
export async function takeCodes(call: CliCall, path: string): Promise<number> {
  needFile(path)
  const reason = reasonOf(call)
  const bytes = await readFile(path)
  const digest = hash('sha256', bytes)
  const lists = new Map([[digest, await readCodes(bytes)]])
  return withEntity(call, 'vouchers', async ({ world, actor, entityId }) => {
    const command = importCodes(voucherDeps(world), lists)
    const body = { entityId, digest, reason }
    const outcome = await actAlone(world.door, command, { key: newKey(), actor, body, at: world.now() })
    if (outcome.kind === 'refused' || outcome.kind === 'forbidden') return tellRefusal(call, outcome.refusal)
    if (outcome.kind !== 'done') throw new Error(`a new key is answered: ${outcome.kind}`)
    const { problems, ...counts } = outcome.answer
    const listed = problems.map(({ line, refusal }) => {
      const { says, wayOut } = sayRefusal(refusal, call.io.language)
      return { line, code: refusal.code, reason: says, repair: wayOut }
    })
    call.io.answer({ ...counts, problems: listed }, () => [
      sayIn(call)('cli.vouchers.imported', counts),
      ...listed.map((row) => `${row.line}  ${row.reason} ${row.repair}`),
    ])
    return counts.refused > 0 ? exit.found : exit.done
  })
}
