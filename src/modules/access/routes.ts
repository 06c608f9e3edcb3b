import type { z } from 'zod'
import * as contract from '../../contract/session.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { actOn } from '../../platform/http/act-on.ts'
import { answer, fromOutcome, refused, type HttpAnswer } from '../../platform/http/answer.ts'
import { route, type HttpCall, type Route } from '../../platform/http/route.ts'
import type { SignIn } from './auth/port.ts'
import { setLanguage } from './commands.ts'
import { meOf, staffFor } from './me.ts'
import { changeOwnPassword } from './own-password.ts'
import { readerOf, type AccessRouteDeps } from './route-deps.ts'
import { administrationRoutes } from './routes-administration.ts'
import { delegationRoutes } from './routes-delegation.ts'
import { tokenRoutes } from './routes-token.ts'

/** The routes of log-ins, people, roles, delegations and tokens. */
export function accessRoutes(deps: AccessRouteDeps): Route[] {
  return [
    ...signInRoutes(deps),
    ...selfRoutes(deps),
    ...delegationRoutes(deps),
    ...administrationRoutes(deps),
    ...tokenRoutes(deps),
  ]
}

function signInRoutes(deps: AccessRouteDeps): Route[] {
  const { auth } = deps
  return [
    route(contract.welcome, async ({ query, language: asked, at }) => {
      const language = query.language ?? asked
      const { company, isDemo, sampleLogIns } = await deps.welcome()
      return answer({
        company: language === 'en' ? company.en : company.zh,
        isDemo,
        sampleLogIns: isDemo ? [...(await sampleLogIns(language, at))] : [],
      })
    }),
    route(contract.signIn, async (call) =>
      stepAnswer(deps, await auth.signIn(call.body.email, call.body.password, deviceOf(call), call.at)),
    ),
    route(contract.secondFactor, async (call) => {
      const challenge = auth.challengeOf(call.headers) ?? ''
      return stepAnswer(deps, await auth.secondFactor(challenge, call.body.code, deviceOf(call), call.at))
    }),
    route(contract.freshFactor, async ({ headers, body, at }) => {
      const wrong = await auth.freshFactor(headers, body.code, at)
      if (wrong) return signInRefused(wrong)
      const { freshUntil } = await auth.factorState(headers, at)
      return answer({ until: freshUntil ?? at })
    }),
    route(contract.signOut, async ({ headers }) => {
      await auth.signOut(headers)
      return answer({}, { 'set-cookie': auth.clearedCookies(), 'clear-site-data': '"cache", "storage"' })
    }),
  ]
}

function stepAnswer({ auth }: AccessRouteDeps, step: SignIn): HttpAnswer {
  switch (step.kind) {
    case 'refused':
      return signInRefused(step.refusal)
    case 'factor_needed':
      return answer(
        { next: 'second_factor' },
        { 'set-cookie': [auth.cookieFor('challenge', step.challenge)] },
      )
    case 'signed_in':
      return answer(
        { next: 'done' },
        { 'set-cookie': [auth.cookieFor('session', step.session), auth.cookieFor('challenge', '')] },
      )
  }
}

/** Not signed in: 401, unless the words of the refusal have a status of their own. */
function signInRefused(refusal: Refusal): HttpAnswer {
  if (refusal.code === 'access.too_many_attempts') return { kind: 'refused', refusal, status: 429 }
  const known = refused(refusal)
  return known.status === 403 ? known : { ...known, status: 401 }
}

function deviceOf(call: HttpCall<unknown, unknown, unknown>) {
  const agent = call.headers['user-agent']
  return { address: call.address, userAgent: typeof agent === 'string' ? agent.slice(0, 300) : '' }
}

function selfRoutes(deps: AccessRouteDeps): Route[] {
  return [
    route(contract.me, async ({ actor, headers, at }) => {
      const reader = await readerOf(deps, actor, at)
      const factor = await deps.auth.factorState(headers, at)
      const { isDemo } = await deps.welcome()
      return answer(await meOf(deps, { actor, reader, factor, isDemo }))
    }),
    route(contract.setLanguage, async (call) => {
      const body = { accountId: call.actor.accountId, language: call.body.language }
      return fromOutcome(await actOn(deps, setLanguage(), call, body))
    }),
    route(contract.setPassword, (call) => changePassword(deps, call)),
    route(contract.staff, async ({ actor, query, at }) =>
      answer(await staffFor(deps, actor, await readerOf(deps, actor, at), query)),
    ),
  ]
}

/** Sets the caller's own password where their second factor is fresh. */
async function changePassword(
  deps: AccessRouteDeps,
  call: HttpCall<unknown, unknown, z.output<typeof contract.setPassword.body>>,
): Promise<HttpAnswer> {
  const { key, actor, headers, at, body: passwords } = call
  const { hasFactor } = await deps.auth.factorState(headers, at)
  if (hasFactor && !actor.hasFreshFactor) return refused(refuse('access.fresh_factor_needed'))
  const outcome = await changeOwnPassword(deps, { key, actor, at, headers, passwords, hasFactor })
  if (outcome.kind !== 'objection') return fromOutcome(outcome)
  const isPause = outcome.refusal.code === 'access.too_many_attempts'
  return isPause ? signInRefused(outcome.refusal) : refused(outcome.refusal)
}
