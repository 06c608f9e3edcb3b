import type { z } from 'zod'
import type { claimable } from '../../../contract/claims.ts'
import { toMoneyJson } from '../../../kernel/money.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import { sayClaim } from '../../../texts/claims.ts'
import { staffRefOf } from '../../access/index.ts'
import type { RequestRow } from '../../requests/index.ts'
import type { PaymentDeps } from '../deps.ts'
import type { PaymentReader } from '../orders/queries.ts'
import { releasesOf } from '../store.ts'
import type { ReleaseRow } from '../tables.ts'

type Item = z.output<typeof claimable.answer>['released'][number]

/** What was said not to follow for these requests and is not taken back, the newest first. */
export async function releasedItems(
  deps: PaymentDeps,
  tx: Transaction,
  reader: PaymentReader,
  requests: readonly RequestRow[],
): Promise<Item[]> {
  const byId = new Map(requests.map((request) => [request.id, request]))
  const rows = await releasesOf(
    tx,
    requests.flatMap(({ benefit_id: id }) => id ?? []),
  )
  return rows
    .filter(({ state }) => state === 'released')
    .toReversed()
    .flatMap((row) => {
      const request = byId.get(row.request_id)
      return request ? [itemOf(deps, reader, request, row)] : []
    })
}

function itemOf(deps: PaymentDeps, reader: PaymentReader, request: RequestRow, row: ReleaseRow): Item {
  const { language, personId } = reader.actor
  const by = staffRefOf({ ...reader, language, personId }, row.made_by).name
  const on = deps.requests.dayOf(reader.organisation, row.entity_id, row.made_at)
  return {
    releaseId: row.id,
    version: row.version,
    requestId: request.id,
    number: request.number ?? '',
    title: request.title,
    amount: toMoneyJson({ currency: row.currency, minor: row.minor }),
    reason: row.reason,
    says: sayClaim(language, 'mine.released', { by, on }),
  }
}
