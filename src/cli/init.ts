import { isRefusal } from '../kernel/refusal.ts'
import { masterKeyFor } from '../app/master-key.ts'
import { foundCompany, giverWords, type FoundingBody } from '../modules/access/index.ts'
import { randomBytes } from '../platform/clock.ts'
import { startDatabase } from '../platform/db/start.ts'
import { fill, type Sentence } from '../texts/index.ts'
import { cliTexts } from '../texts/cli.ts'
import { cliAccessTexts } from '../texts/cli-access.ts'
import { dataOption, WrongUse, type CliCall, type CliCommand } from './args.ts'
import { giverUsage, readGiver } from './giver.ts'
import { handOver } from './user.ts'
import { tellRefusal, withAccess, type AccessTools } from './with-access.ts'
import { configOf } from './with-database.ts'

const text = { type: 'string' } as const

/** Makes an empty company: its legal entities with their currencies, and the first administrator. */
export const initCommand: CliCommand = {
  summary: cliTexts['cli.init'],
  usage:
    '--entity CODE,NAME_ZH,NAME_EN[,CURRENCY[,ZONE[,SEAT]]] … [--giver ' +
    giverUsage +
    ' …] --name-zh N --name-en N --email E [--no-factor] [--data DIR]',
  options: {
    ...dataOption,
    entity: { type: 'string', multiple: true },
    giver: { type: 'string', multiple: true },
    'name-zh': text,
    'name-en': text,
    email: text,
    'no-factor': { type: 'boolean' },
  },
  asks: true,
  run: async (call) => {
    const wanted = await wantedCompany(call)
    const config = configOf(call)
    const started = await startDatabase(config, randomBytes, call.io.say)
    try {
      // The data folder of an application that has run has its key; a new one gets it here.
      await masterKeyFor(config, started.database)
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
  const written = given.length > 0 ? given : [await need(call, undefined, cliTexts['cli.init.ask_entity'])]
  const entities = written.map(entityOf)
  return {
    entities: await withProfiles(call, entities),
    nameZh: await need(call, 'name-zh', cliTexts['cli.init.ask_name_zh']),
    nameEn: await need(call, 'name-en', cliTexts['cli.init.ask_name_en']),
    email: mailAddress(await need(call, 'email', cliTexts['cli.init.ask_email'])),
  }
}

/**
 * What the rules ask of each entity. Nobody guesses it: what is not stated stays unknown, and requests
 * wait for it.
 */
async function withProfiles(call: CliCall, entities: readonly Entity[]): Promise<Entity[]> {
  const options = call.texts('giver').map((given) => readGiver(given, giverWords))
  const stranger = options.find(({ code }) => !entities.some((entity) => entity.code === code))
  if (stranger) throw new WrongUse(cliAccessTexts['cli.user.no_entity'], { code: stranger.code })
  const described: Entity[] = []
  for (const entity of entities) {
    const facts =
      options.find(({ code }) => code === entity.code)?.facts ?? (await askedProfile(call, entity.code))
    described.push(facts ? { ...entity, facts } : entity)
  }
  return described
}

async function askedProfile(call: CliCall, code: string): Promise<Entity['facts']> {
  const question = cliTexts['cli.init.ask_giver']
  const answered = await call.io.ask({
    zh: fill(question, 'zh-CN', { code }),
    en: fill(question, 'en', { code }),
  })
  if (answered === undefined || answered.trim() === '') return undefined
  return readGiver(`${code},${answered.trim()}`, giverWords).facts
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
  const bare = wanted.entities.filter((entity) => entity.facts === undefined).map(({ code: of }) => of)
  if (bare.length > 0) call.io.tell(cliTexts['cli.init.no_giver'], { codes: bare.join(', ') })
  return code
}
