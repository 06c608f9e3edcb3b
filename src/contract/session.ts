import { z } from 'zod'
import { id, instant } from './common.ts'
import { operation } from './operation.ts'
import { entityRef, permissionJson, staffRef } from './screens.ts'

const languageJson = z.enum(['zh-CN', 'en'])

const sampleLogIn = z.strictObject({
  email: z.string(),
  password: z.string(),
  /** What an authenticator needs, for a demo account with a second factor. */
  factorSecret: z.string().optional(),
  /** The code of this half minute, so that a visitor of the demo needs no authenticator. */
  factorCode: z.string().optional(),
  name: z.string(),
  title: z.string(),
})

/** What the sign-in page shows before anyone is known; sample log-ins only in a demo data folder. */
export const welcome = operation({
  id: 'access.welcome',
  kind: 'query',
  method: 'GET',
  path: '/v1/welcome',
  summary: 'What the sign-in page shows',
  query: z.strictObject({ language: languageJson.optional() }),
  answer: z.strictObject({
    company: z.string(),
    isDemo: z.boolean(),
    sampleLogIns: z.array(sampleLogIn),
  }),
  security: 'public',
})

/** Password first. With a second factor the session opens only after `access.second_factor`. */
export const signIn = operation({
  id: 'access.sign_in',
  kind: 'command',
  method: 'POST',
  path: '/v1/session',
  summary: 'Sign in with address and password',
  body: z.strictObject({ email: z.string().min(3).max(320), password: z.string().min(1).max(200) }),
  answer: z.strictObject({ next: z.enum(['done', 'second_factor']) }),
  refusals: [
    'access.wrong_credentials',
    'access.too_many_attempts',
    'access.employment_ended',
    'access.not_joined_yet',
  ],
  security: 'public',
})

const code = z.string().regex(/^[0-9]{6}$/)

/**
 * Opens the session that `access.sign_in` prepared; a code works once. The same call again, after its answer
 * was lost, gives that very session while the code lives and nobody has used it.
 */
export const secondFactor = operation({
  id: 'access.second_factor',
  kind: 'command',
  method: 'POST',
  path: '/v1/session/factor',
  summary: 'Show the second factor at sign-in',
  body: z.strictObject({ code }),
  answer: z.strictObject({ next: z.literal('done') }),
  refusals: ['access.wrong_factor', 'access.too_many_attempts', 'access.employment_ended'],
  security: 'public',
})

/**
 * Shows the second factor again, for acts that need a fresh one. The same code again in the same session,
 * while it lives, has the first answer.
 */
export const freshFactor = operation({
  id: 'access.fresh_factor',
  kind: 'command',
  method: 'POST',
  path: '/v1/session/fresh-factor',
  summary: 'Show the second factor again',
  body: z.strictObject({ code }),
  answer: z.strictObject({ until: instant }),
  refusals: ['access.wrong_factor', 'access.too_many_attempts'],
})

/** Ends the session. */
export const signOut = operation({
  id: 'access.sign_out',
  kind: 'command',
  method: 'POST',
  path: '/v1/session/end',
  summary: 'Sign out',
  answer: z.strictObject({}),
})

/** Navigation entries in the order of the screen; the group is one of 工作 / 财务 / 合规 / 监督. */
const navigationItem = z.strictObject({
  group: z.enum(['work', 'finance', 'compliance', 'oversight']),
  key: z.enum([
    'inbox',
    'my_requests',
    'my_claims',
    'register',
    'verification',
    'administration',
    'tax',
    'books',
    'budgets',
    'payments',
    'claims',
    'staff_accounts',
    'payee_accounts',
    'coverage',
    'reconciliation',
  ]),
  count: z.int().min(0).optional(),
})

/** Who is signed in, what they may open and what waits; the server keeps the order and the counts. */
export const me = operation({
  id: 'access.me',
  kind: 'query',
  method: 'GET',
  path: '/v1/me',
  summary: 'The signed-in person',
  answer: z.strictObject({
    person: staffRef,
    accountId: id,
    email: z.string(),
    language: languageJson,
    zone: z.string(),
    roles: z.array(z.strictObject({ key: z.string(), word: z.string() })),
    /** One line under the name: 区域总监 · 限 ¥20,000. */
    line: z.string(),
    unit: z.string(),
    /** Entities for which this person may file, the own one first. */
    entities: z.array(entityRef),
    navigation: z.array(navigationItem),
    /** Whether this person may file a request at all; training may stand in the way. */
    canRequest: permissionJson,
    hasFactor: z.boolean(),
    freshUntil: instant.optional(),
    /** Sentences for both people while a delegation is active. */
    banners: z.array(z.string()),
    isDemo: z.boolean(),
  }),
})

/** The person's own language; every later answer comes in it. */
export const setLanguage = operation({
  id: 'access.set_language',
  kind: 'command',
  method: 'PUT',
  path: '/v1/me/language',
  summary: 'Choose the language',
  body: z.strictObject({ language: languageJson }),
  answer: z.strictObject({ language: languageJson }),
})

/**
 * The person's own password. It has 15 characters, or 8 where the account has a second factor, which is then
 * asked for afresh. Every other session of the account ends.
 */
export const setPassword = operation({
  id: 'access.set_password',
  kind: 'command',
  method: 'PUT',
  path: '/v1/me/password',
  summary: 'Set one’s own password',
  body: z.strictObject({
    currentPassword: z.string().min(1).max(200),
    newPassword: z.string().min(8).max(200),
  }),
  answer: z.strictObject({ accountId: id }),
  refusals: [
    'access.fresh_factor_needed',
    'access.password_too_short',
    'access.same_password',
    'access.too_many_attempts',
    'access.wrong_password',
    'platform.stale',
  ],
})

/** Colleagues for 转交, 加签, 抄送 and 委托; whoever may not take it is listed with the reason. */
export const staff = operation({
  id: 'access.staff',
  kind: 'query',
  method: 'GET',
  path: '/v1/staff',
  summary: 'Find a colleague for a verb',
  query: z.strictObject({
    q: z.string().max(100).default(''),
    for: z.enum(['transfer', 'add_signer', 'copy', 'delegate']),
    approvalId: id.optional(),
  }),
  answer: z.strictObject({
    items: z.array(staffRef.extend({ unit: z.string(), permission: permissionJson })).max(20),
    /** How many more fit the words; they are found by typing more of the name. */
    more: z.int().min(0),
  }),
})

export const sessionOperations = [
  welcome,
  signIn,
  secondFactor,
  freshFactor,
  signOut,
  me,
  setLanguage,
  setPassword,
  staff,
] as const
