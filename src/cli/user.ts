import { isRefusal } from '../kernel/refusal.ts'
import {
  closeAccount,
  createAccount,
  createPerson,
  dayFor,
  listAccounts,
  newFactorSecret,
  otpauthUri,
  resetAccount,
} from '../modules/access/index.ts'
import { cliAccessTexts } from '../texts/cli-access.ts'
import { fill } from '../texts/index.ts'
import { dataOption, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { changePassword } from './own-password.ts'
import { accountOf, shownName, tellRefusal, withAccess, type AccessTools } from './with-access.ts'

const text = { type: 'string' } as const

/** Accounts, for whoever runs the installation. */
export const userCommand: CliCommand = {
  summary: cliAccessTexts['cli.user'],
  usage:
    'list | add --name-zh N --name-en N --email E --entity CODE [--unit CODE] [--no-factor] | ' +
    'reset --email E [--no-factor] [--reason WHY] | password --email E | close --email E [--reason WHY]',
  options: {
    ...dataOption,
    'name-zh': text,
    'name-en': text,
    email: text,
    entity: text,
    unit: text,
    'no-factor': { type: 'boolean' },
    reason: text,
  },
  run: (call) => {
    const [what, ...rest] = call.positionals
    const work = { list, add, reset, password: changePassword, close }[rest.length === 0 ? (what ?? '') : '']
    if (!work) throw new WrongUse(cliAccessTexts['cli.user.what'])
    return withAccess(call, (tools) => work(call, tools))
  },
}

async function list(call: CliCall, tools: AccessTools): Promise<number> {
  const organisation = await tools.organisation()
  const accounts = await listAccounts(tools.pool, [...organisation.people.keys()])
  const word = (isOpen: boolean) =>
    fill(cliAccessTexts[`cli.user.${isOpen ? 'open' : 'closed'}`], call.io.language)
  const users = accounts.map((account) => ({
    accountId: account.id,
    personId: account.person_id,
    name: shownName(call, organisation, account.person_id),
    email: account.email,
    isOpen: account.is_open,
  }))
  call.io.answer(users, () =>
    users.map((user) => `${user.email.padEnd(40)} ${word(user.isOpen)}  ${user.name}`),
  )
  return exit.done
}

async function add(call: CliCall, tools: AccessTools): Promise<number> {
  const organisation = await tools.organisation()
  const entity = [...organisation.entities.values()].find((each) => each.code === needText(call, 'entity'))
  if (!entity) throw new WrongUse(cliAccessTexts['cli.user.no_entity'], { code: needText(call, 'entity') })
  const unitCode = call.text('unit')
  const unit = [...organisation.units.values()].find((each) => each.code === unitCode)
  if (unitCode !== undefined && !unit)
    throw new WrongUse(cliAccessTexts['cli.user.no_unit'], { code: unitCode })
  const email = needText(call, 'email')
  const person = await tools.run(createPerson(tools.deps), {
    entityId: entity.id,
    unitId: unit?.id,
    nameZh: needText(call, 'name-zh'),
    nameEn: needText(call, 'name-en'),
    joinedOn: dayFor(organisation, '', tools.at),
  })
  if (isRefusal(person)) return tellRefusal(call, person)
  const { personId } = person
  const account = await tools.run(createAccount(tools.deps), { personId, email, language: call.io.language })
  if (isRefusal(account)) return tellRefusal(call, account)
  return handOver(call, tools, { accountId: account.accountId, email })
}

async function reset(call: CliCall, tools: AccessTools): Promise<number> {
  const { accountId, email } = await accountOf(call, tools)
  const done = await tools.run(resetAccount(), { accountId, ...whyOf(call) })
  return isRefusal(done) ? tellRefusal(call, done) : handOver(call, tools, { accountId, email })
}

async function close(call: CliCall, tools: AccessTools): Promise<number> {
  const { accountId, email } = await accountOf(call, tools)
  const done = await tools.run(closeAccount(), { accountId, ...whyOf(call) })
  if (isRefusal(done)) return tellRefusal(call, done)
  await tools.auth.endSessions([accountId])
  call.io.answer(done, () => [`${email} ${fill(cliAccessTexts['cli.user.closed'], call.io.language)}`])
  return exit.done
}

function whyOf(call: CliCall): { reason?: string } {
  const reason = call.text('reason')
  return reason === undefined ? {} : { reason }
}

/** Sets a new password and second factor and shows them, this once. */
export async function handOver(
  call: CliCall,
  tools: AccessTools,
  account: { accountId: string; email: string },
): Promise<number> {
  const hasFactor = !call.has('no-factor')
  // 20 letters of base 64: 120 bits.
  const password = Buffer.from(tools.random(15)).toString('base64url')
  const passwordHash = await tools.auth.hashPassword(password, hasFactor)
  if (isRefusal(passwordHash)) return tellRefusal(call, passwordHash)
  const factorSecret = newFactorSecret(tools.random)
  const factor = hasFactor ? { factorSecret } : {}
  await tools.auth.setCredentials({ ...account, passwordHash, ...factor }, tools.at)
  const link = hasFactor ? { otpauthUri: otpauthUri(factorSecret, account.email) } : {}
  call.io.tell(cliAccessTexts['cli.user.shown_once'])
  call.io.answer({ ...account, password, ...link }, () => [account.email, password, ...Object.values(link)])
  return exit.done
}
