import { hash } from 'node:crypto'
import type { Pool } from 'pg'
import * as contract from '../../../contract/bank.ts'
import { bankLines, reconciliation } from '../../../contract/reconciliation.ts'
import { refundable } from '../../../contract/refunds.ts'
import { isRefusal, refuse, type Refusal } from '../../../kernel/refusal.ts'
import { type Door } from '../../../platform/act/act.ts'
import type { Outcome } from '../../../platform/act/command.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import { readStoredFile } from '../../../platform/files.ts'
import {
  answer,
  forbidden,
  fromOutcome,
  notFound,
  refused,
  type HttpAnswer,
} from '../../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../../platform/http/route.ts'
import { sayRefusal } from '../../../texts/refusals/say.ts'
import type { Language } from '../../../texts/text.ts'
import { mayWith } from '../../access/index.ts'
import { answeredLinesOf } from './answered-lines.ts'
import { answerLine } from './answer-line.ts'
import type { BankDeps } from './deps.ts'
import { importResults } from './import-results.ts'
import { importStatement, type BankFileBody } from './import-statement.ts'
import { makeBatch, recordBatchFile } from './make-batch.ts'
import { stateOwnAccount, verifyOwnAccount } from './own-accounts.ts'
import { previewOfBatch } from './preview-batch.ts'
import { reconciliationOf } from './reconciliation.ts'
import { settleUnknown } from './settle-unknown.ts'
import { unmatchLine } from './unmatch-line.ts'
import { actOn, runTogether } from '../../../platform/http/act-on.ts'
import type { BankReader } from './sent-orders.ts'
import { templateRoutes } from '../templates/routes.ts'
import { refundableBy } from '../refunds/refundable.ts'
import { findBatchFile, findLine, loadOwnAccounts } from './store.ts'

/** What the routes of bank files are made with; filled in `app`. */
export type BankRouteDeps = BankDeps & { readonly door: Door; readonly pool: Pool }

type AnyCall = HttpCall<unknown, unknown, unknown>

/** The routes of bank accounts, batches and statements. */
export function bankRoutes(deps: BankRouteDeps): Route[] {
  const answering = runTogether(deps, answerLine(deps))
  return [
    route(contract.stateBankAccount, async (call) =>
      fromOutcome(await actOn(deps, stateOwnAccount(deps), call, call.body)),
    ),
    route(contract.verifyBankAccount, async (call) =>
      fromOutcome(await actOn(deps, verifyOwnAccount(), call, { ...call.params, ...call.body })),
    ),
    route(contract.makeBatch, async (call) =>
      said(await actOn(deps, makeBatch(deps), call, call.body), (done) => ({
        ...done,
        leftOut: done.leftOut.map(({ orderId, refusal }) => ({
          orderId,
          ...problem(refusal, call.language),
        })),
      })),
    ),
    route(contract.previewBatch, (call) =>
      readOnly(deps.pool, [call.actor], async (tx) => {
        const seen = await previewOfBatch(deps, tx, call, call.language)
        return isRefusal(seen) ? refused(seen) : answer(seen)
      }),
    ),
    route(contract.batchFile, (call) => fileOf(deps, call, call.params.fileId)),
    route(contract.importStatement, (call) =>
      importing(call, call.body, async (files, body) =>
        said(await actOn(deps, importStatement(deps, files), call, body), ({ statements }) => ({
          statements: statements.map(({ refusal, ...each }) => ({
            ...each,
            ...(refusal === undefined ? {} : { held: problem(refusal, call.language) }),
          })),
        })),
      ),
    ),
    route(contract.importResults, (call) =>
      importing(call, call.body, async (files, body) =>
        said(await actOn(deps, importResults(deps, files), call, body), (done) => ({
          ...done,
          refused: done.refused.map((refusal) => problem(refusal, call.language)),
          told: done.told.map((refusal) => problem(refusal, call.language)),
        })),
      ),
    ),
    route(contract.answerLine, (call) => answering(call, { ...call.params, ...call.body })),
    route(contract.unmatchLine, async (call) =>
      fromOutcome(await actOn(deps, unmatchLine(), call, { ...call.params, ...call.body })),
    ),
    route(contract.settleUnknown, async (call) =>
      fromOutcome(await actOn(deps, settleUnknown(deps), call, { ...call.params, ...call.body })),
    ),
    ...readingRoutes(deps),
    ...templateRoutes(deps),
  ]
}

function readingRoutes(deps: BankRouteDeps): Route[] {
  return [
    route(reconciliation, ({ actor, query, language, at }) => {
      const permission = mayWith(actor, 'bank.reconciliation', { entityId: query.entityId })
      if (!permission.can) return Promise.resolve(forbidden(permission.refusal))
      return readOnly(deps.pool, [actor], async (tx) =>
        answer(await reconciliationOf(tx, await readerOf(deps, tx, { actor, at, language }), query)),
      )
    }),
    route(bankLines, ({ actor, query, language, at }) =>
      readOnly(deps.pool, [actor], async (tx) => {
        const [account] = await loadOwnAccounts(tx, [query.accountId])
        if (!account || !mayWith(actor, 'bank.lines', { entityId: account.entity_id }).can) return notFound()
        return answer(await answeredLinesOf(tx, await readerOf(deps, tx, { actor, at, language }), query))
      }),
    ),
    route(refundable, ({ actor, params, query, language, at }) =>
      readOnly(deps.pool, [actor], async (tx) => {
        const line = await findLine(tx, params.lineId)
        const may = line && mayWith(actor, 'bank.refundable', { entityId: line.entity_id }).can
        if (!line || !may) return notFound()
        const reader = await readerOf(deps, tx, { actor, at, language })
        return answer(await refundableBy(tx, reader, line, query.text))
      }),
    ),
  ]
}

async function readerOf(
  deps: BankRouteDeps,
  tx: Transaction,
  { actor, at, language }: Pick<AnyCall, 'actor' | 'at' | 'language'>,
): Promise<BankReader> {
  const organisation = await deps.requests.organisation(tx)
  return { actor: { ...actor, language }, organisation, today: deps.dayAt(at) }
}

function problem(refusal: Refusal, language: Language) {
  const { says, wayOut } = sayRefusal(refusal, language)
  return { code: refusal.code, reason: says, repair: wayOut }
}

/** An outcome with its answer in the reader's words. */
function said<Answer>(outcome: Outcome<Answer>, inWords: (done: Answer) => unknown): HttpAnswer {
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  return fromOutcome({ ...outcome, answer: inWords(outcome.answer) })
}

function importing(
  call: AnyCall,
  { entityId, accountId: account }: { readonly entityId: string; readonly accountId?: string | undefined },
  work: (files: ReadonlyMap<string, Buffer>, body: BankFileBody) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const [file] = call.files
  if (!file) return Promise.resolve(refused(refuse('bank.no_file')))
  const digest = hash('sha256', file.bytes)
  const named = account === undefined ? {} : { account }
  const body = { entityId, digest, name: file.name.slice(0, 200), ...named }
  return work(new Map([[digest, file.bytes]]), body)
}

/** The file, for whoever serves its entity; each time it is taken stands in the log. */
async function fileOf(deps: BankRouteDeps, call: AnyCall, fileId: string): Promise<HttpAnswer> {
  const row = await readOnly(deps.pool, [call.actor], (tx) => findBatchFile(tx, fileId))
  if (!row || !mayWith(call.actor, 'bank.batch_file', { entityId: row.entity_id }).can) return notFound()
  const { digest, entity_id: entityId, batch_id: batchId } = row
  const taken = { ...call, key: `payment-file-${fileId}-${call.actor.personId}-${call.at}` }
  const outcome = await actOn(deps, recordBatchFile, taken, { fileId, batchId, entityId, digest })
  if (outcome.kind !== 'done') return fromOutcome(outcome)
  const bytes = await readOnly(deps.pool, [call.actor], (tx) => readStoredFile(deps.files, tx, digest))
  return bytes ? { kind: 'bytes', mediaType: row.media_type, fileName: row.name, bytes } : notFound()
}
