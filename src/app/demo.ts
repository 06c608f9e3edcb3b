import { entities } from '../../demo/company.ts'
import type { Instant } from '../kernel/time.ts'
import { codeAt, organisationNow, stepAt, type AuthPort, type Welcome } from '../modules/access/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { findAnswers, keyOf } from '../platform/act/keys.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { note, type Say } from '../platform/setup-fault.ts'
import type { Language } from '../texts/text.ts'
import { applySample, doneKey, markDone } from './demo/apply.ts'
import { samplePassword, samplePeople, sampleSecret } from './demo/company.ts'
import type { World } from './world.ts'

/**
 * Makes the sample company in a data folder that was created as a demo, unless it is complete. An interrupted
 * start goes on where it stopped.
 */
export async function ensureDemo(world: World, auth: AuthPort, say: Say): Promise<void> {
  if (await isDone(world)) return
  say(note('setup.sample_begun'))
  let told = 0
  await applySample({ world, auth }, 1, (share) => {
    const percent = Math.floor(share * 10) * 10
    if (percent > told) say(note('setup.sample_progress', { percent }))
    told = percent
  })
  await markDone(world)
  say(note('setup.sample_done'))
}

async function isDone(world: World): Promise<boolean> {
  const key = keyOf(systemActor, doneKey)
  const answers = await readOnly(world.pool, [systemActor], (tx) => findAnswers(tx, [key]))
  return answers.get(key)?.kind === 'stored'
}

/** A log-in of the sample company, as the terminal shows it. */
type TerminalLogIn = { readonly name: string; readonly password: string; readonly role: string }

/** What the sign-in page and the terminal show of a demo: the company and its log-ins with their codes. */
export async function demoWelcome(
  world: World,
): Promise<Welcome & { readonly terminal: readonly TerminalLogIn[] }> {
  return {
    company: entities[0]?.name ?? (await plainWelcome(world)).company,
    isDemo: true,
    sampleLogIns: async (language, at) => samplePeople.map((person) => sampleLogIn(person, language, at)),
    terminal: samplePeople.map(({ email, name, title }) => ({
      name: email,
      password: samplePassword,
      role: `${name.zh} ${title.zh} / ${title.en}`,
    })),
  }
}

function sampleLogIn(person: (typeof samplePeople)[number], language: Language, at: Instant) {
  const factorSecret = sampleSecret(person.key)
  const short = language === 'en' ? 'en' : 'zh'
  return {
    email: person.email,
    password: samplePassword,
    factorSecret,
    factorCode: codeAt(factorSecret, stepAt(at)),
    name: person.name[short],
    title: person.title[short],
  }
}

/** What the sign-in page shows of a company: the name of its first entity. */
export async function plainWelcome(world: World): Promise<Welcome> {
  const organisation = await organisationNow(world.pool, world.organisations)
  const [first] = [...organisation.entities.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
  return {
    company: { zh: first?.name_zh ?? '', en: first?.name_en ?? '' },
    isDemo: false,
    sampleLogIns: async () => [],
  }
}
