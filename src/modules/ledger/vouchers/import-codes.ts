import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import type { Call, Command, Decision } from '../../../platform/act/command.ts'
import type { RowChange } from '../../../platform/act/rows.ts'
import type { VoucherDeps } from './deps.ts'
import { codeChange, judgeCode, type KnownCodes } from './dimension-commands.ts'
import type { CodeProblem, ReadCodes } from './read-codes.ts'
import { entityObjection } from './record.ts'
import { lockVouchers } from './store.ts'
import { loadDimensionCodes } from './store-dimensions.ts'

/** A list of codes; its digest stands for its bytes in the hash of the body. */
export type ImportCodesBody = { readonly entityId: string; readonly digest: string; readonly reason: string }

/** What came of a list: `recorded + known + refused = rows`. */
export type ImportCodesAnswer = {
  readonly rows: number
  readonly recorded: number
  readonly known: number
  readonly refused: number
  /** The first of the refused rows. */
  readonly problems: readonly CodeProblem[]
}

/** How many refused rows an answer names. */
const problemsMax = 500

/**
 * Takes a list of codes: each row that can be recorded is, also in place of an earlier code, each that says
 * what is on record counts as known, and each other one is refused by itself with its reason.
 */
export function importCodes(
  deps: VoucherDeps,
  lists: ReadonlyMap<string, ReadCodes | Refusal>,
): Command<ImportCodesBody, KnownCodes, ImportCodesAnswer> {
  return {
    operation: 'ledger.import_dimension_codes',
    load: async (tx, [call]) => {
      if (!call) throw new Error('a command has a call')
      const { entityId } = call.body
      const read = listOf(lists, call)
      await lockVouchers(tx, [entityId])
      const rows = await loadDimensionCodes(tx, entityId)
      const byKind = Map.groupBy(isRefusal(read) ? [] : read.rows, ({ kind }) => kind)
      const called = new Map<string, readonly string[]>()
      for (const [kind, those] of byKind) {
        const texts = [...new Set(those.map(({ subject }) => subject))].sort()
        for (const [text, ids] of await deps.subjectsCalled(tx, kind, texts)) {
          called.set(`${kind} ${text}`, ids)
        }
      }
      return { rows, called: (kind, text) => called.get(`${kind} ${text}`) ?? [] }
    },
    decide: (known, call) => decideList(known, call, listOf(lists, call)),
  }
}

function listOf(
  lists: ReadonlyMap<string, ReadCodes | Refusal>,
  { body }: Call<ImportCodesBody>,
): ReadCodes | Refusal {
  const list = lists.get(body.digest)
  if (!list) throw new Error('a list that is handed in has its content')
  return list
}

function decideList(
  known: KnownCodes,
  call: Call<ImportCodesBody>,
  read: ReadCodes | Refusal,
): Decision<ImportCodesAnswer> {
  const { entityId, digest, reason } = call.body
  const object = { type: 'dimension_code', id: entityId }
  const objection = entityObjection(call, 'ledger.import_dimension_codes', entityId)
  if (objection) return { refusal: objection, object }
  if (isRefusal(read)) return { refusal: read, object, entityId }
  const changes: RowChange[] = []
  const problems = [...read.problems]
  const taken = new Map<string, string>()
  for (const { line, ...given } of read.rows) {
    const found = judgeCode(known, given)
    const key = isRefusal(found) ? '' : `${found.kind} ${found.subjectId}`
    const before = taken.get(key)
    if (isRefusal(found)) problems.push({ line, refusal: found })
    else if (before !== undefined && before !== found.code)
      problems.push({ line, refusal: refuse('ledger.dimension_twice', { code: before }) })
    if (isRefusal(found) || before !== undefined) continue
    taken.set(key, found.code)
    const change = codeChange(known.rows, call, found)
    if (change) changes.push(change)
  }
  problems.sort((a, b) => a.line - b.line)
  const rows = read.rows.length + read.problems.length
  const [recorded, refused] = [changes.length, problems.length]
  const counts = { rows, recorded, known: rows - recorded - refused, refused }
  return {
    answer: { ...counts, problems: problems.slice(0, problemsMax) },
    object,
    entityId,
    changes,
    reason,
    note: { digest, ...counts },
  }
}
