import { createHash } from 'node:crypto'
import { isRefusal } from '../kernel/refusal.ts'
import { createToken, listTokens, newSecret, revokeToken } from '../modules/access/index.ts'
import type { Actor } from '../platform/act/actor.ts'
import { cliAccessTexts } from '../texts/cli-access.ts'
import { dataOption, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { accountOf, actorFor, tellRefusal, withAccess, type AccessTools } from './with-access.ts'

const text = { type: 'string' } as const

/** Tokens for scripts, made for an account by whoever runs the installation. */
export const tokenCommand: CliCommand = {
  summary: cliAccessTexts['cli.token'],
  usage: 'list --email E | add --email E --name N --operations A,B [--days N] | revoke TOKEN --email E',
  options: { ...dataOption, email: text, name: text, operations: text, days: text },
  run: (call) => {
    const [what, tokenId, ...rest] = call.positionals
    if (what === 'list' && tokenId === undefined) return withAccess(call, (tools) => list(call, tools))
    if (what === 'add' && tokenId === undefined) return withAccess(call, (tools) => add(call, tools))
    if (what === 'revoke' && tokenId !== undefined && rest.length === 0) {
      return withAccess(call, (tools) => revoke(call, tools, tokenId))
    }
    throw new WrongUse(cliAccessTexts['cli.token.what'])
  },
}

async function list(call: CliCall, tools: AccessTools): Promise<number> {
  const { accountId } = await accountOf(call, tools)
  const tokens = (await listTokens(tools.pool, accountId)).map((row) => ({
    tokenId: row.id,
    name: row.name,
    operations: row.operations.split(','),
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }))
  call.io.answer(tokens, () =>
    tokens.map((token) => [token.tokenId, token.revokedAt ?? token.expiresAt, token.name].join('  ')),
  )
  return exit.done
}

async function add(call: CliCall, tools: AccessTools): Promise<number> {
  const days = Number(call.text('days') ?? '30')
  if (!Number.isInteger(days) || days < 1 || days > 366) throw new WrongUse(cliAccessTexts['cli.token.days'])
  const actor = await ownerOf(call, tools)
  const secret = newSecret(tools.random)
  const body = {
    name: needText(call, 'name'),
    operations: needText(call, 'operations').split(','),
    days,
  }
  const tokenHash = createHash('sha256').update(secret).digest('hex')
  const done = await tools.run(createToken(tools.deps, tokenHash), body, actor)
  if (isRefusal(done)) return tellRefusal(call, done)
  call.io.answer({ ...done, secret }, () => [done.tokenId, secret])
  return exit.done
}

async function revoke(call: CliCall, tools: AccessTools, tokenId: string): Promise<number> {
  const done = await tools.run(revokeToken(), { tokenId }, await ownerOf(call, tools))
  if (isRefusal(done)) return tellRefusal(call, done)
  call.io.answer(done, () => [done.tokenId])
  return exit.done
}

/** The account's person, so that a token never reaches further than they do. */
async function ownerOf(call: CliCall, tools: AccessTools): Promise<Actor> {
  return actorFor(call, tools, await accountOf(call, tools))
}
