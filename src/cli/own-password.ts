import { refuse, type Refusal } from '../kernel/refusal.ts'
import {
  changeOwnPassword,
  dayFor,
  employmentObjection,
  findAccount,
  waitsForFactor,
  type AccountRow,
} from '../modules/access/index.ts'
import { systemClock } from '../platform/clock.ts'
import { cliAccessTexts } from '../texts/cli-access.ts'
import type { Sentence } from '../texts/index.ts'
import { needText, WrongUse, type CliCall } from './args.ts'
import { exit } from './io.ts'
import { actorFor, checkValues, newKey, tellRefusal, type AccessTools } from './with-access.ts'

/**
 * Changes the password of an account by its own person: the former password, and the code where the account
 * has a second factor. Secrets are asked for at a terminal, else read from standard input, and never stand on
 * the command line, where everybody on the machine could read them.
 */
export async function changePassword(call: CliCall, tools: AccessTools): Promise<number> {
  const email = needText(call, 'email').toLowerCase()
  const account = await findAccount(tools.pool, email)
  if (!account) throw new WrongUse(cliAccessTexts['cli.user.unknown'], { email })
  const hasFactor = await tools.auth.hasFactor(account.id)
  const refusal =
    (await objectionTo(tools, account, hasFactor)) ?? (await change(call, tools, { account, hasFactor }))
  if (refusal) return tellRefusal(call, refusal)
  call.io.tell(cliAccessTexts['cli.user.signed_out'])
  call.io.answer({ accountId: account.id, email }, () => [email])
  return exit.done
}

/** Why nobody can sign in with this account today, and so cannot change its password either. */
async function objectionTo(
  tools: AccessTools,
  account: AccountRow,
  hasFactor: boolean,
): Promise<Refusal | undefined> {
  if (!account.is_open) return refuse('access.account_closed')
  const organisation = await tools.organisation()
  const { person_id: personId } = account
  const objection = employmentObjection(organisation, personId, dayFor(organisation, personId, tools.at))
  if (objection) return objection
  const isWaiting = waitsForFactor(hasFactor ? account : { ...account, factor_by: null })
  return isWaiting ? refuse('access.waits_for_factor') : undefined
}

async function change(
  call: CliCall,
  tools: AccessTools,
  { account, hasFactor }: { readonly account: AccountRow; readonly hasFactor: boolean },
): Promise<Refusal | undefined> {
  const passwords = {
    currentPassword: await secret(call, cliAccessTexts['cli.user.ask_current']),
    newPassword: await newPassword(call),
  }
  checkValues('access.set_password', passwords)
  const code = hasFactor ? (await secret(call, cliAccessTexts['cli.user.ask_code'])).trim() : undefined
  // A code is good for half a minute, and whoever types has taken their time.
  const at = systemClock()()
  // The code first: a password that is right forgets the attempts, so that codes could be guessed behind it.
  const wrong = code === undefined ? undefined : await tools.auth.proveFactor(account.id, code, at)
  if (wrong) return wrong
  const actor = await actorFor(call, tools, { accountId: account.id, personId: account.person_id })
  const outcome = await changeOwnPassword(tools, {
    key: newKey(),
    actor,
    at,
    passwords,
    hasFactor,
    headers: {},
  })
  if (outcome.kind === 'done') return undefined
  if ('refusal' in outcome) return outcome.refusal
  throw new Error('a fresh key cannot be in use')
}

/** At a terminal it is typed blind, so it is asked for twice. */
async function newPassword(call: CliCall): Promise<string> {
  const first = await secret(call, cliAccessTexts['cli.user.ask_new'])
  if (!call.io.isTerminal) return first
  const second = await secret(call, cliAccessTexts['cli.user.ask_again'])
  if (first === second) return first
  throw new WrongUse(cliAccessTexts['cli.user.not_the_same'])
}

async function secret(call: CliCall, question: Sentence): Promise<string> {
  const given = await call.io.secret(question)
  if (given !== undefined && given !== '') return given
  throw new WrongUse(cliAccessTexts['cli.user.secrets'])
}
