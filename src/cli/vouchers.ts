import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { voucherDeps } from '../app/voucher-deps.ts'
import {
  exportVouchers,
  importVouchers,
  isFileKind,
  isLayout,
  fileKinds,
  layoutIds,
  readNumbers,
} from '../modules/ledger/index.ts'
import { actAlone } from '../platform/act/act.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { readStoredFile } from '../platform/files.ts'
import { cliVoucherTexts } from '../texts/cli-vouchers.ts'
import { sayRefusal } from '../texts/refusals/say.ts'
import { fill } from '../texts/text.ts'
import { dataOption, needFile, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { credit, showInputTax } from './vouchers-input-tax.ts'
import { turnBack, turnOut } from './vouchers-turn-out.ts'
import { carry, showDimensions, takeCodes } from './vouchers-dimensions.ts'
import { newKey, tellRefusal } from './with-access.ts'
import { withEntity } from './with-entity.ts'

const text = { type: 'string' } as const

/** Accounting vouchers for the finance system, and the statutory numbers that it gives them. */
export const vouchersCommand: CliCommand = {
  summary: cliVoucherTexts['cli.vouchers'],
  usage:
    'export --entity CODE --period MONTH --out FILE --reason WHY [--layout NAME] [--kind KIND] [--all] ' +
    '[--hold] | ' +
    'import FILE --entity CODE | dimensions --entity CODE [--period MONTH] | ' +
    'carry ACCOUNT [DIMENSIONS] --entity CODE --reason WHY | codes FILE --entity CODE --reason WHY | ' +
    'input-tax --entity CODE [--period MONTH] | ' +
    'input-tax out ROW... --entity CODE --ground GROUND --law TEXT --reason WHY [--minor MINOR] ' +
    '[--on DAY] | input-tax back DOCUMENT --entity CODE --reason WHY | ' +
    'credit FORM yes|no --entity CODE --law TEXT --reason WHY',
  options: {
    ...dataOption,
    entity: text,
    period: text,
    out: text,
    reason: text,
    layout: text,
    kind: text,
    all: { type: 'boolean' },
    hold: { type: 'boolean' },
    law: text,
    ground: text,
    minor: text,
    on: text,
  },
  run: (call) => {
    const [what, file, ...more] = call.positionals
    if (what === 'export' && file === undefined) return bringOut(call)
    if (what === 'import' && file !== undefined && more.length === 0) return bringIn(call, file)
    if (what === 'dimensions' && file === undefined) return showDimensions(call)
    if (what === 'input-tax' && file === undefined) return showInputTax(call)
    if (what === 'input-tax' && file === 'out' && more.length > 0) return turnOut(call, more)
    if (what === 'input-tax' && file === 'back' && more.length === 1) return turnBack(call, more[0] ?? '')
    if (what === 'credit' && file !== undefined && more.length === 1) return credit(call, file, more[0] ?? '')
    if (what === 'carry' && file !== undefined) return carry(call, file, more[0])
    if (what === 'codes' && file !== undefined && more.length === 0) return takeCodes(call, file)
    throw new WrongUse(cliVoucherTexts['cli.vouchers.what'])
  },
}

async function bringOut(call: CliCall): Promise<number> {
  const plan = planOf(call)
  const file = needText(call, 'out')
  if (existsSync(file)) throw new WrongUse(cliVoucherTexts['cli.vouchers.exists'], { file })
  return withEntity(call, 'vouchers', async ({ world, actor, entityId }) => {
    const outcome = await actAlone(world.door, exportVouchers(voucherDeps(world)), {
      key: newKey(),
      actor,
      body: { ...plan, entityId },
      at: world.now(),
    })
    if (outcome.kind === 'refused' || outcome.kind === 'forbidden') return tellRefusal(call, outcome.refusal)
    if (outcome.kind !== 'done') throw new Error(`a new key is answered: ${outcome.kind}`)
    const { digest, vouchers, held, leftBefore } = outcome.answer
    const bytes = await readOnly(world.pool, [actor], (tx) => readStoredFile(world.files, tx, digest))
    if (!bytes) throw new Error('a file that was made is kept')
    await writeFile(file, bytes, { mode: 0o600, flag: 'wx' })
    call.io.answer({ ...outcome.answer, file }, () => [
      fill(cliVoucherTexts['cli.vouchers.exported'], call.io.language, { vouchers, file, digest }),
      ...leftBefore.map(({ vouchers: count, fileName, at }) =>
        fill(cliVoucherTexts['cli.vouchers.left'], call.io.language, { count, file: fileName, at }),
      ),
      ...(held === 0 ? [] : [fill(cliVoucherTexts['cli.vouchers.held'], call.io.language, { count: held })]),
    ])
    return held === 0 ? exit.done : exit.found
  })
}

function planOf(call: CliCall) {
  const [period, reason] = [needText(call, 'period'), needText(call, 'reason').trim()]
  const [layout, kind] = [call.text('layout') ?? 'general', call.text('kind') ?? 'csv']
  if (!/^20\d{2}-(0[1-9]|1[0-2])$/.test(period)) throw new WrongUse(cliVoucherTexts['cli.vouchers.month'])
  if (!isLayout(layout))
    throw new WrongUse(cliVoucherTexts['cli.vouchers.layout'], { layout, layouts: layoutIds.join(', ') })
  if (!isFileKind(kind))
    throw new WrongUse(cliVoucherTexts['cli.vouchers.kind'], { kind, kinds: fileKinds.join(', ') })
  if (reason.length < 5 || reason.length > 500) throw new WrongUse(cliVoucherTexts['cli.vouchers.reason'])
  const selection: 'all' | 'unnumbered' = call.has('all') ? 'all' : 'unnumbered'
  return { period, layout, kind, selection, reason, holds: call.has('hold') }
}

async function bringIn(call: CliCall, path: string): Promise<number> {
  needFile(path)
  const bytes = await readFile(path)
  const digest = hash('sha256', bytes)
  const files = new Map([[digest, { bytes, read: await readNumbers(bytes) }]])
  return withEntity(call, 'vouchers', async ({ world, actor, entityId }) => {
    const outcome = await actAlone(world.door, importVouchers(voucherDeps(world), files), {
      key: newKey(),
      actor,
      body: { entityId, digest, name: basename(path).slice(0, 200) },
      at: world.now(),
    })
    if (outcome.kind === 'refused' || outcome.kind === 'forbidden') return tellRefusal(call, outcome.refusal)
    if (outcome.kind !== 'done') throw new Error(`a new key is answered: ${outcome.kind}`)
    const { problems, ...counts } = outcome.answer
    const { language } = call.io
    const told = problems.map(({ line, refusal }) => {
      const { says, wayOut } = sayRefusal(refusal, language)
      return { line, code: refusal.code, reason: says, repair: wayOut }
    })
    call.io.answer({ ...counts, problems: told }, () => [
      fill(cliVoucherTexts['cli.vouchers.imported'], language, counts),
      ...told.map(({ line, reason, repair }) => `${line}  ${reason} ${repair}`),
    ])
    return counts.refused > 0 ? exit.found : exit.done
  })
}
