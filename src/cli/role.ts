import { fromDecimal } from '../kernel/money.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { addDays } from '../kernel/time.ts'
import {
  answerRole,
  dayFor,
  endRole,
  isGrantable,
  openEmergency,
  proposeRole,
  roleWord,
} from '../modules/access/index.ts'
import { cliAccessTexts } from '../texts/cli-access.ts'
import { dataOption, needText, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { exit } from './io.ts'
import { accountOf, shownName, tellRefusal, withAccess, type AccessTools } from './with-access.ts'

const text = { type: 'string' } as const

/**
 * Roles, for whoever runs the installation. The command line counts as one of the two persons whom a role
 * needs: what it proposes an administrator confirms, and what an administrator proposes it may confirm,
 * which a company with a single administrator needs for its second.
 */
export const roleCommand: CliCommand = {
  summary: cliAccessTexts['cli.role'],
  usage:
    'list | propose --email E --role R [--entity CODE] [--unit CODE] [--limit CNY:20000.00] ' +
    '[--from DATE] | confirm GRANT | decline GRANT | end GRANT [--until DATE] | ' +
    'emergency --email E --reason TEXT',
  options: {
    ...dataOption,
    email: text,
    role: text,
    entity: text,
    unit: text,
    limit: text,
    from: text,
    until: text,
    reason: text,
  },
  run: (call) => {
    const [what, grantId, ...rest] = call.positionals
    if (what === 'list' && grantId === undefined) return withAccess(call, (tools) => list(call, tools))
    if (what === 'propose' && grantId === undefined) return withAccess(call, (tools) => propose(call, tools))
    if (what === 'emergency' && grantId === undefined)
      return withAccess(call, (tools) => emergency(call, tools))
    const isOnGrant = what === 'confirm' || what === 'decline' || what === 'end'
    if (!isOnGrant || grantId === undefined || rest.length > 0)
      throw new WrongUse(cliAccessTexts['cli.role.what'])
    return withAccess(call, (tools) => onGrant(call, tools, what, grantId))
  },
}

async function list(call: CliCall, tools: AccessTools): Promise<number> {
  const organisation = await tools.organisation()
  const grants = organisation.rows.grants.map((grant) => ({
    grantId: grant.id,
    name: shownName(call, organisation, grant.person_id),
    role: grant.role,
    state: grant.state,
    from: grant.from_on,
    until: grant.until_on,
  }))
  call.io.answer(grants, () =>
    grants.map((grant) => {
      const word = isGrantable(grant.role) ? roleWord(grant.role, call.io.language) : grant.role
      return [
        grant.grantId,
        grant.state.padEnd(9),
        grant.from,
        grant.until ?? '-'.padEnd(10),
        word,
        grant.name,
      ].join('  ')
    }),
  )
  return exit.done
}

/**
 * The glass that is broken: at once, by one person, until the next day; compliance hears of it and judges
 * it.
 */
async function emergency(call: CliCall, tools: AccessTools): Promise<number> {
  const reason = needText(call, 'reason')
  const { personId } = await accountOf(call, tools)
  const opened = await tools.run(openEmergency(tools.deps), { personId, reason })
  if (isRefusal(opened)) return tellRefusal(call, opened)
  const name = shownName(call, await tools.organisation(), personId)
  const { untilOn, asked } = opened
  call.io.tell(cliAccessTexts['cli.role.emergency'], { name, until: untilOn })
  const heard = asked === 0 ? 'cli.role.emergency.nobody' : 'cli.role.emergency.asked'
  call.io.tell(cliAccessTexts[heard], { count: asked })
  call.io.answer(opened, () => [])
  return exit.done
}

async function propose(call: CliCall, tools: AccessTools): Promise<number> {
  const role = needText(call, 'role')
  if (!isGrantable(role)) throw new WrongUse(cliAccessTexts['cli.role.unknown'], { role })
  const { personId } = await accountOf(call, tools)
  const organisation = await tools.organisation()
  const codeOf = (option: 'entity' | 'unit') => {
    const code = call.text(option)
    const rows = [...(option === 'entity' ? organisation.entities : organisation.units).values()]
    const found = rows.find((row) => row.code === code)
    if (code !== undefined && !found) throw new WrongUse(cliAccessTexts[`cli.user.no_${option}`], { code })
    return found?.id
  }
  const done = await tools.run(proposeRole(tools.deps), {
    personId,
    role,
    entityId: codeOf('entity'),
    unitId: codeOf('unit'),
    limit: limitOf(call),
    fromOn: call.text('from') ?? addDays(dayFor(organisation, personId, tools.at), 1),
  })
  if (isRefusal(done)) return tellRefusal(call, done)
  call.io.answer(done, () => [done.grantId])
  return exit.done
}

function limitOf(call: CliCall) {
  const written = call.text('limit')
  if (written === undefined) return undefined
  const [, currency = '', amount = ''] = /^([A-Z]{3}):([0-9.]+)$/.exec(written) ?? []
  const limit = currency === '' ? undefined : fromDecimal(currency, amount)
  if (!limit) throw new WrongUse(cliAccessTexts['cli.role.limit'])
  return limit
}

async function onGrant(
  call: CliCall,
  tools: AccessTools,
  what: 'confirm' | 'decline' | 'end',
  grantId: string,
): Promise<number> {
  const organisation = await tools.organisation()
  const untilOn = call.text('until') ?? dayFor(organisation, '', tools.at)
  const done =
    what === 'end'
      ? await tools.run(endRole(tools.deps), { grantId, untilOn })
      : await tools.run(answerRole(tools.deps), { grantId, answer: what })
  if (isRefusal(done)) return tellRefusal(call, done)
  call.io.answer(done, () => [done.grantId])
  return exit.done
}
