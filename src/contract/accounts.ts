import { z } from 'zod'
import { why } from './access.ts'
import { id } from './common.ts'
import { operation } from './operation.ts'

const email = z.email().max(320)
const password = z.string().min(8).max(200)
const oneAccount = z.strictObject({ accountId: id })

/** A log-in. With a second factor the answer carries what an authenticator needs; it is shown once. */
export const createAccount = operation({
  id: 'access.create_account',
  kind: 'command',
  method: 'POST',
  path: '/v1/people/:personId/accounts',
  summary: 'Give a person an account',
  params: z.strictObject({ personId: id }),
  body: z.strictObject({ email, password, language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  answer: oneAccount,
  status: 201,
  refusals: [
    'access.email_taken',
    'access.not_in_organisation',
    'access.password_too_short',
    'platform.stale',
  ],
  security: 'factor',
})

/** A new password; open sessions and the second factor end, and another person gives a new one. */
export const resetAccount = operation({
  id: 'access.reset_account',
  kind: 'command',
  method: 'POST',
  path: '/v1/accounts/:accountId/reset',
  summary: 'Reset the log-in of an account',
  params: oneAccount,
  body: z.strictObject({ password, reason: why }),
  answer: oneAccount,
  refusals: [
    'access.account_closed',
    'access.not_in_organisation',
    'access.password_too_short',
    'platform.stale',
  ],
  security: 'factor',
})

/**
 * A second factor, shown this once to hand it to the account's person. Whoever set the password cannot give
 * it: one person must never hold both halves of another's log-in.
 */
export const giveFactor = operation({
  id: 'access.give_factor',
  kind: 'command',
  method: 'POST',
  path: '/v1/accounts/:accountId/factor',
  summary: 'Give an account its second factor',
  params: oneAccount,
  answer: z.strictObject({ accountId: id, otpauthUri: z.string() }),
  refusals: [
    'access.account_closed',
    'access.factor_by_another',
    'access.not_in_organisation',
    'platform.stale',
  ],
  security: 'factor',
})

/** Closes an account; its sessions and tokens end at once. */
export const closeAccount = operation({
  id: 'access.close_account',
  kind: 'command',
  method: 'POST',
  path: '/v1/accounts/:accountId/close',
  summary: 'Close an account',
  params: oneAccount,
  body: z.strictObject({ reason: why }),
  answer: oneAccount,
  refusals: ['access.account_closed', 'access.not_in_organisation'],
  security: 'factor',
})

export const accountOperations = [createAccount, resetAccount, giveFactor, closeAccount] as const
