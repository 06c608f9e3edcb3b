import { isRefusal } from '../kernel/refusal.ts'
import { foundCompany, type FoundingBody } from '../modules/access/index.ts'
import { randomBytes } from '../platform/clock.ts'
import { startDatabase } from '../platform/db/start.ts'
import { loadMasterKey } from '../platform/key-file.ts'
import type { Sentence } from '../texts/index.ts'
import { cliTexts } from '../texts/cli.ts'
import { dataOption, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { handOver } from './user.ts'
import { tellRefusal, withAccess, type AccessTools } from './with-access.ts'
import { configOf } from './with-database.ts'

const text = { type: 'string' } as const

/** Makes an empty company: its legal entities with their currencies, and the first administrator. */
export const initCommand: CliCommand = {
  summary: cliTexts['cli.init'],
  usage:
    '--entity CODE,NAME_ZH,NAME_EN[,CURRENCY[,ZONE[,SEAT]]] … --name-zh N --name-en N --email E ' +
    '[--no-factor] [--data DIR]',
  options: {
    ...dataOption,
    entity: { type: 'string', multiple: true },
    'name-zh': text,
    'name-en': text,
    email: text,
    'no-factor': { type: 'boolean' },
  },
  run: async (call) => {
    if (call.positionals.length > 0) throw new WrongUse(cliTexts['cli.init.no_words'])
    const wanted = await wantedCompany(call)
    const config = configOf(call)
    const started = await startDatabase(config, randomBytes, call.io.say)
    try {
      // The data folder of an application that has run has its key; a new one gets it here.
      loadMasterKey(config, randomBytes, true)
      return await withAccess(call, (tools) => found(call, tools, wanted))
    } finally {
      await started.stop()
    }
  },
}

type Entity = Omit<FoundingBody['entities'][number], 'key'>
type Wanted = { entities: readonly Entity[]; nameZh: string; nameEn: string; email: string }

/** What was not given is asked for where a person sits at a terminal. */
async function wantedCompany(call: CliCall): Promise<Wanted> {
  const given = call.texts('entity')
  const entities = given.length > 0 ? given : [await need(call, undefined, cliTexts['cli.init.ask_entity'])]
  return {
    entities: entities.map(entityOf),
    nameZh: await need(call, 'name-zh', cliTexts['cli.init.ask_name_zh']),
    nameEn: await need(call, 'name-en', cliTexts['cli.init.ask_name_en']),
    email: mailAddress(await need(call, 'email', cliTexts['cli.init.ask_email'])),
  }
}

async function need(call: CliCall, option: string | undefined, question: Sentence): Promise<string> {
  const given = option === undefined ? undefined : call.text(option)
  const answered = given ?? (await call.io.ask(question))
  if (answered !== undefined && answered.trim() !== '') return answered.trim()
  throw new WrongUse(cliTexts['cli.init.missing'], { option: option ?? 'entity' })
}

function entityOf(given: string): Entity {
  const [code = '', nameZh = '', nameEn = '', currency = 'CNY', zone = 'Asia/Shanghai', seat = 'CN'] = given
    .split(/[,，]/)
    .map((part) => part.trim())
  const isRight =
    /^[A-Za-z0-9-]{1,12}$/.test(code) &&
    nameZh !== '' &&
    nameEn !== '' &&
    /^[A-Z]{3}$/.test(currency) &&
    /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(seat)
  if (!isRight) throw new WrongUse(cliTexts['cli.init.entity'], { given })
  return { code, nameZh, nameEn, currency, zone, seat }
}

function mailAddress(given: string): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(given)) throw new WrongUse(cliTexts['cli.init.email'], { given })
  return given.toLowerCase()
}

async function found(call: CliCall, tools: AccessTools, wanted: Wanted): Promise<number> {
  const { nameZh, nameEn, email } = wanted
  const foundedOn = tools.at.slice(0, 10)
  const first = wanted.entities[0]?.code ?? ''
  const administrator = {
    key: 'administrator',
    entity: first,
    nameZh,
    nameEn,
    joinedOn: foundedOn,
    roles: [{ role: 'administrator' as const }],
    account: { email, language: call.io.language },
  }
  const founded = await tools.run(foundCompany(tools.deps), {
    foundedOn,
    entities: wanted.entities.map((entity) => ({ ...entity, key: entity.code })),
    units: [],
    people: [administrator],
  })
  if (isRefusal(founded)) return tellRefusal(call, founded)
  const accountId = founded.accounts['administrator'] ?? ''
  const code = await handOver(call, tools, { accountId, email })
  call.io.tell(cliTexts['cli.init.next'])
  return code
}
