import { createHash } from 'node:crypto'
import * as contract from '../../contract/access.ts'
import { refuse } from '../../kernel/refusal.ts'
import { actOn } from '../../platform/http/act-on.ts'
import { answer, fromOutcome, refused } from '../../platform/http/answer.ts'
import { route, type Route } from '../../platform/http/route.ts'
import type { AccessRouteDeps } from './route-deps.ts'
import { listTokens } from './store.ts'
import type { TokenRow } from './tables.ts'
import { createToken, revokeToken } from './token-commands.ts'

/** The routes of tokens for scripts. */
export function tokenRoutes(deps: AccessRouteDeps): Route[] {
  return [
    route(contract.tokens, async ({ actor }) =>
      answer({ items: (await listTokens(deps.pool, actor.accountId)).map(tokenJsonOf) }),
    ),
    route(contract.createToken, async (call) => {
      const secret = newSecret(deps.random)
      const tokenHash = createHash('sha256').update(secret).digest('hex')
      const outcome = await actOn(deps, createToken(deps, tokenHash), call, call.body)
      if (outcome.kind !== 'done') return fromOutcome(outcome)
      const { tokenId, ...shown } = await shownToken(deps, call.actor.accountId, outcome.answer.tokenId)
      if (!outcome.replayed) return answer({ tokenId, ...shown, secret })
      // The secret of back then is kept nowhere, and the one of this try opens nothing.
      const isOver = shown.revokedAt !== undefined
      const told = refuse('access.token_shown_once', { name: shown.name, tokenId })
      return refused(isOver ? refuse('access.token_revoked') : told)
    }),
    route(contract.revokeToken, async (call) => {
      const outcome = await actOn(deps, revokeToken(), call, call.params)
      if (outcome.kind !== 'done') return fromOutcome(outcome)
      return answer(await shownToken(deps, call.actor.accountId, outcome.answer.tokenId))
    }),
  ]
}

/** The secret of a new token: 256 bits, with a prefix by which scanners of leaked secrets know it. */
export function newSecret(random: (bytes: number) => Uint8Array): string {
  return `abv_${Buffer.from(random(32)).toString('base64url')}`
}

async function shownToken(deps: AccessRouteDeps, accountId: string, tokenId: string) {
  const row = (await listTokens(deps.pool, accountId)).find((each) => each.id === tokenId)
  if (!row) throw new Error('a token that was just stored is not there')
  return tokenJsonOf(row)
}

function tokenJsonOf(row: TokenRow) {
  return {
    tokenId: row.id,
    name: row.name,
    operations: row.operations.split(','),
    expiresAt: row.expires_at,
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
  }
}
