import { z } from 'zod'
import { id, instant, moneyJson } from './common.ts'
import { operation } from './operation.ts'
import { permissionJson } from './screens.ts'

const count = z.int().min(0)
const words = z.string().trim().min(1).max(500)
const code = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$/)

/** What an account may be said to be for; those that lower prices and bare expense are told by name alone. */
export const watchKinds = [
  'entertainment',
  'gift',
  'meeting',
  'consulting',
  'promotion',
  'commission',
  'labour',
  'welfare',
  'travel',
  'training',
  'office',
  'vehicle',
  'sample',
  'donation',
  'research',
  'rent',
  'freight',
  'sundry',
] as const

/** Accounts of expense that nobody looked at: count and debits of all, and the largest of them. */
export const leftOut = z.strictObject({
  count,
  debit: moneyJson,
  accounts: z.array(
    z.strictObject({ code: z.string(), name: z.string(), lines: count, debit: moneyJson, why: z.string() }),
  ),
})

const watched = z.strictObject({ watchId: id, version: z.int().min(1) })

/** From the next comparison on, accounts whose number begins so are looked at. It only tightens. */
export const watchAccount = operation({
  id: 'coverage.watch_account',
  kind: 'command',
  method: 'POST',
  path: '/v1/coverage-accounts',
  summary: 'Have an account looked at in comparisons with the general ledger',
  body: z.strictObject({
    entityId: id,
    /** The number of the account, or the beginning of the numbers of several. */
    code,
    kind: z.enum(watchKinds).default('sundry'),
    reason: words,
  }),
  answer: watched,
  status: 201,
  refusals: ['access.other_entity', 'coverage.watched_already'],
})

/** Compliance has an account that was added left out again; what names tell is looked at all the same. */
export const endWatch = operation({
  id: 'coverage.end_watch',
  kind: 'command',
  method: 'POST',
  path: '/v1/coverage-accounts/:watchId/end',
  summary: 'No longer look at an account that was added',
  params: z.strictObject({ watchId: id }),
  body: z.strictObject({ version: z.int().min(1), reason: words }),
  answer: watched,
  refusals: ['platform.not_found', 'platform.stale', 'access.other_entity', 'coverage.watch_ended'],
})

/** The accounts that an entity added, and those that are left out again. */
export const watchedAccounts = operation({
  id: 'coverage.watched_accounts',
  kind: 'query',
  method: 'GET',
  path: '/v1/coverage-accounts',
  summary: 'Accounts that an entity has looked at beside those that names tell',
  query: z.strictObject({ entityId: id }),
  answer: z.strictObject({
    items: z.array(
      z.strictObject({
        watchId: id,
        version: z.int(),
        code: z.string(),
        kind: z.enum(watchKinds),
        reason: z.string(),
        isWatched: z.boolean(),
        addedBy: z.string(),
        addedAt: instant,
        endedBy: z.string().optional(),
        endReason: z.string().optional(),
      }),
    ),
    add: permissionJson,
    end: permissionJson,
  }),
})

export const watchOperations = [watchAccount, endWatch, watchedAccounts] as const
