import * as contract from '../../../contract/bank-templates.ts'
import { isRefusal, refuse } from '../../../kernel/refusal.ts'
import { readOnly } from '../../../platform/db/in-transaction.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { run } from '../../../platform/http/act-on.ts'
import { answer, forbidden, notFound, refused, type HttpAnswer } from '../../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../../platform/http/route.ts'
import { mayWith } from '../../access/index.ts'
import { mediaTypeOf } from '../bank/batch-content.ts'
import type { BankRouteDeps } from '../bank/routes.ts'
import type { BankReader } from '../bank/sent-orders.ts'
import type { BankTemplateRow } from '../bank/tables.ts'
import { confirmTemplate, withdrawTemplate } from './confirm.ts'
import { asBatchTemplate } from './content.ts'
import { draftTemplate } from './draft.ts'
import { answerForm, changeForm } from './form-change.ts'
import { contentOfEdition } from './form-of.ts'
import { inventedFiles } from './invented.ts'
import { proposalOf } from './propose.ts'
import { templateDetail, templatesOf } from './queries.ts'
import { findEditions } from './store.ts'

type AnyCall = Pick<HttpCall<unknown, unknown, unknown>, 'actor' | 'at' | 'language'>

/** The routes of the templates of banks, and of the forms of accounts. */
export function templateRoutes(deps: BankRouteDeps): Route[] {
  return [
    ...readingRoutes(deps),
    route(contract.proposeTemplate, async (call) => {
      const permission = mayWith(call.actor, 'bank.propose_template', { entityId: call.body.entityId })
      if (!permission.can) return forbidden(permission.refusal)
      const [file] = call.files
      if (!file) return refused(refuse('bank.no_file'))
      const proposal = await proposalOf(file.bytes, call.body.sheet)
      return isRefusal(proposal) ? refused(proposal) : answer(proposal)
    }),
    route(contract.draftTemplate, (call) => run(deps, draftTemplate(deps), call, call.body)),
    route(contract.confirmTemplate, (call) =>
      run(deps, confirmTemplate(), call, { ...call.params, ...call.body }),
    ),
    route(contract.withdrawTemplate, (call) =>
      run(deps, withdrawTemplate(), call, { ...call.params, ...call.body }),
    ),
    route(contract.changeForm, (call) => run(deps, changeForm(deps), call, { ...call.params, ...call.body })),
    route(contract.answerForm, (call) => run(deps, answerForm(), call, { ...call.params, ...call.body })),
  ]
}

function readingRoutes(deps: BankRouteDeps): Route[] {
  return [
    route(contract.bankTemplates, (call) => {
      const { entityId } = call.query
      const permission = mayWith(call.actor, 'bank.templates', { entityId })
      if (!permission.can) return Promise.resolve(forbidden(permission.refusal))
      return readOnly(deps.pool, [call.actor], async (tx) =>
        answer(await templatesOf(tx, await readerOf(deps, tx, call), entityId)),
      )
    }),
    route(contract.bankTemplate, (call) =>
      onEdition(deps, call, call.params.editionId, async (tx, row) =>
        answer(await templateDetail(tx, await readerOf(deps, tx, call), row)),
      ),
    ),
    route(contract.templateFile, (call) =>
      onEdition(deps, call, call.params.editionId, async (_, row) => {
        const content = contentOfEdition(row)
        const invented = await inventedFiles(row.id, content)
        const file = isRefusal(invented) ? undefined : invented.files[call.query.file - 1]
        if (!file) return notFound()
        const mediaType = mediaTypeOf(asBatchTemplate(row.id, content))
        return { kind: 'bytes', mediaType, fileName: file.name, bytes: Buffer.from(file.bytes) }
      }),
    ),
  ]
}

function onEdition(
  deps: BankRouteDeps,
  { actor }: AnyCall,
  editionId: string,
  work: (tx: Transaction, row: BankTemplateRow) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  return readOnly(deps.pool, [actor], async (tx) => {
    const [row] = await findEditions(tx, [editionId])
    if (!row || !mayWith(actor, 'bank.template', { entityId: row.entity_id }).can) return notFound()
    return work(tx, row)
  })
}

async function readerOf(
  deps: BankRouteDeps,
  tx: Transaction,
  { actor, at, language }: AnyCall,
): Promise<BankReader> {
  const organisation = await deps.requests.organisation(tx)
  return { actor: { ...actor, language }, organisation, today: deps.dayAt(at) }
}
