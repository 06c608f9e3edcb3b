import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { viewDeps } from '../../src/app/routes.ts'
import { holders, loadOpenFlows } from '../../src/modules/approvals/index.ts'
import { approvalRoutes, findOpenReversals, requestRoutes } from '../../src/modules/requests/index.ts'
import { systemActor, type Actor } from '../../src/platform/act/actor.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { HttpAnswer } from '../../src/platform/http/answer.ts'
import type { Route, UploadedFile } from '../../src/platform/http/route.ts'
import type { Language } from '../../src/texts/text.ts'
import type { Company } from './company-on.ts'

/** What a call carries. */
export type Called = {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly files?: readonly UploadedFile[]
  readonly language?: Language
  readonly key?: string
}

/** Who calls: somebody of the founding by key, or anybody as an actor. */
export type Who = string | Actor

/** Operations of requests and approvals, called as the server does in the name of people of the company. */
export type RequestCalls = {
  /** Where the uploaded files lie, sealed. */
  readonly folder: string
  /** The answer; one of the wrong shape throws. */
  readonly call: (who: Who, id: string, given?: Called) => Promise<HttpAnswer>
  /** The body of a good answer; anything else throws. */
  readonly good: (who: Who, id: string, given?: Called) => Promise<Record<string, unknown>>
  /** The code of the refusal, or `done`. */
  readonly codeOf: (who: Who, id: string, given?: Called) => Promise<string>
  /** Has it approved by whoever is asked, up to the end of its route. */
  readonly approve: (requestId: string) => Promise<void>
  /** Has the reversal that waits for this request confirmed by whoever is asked. */
  readonly confirmReversal: (requestId: string) => Promise<void>
  /** Uploads one text file and gives its id. */
  readonly upload: (who: Who, purpose: string, name?: string) => Promise<string>
  readonly close: () => void
}

// Counted for all of them: two sets of calls on one company never share a key.
let calls = 0

/** Calls on a company's own database, with a folder for its files; `more` are routes of other modules. */
export function requestCalls(company: Company, more: readonly Route[] = []): RequestCalls {
  const folder = mkdtempSync(join(tmpdir(), 'aboveboard-requests-'))
  const { world } = company
  const deps = { views: viewDeps(world), door: world.door, files: { ...world.files, folder } }
  const routes = [...requestRoutes(deps), ...approvalRoutes(deps), ...more]
  const call = async (who: Who, id: string, given: Called = {}): Promise<HttpAnswer> => {
    const found = routes.find((route) => route.operation.id === id)
    if (!found) throw new Error(`no route ${id}`)
    const { operation } = found
    const answer = await found.handle({
      params: operation.params.parse(given.params ?? {}),
      query: operation.query.parse(given.query ?? {}),
      body: operation.body.parse(given.body ?? {}),
      actor: { ...(typeof who === 'string' ? company.actor(who) : who), language: given.language ?? 'zh-CN' },
      key: given.key ?? `request-call-${calls++}`,
      at: world.now(),
      language: given.language ?? 'zh-CN',
      headers: {},
      address: '127.0.0.1',
      files: given.files ?? [],
    })
    if (answer.kind === 'answer') operation.answer.parse(answer.body)
    return answer
  }
  const good = async (who: Who, id: string, given?: Called) => {
    const answer = await call(who, id, given)
    if (answer.kind !== 'answer') throw new Error(`${id}: ${JSON.stringify(answer)}`)
    // The contract was just checked: every answer of these operations is an object.
    return answer.body as Record<string, unknown>
  }
  return {
    call,
    good,
    codeOf: async (who, id, given) => {
      const answer = await call(who, id, given)
      return answer.kind === 'refused' ? answer.refusal.code : 'done'
    },
    approve: async (requestId) => {
      for (const who of ['head', 'finance', 'compliance', 'boss']) {
        const item = await good(who, 'requests.detail', { params: { requestId } })
        const can = item['can'] as Readonly<Record<string, { readonly can: boolean }>>
        if (can['approve']?.can !== true) continue
        const body = { version: item['version'], reason: '同意' }
        await good(who, 'approvals.approve', { params: { approvalId: item['approvalId'] }, body })
      }
    },
    confirmReversal: async (requestId) => {
      const { who, approvalId } = await askedToReverse(company, requestId)
      const body = { version: 1, reason: '已核对退还收据' }
      await good(who, 'approvals.approve', { params: { approvalId }, body })
    },
    upload: async (who, purpose, name = `${purpose}.txt`) => {
      const file = { name, bytes: Buffer.from(`${purpose} ${name}`) }
      return firstFileId(await good(who, 'requests.upload', { body: { purpose }, files: [file] }))
    },
    folder,
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Who is asked about the reversal of a request, and in which round. */
async function askedToReverse(company: Company, requestId: string) {
  const found = await readOnly(company.world.pool, [systemActor], async (tx) => {
    const reversal = (await findOpenReversals(tx, [requestId])).get(requestId)
    return (await loadOpenFlows(tx, 'reversal', [reversal?.id ?? ''])).get(reversal?.id ?? '')
  })
  if (!found) throw new Error('no reversal waits for this request')
  const [asked] = holders(found)
  const who = Object.entries(company.founded.people).find(([, id]) => id === asked)?.[0] ?? ''
  return { approvalId: found.flow.id, who }
}

function firstFileId({ files }: Record<string, unknown>): string {
  return (files as readonly { fileId: string }[])[0]?.fileId ?? ''
}
