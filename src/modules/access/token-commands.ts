import { because } from '../../kernel/because.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Command } from '../../platform/act/command.ts'
import { insertRow, updateRow } from '../../platform/act/rows.ts'
import { isForTokens } from './rule.ts'
import type { AccessDeps } from './situation.ts'
import { lockRows } from './store.ts'
import { authorise } from './permission.ts'
import { accessTable } from './table.ts'
import { tokenTable, type TokenRow } from './tables.ts'

const dayMs = 86_400_000

/** A token for a script. */
type TokenBody = {
  readonly name: string
  readonly operations: readonly string[]
  readonly days: number
}

type Token = { readonly tokenId: string }

/**
 * Makes a token for the acting person's account. It can never do more than the person themselves. Its secret
 * never comes here: the caller makes it and gives its digest. The digest is no part of the body, by which the
 * door knows the same call again: each try makes another secret.
 */
export function createToken(deps: AccessDeps, tokenHash: string): Command<TokenBody, undefined, Token> {
  return {
    operation: 'access.create_token',
    load: async () => undefined,
    decide: (_, { body, actor, at }) => {
      const id = deps.newId('token')
      const object = { type: 'api_token', id }
      const unknown = body.operations.find((operation) => accessTable[operation] === undefined)
      if (unknown !== undefined) {
        return {
          refusal: refuse('access.unknown_operation', { operation: unknown }, '/body/operations'),
          object,
        }
      }
      const personal = body.operations.find((operation) => !mayName(operation))
      if (personal !== undefined) {
        return { refusal: refuse('access.not_for_token', {}, '/body/operations'), object }
      }
      const beyond = body.operations.map((operation) => authorise(actor, operation)).find(Boolean)
      if (beyond) return { refusal: beyond, object }
      const operations = [...new Set(body.operations)].toSorted().join(',')
      const change = insertRow(tokenTable, {
        id,
        account_id: actor.accountId,
        name: body.name,
        token_hash: tokenHash,
        operations,
        made_at: at,
        expires_at: new Date(Date.parse(at) + body.days * dayMs).toISOString(),
        revoked_at: null,
      })
      const reason = because('access.script_needs', { operations, days: body.days })
      return { answer: { tokenId: id }, object, reason, changes: [change] }
    },
  }
}

/** Never what asks for a second factor: deciding and administering are done by people. */
function mayName(operation: string): boolean {
  const row = accessTable[operation]
  return row !== undefined && isForTokens(row)
}

/** Ends a token of the acting person's account at once. */
export function revokeToken(): Command<Token, ReadonlyMap<string, TokenRow>, Token> {
  return {
    operation: 'access.revoke_token',
    load: (tx, calls) =>
      lockRows(
        tx,
        'api_token',
        calls.map((call) => call.body.tokenId),
      ),
    decide: (tokens, { body, actor, at }) => {
      const object = { type: 'api_token', id: body.tokenId }
      const token = tokens.get(body.tokenId)
      if (!token || token.account_id !== actor.accountId) {
        return { refusal: refuse('platform.not_found'), object }
      }
      if (token.revoked_at !== null) return { refusal: refuse('access.token_revoked'), object }
      const change = updateRow(tokenTable, token, { revoked_at: at })
      const reason = because('access.token_not_needed', { token: token.id })
      return { answer: { tokenId: token.id }, object, reason, changes: [change] }
    },
  }
}
