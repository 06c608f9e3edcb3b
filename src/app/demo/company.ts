import { entities, staff, units } from '../../../demo/company.ts'
import type { PlanStaff } from '../../../demo/types.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import {
  foundCompany,
  type Founded,
  type FoundingBody,
  type FoundingPerson,
} from '../../modules/access/index.ts'
import { systemActor } from '../../platform/act/actor.ts'
import type { World } from '../world.ts'
import { actAll, idOf, type StageParts } from './stage.ts'

/** The day before the first benefit of the sample, so that everybody has their role by then. */
const foundedOn = '2025-05-05'
const foundedAt = '2025-05-05T01:00:00.000Z'

/** The password of every sample log-in; it exists only in a data folder that was made as a demo. */
export const samplePassword = 'aboveboard-2026'

/** The secret of a sample log-in's second factor: fixed, so that the sign-in page can show the code. */
export function sampleSecret(key: string): string {
  return `sample-factor-of-${key}`.padEnd(32, '-')
}

/** The people whose log-in the terminal and the sign-in page show. */
export const samplePeople: readonly PlanStaff[] = staff.filter((person) => person.sampleLogin)

/** Founds the sample company: three entities, fourteen units, forty people with their roles and accounts. */
export async function foundSample(world: World): Promise<Founded> {
  const command = foundCompany({ newId: world.newId, organisation: world.organisations })
  const call = { key: 'demo:company', actor: systemActor, body: foundingBody(), at: foundedAt }
  const [founded] = await actAll(world, command, [call])
  if (!founded) throw new Error('the sample company was not founded')
  return founded
}

/** Sets the credentials of the sample log-ins; safe to repeat. */
export async function setSampleLogIns({ auth }: StageParts, founded: Founded, at: Instant): Promise<void> {
  const passwordHash = await auth.hashPassword(samplePassword, true)
  if (isRefusal(passwordHash)) throw new Error('the sample password is too short')
  for (const { key, email } of samplePeople) {
    const accountId = idOf(founded.accounts, key)
    await auth.setCredentials({ accountId, email, passwordHash, factorSecret: sampleSecret(key) }, at)
  }
}

function foundingBody(): FoundingBody {
  return {
    foundedOn,
    entities: entities.map(({ key, name, currency, zone, country, facts }) => ({
      key,
      code: key.slice(4).toUpperCase(),
      nameZh: name.zh,
      nameEn: name.en,
      currency,
      zone,
      seat: country,
      facts,
    })),
    units: units.map(({ key, name, parent }) => ({
      key,
      code: key.slice(5).toUpperCase(),
      nameZh: name.zh,
      nameEn: name.en,
      ...(parent === undefined ? {} : { parent }),
    })),
    people: staff.map(foundingPerson),
  }
}

function foundingPerson(person: PlanStaff, index: number): FoundingPerson {
  const { key, name, title, entity, unit, manager, email, limit } = person
  return {
    key,
    nameZh: name.zh,
    nameEn: name.en,
    titleZh: title.zh,
    titleEn: title.en,
    staffNumber: `CY${String(index + 1).padStart(4, '0')}`,
    entity,
    unit,
    manager,
    joinedOn: '2019-03-01',
    account: { email, language: 'zh-CN' },
    roles: person.roles.map((role) => ({
      role,
      ...(role === 'department_head' ? { unit } : {}),
      ...(isOfOneEntity(role) ? { entity } : {}),
      ...(limit === undefined ? {} : { limit }),
    })),
  }
}

/** Those who sell do so for their employer; whoever checks, pays or leads does so for the group. */
function isOfOneEntity(role: string): boolean {
  return role === 'sales'
}
