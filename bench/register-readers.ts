import type { Pool } from 'pg'
import type { World } from '../src/app/world.ts'
import {
  dayFor,
  entitiesOf,
  organisationNow,
  peopleBelow,
  rolesOf,
  type Organisation,
} from '../src/modules/access/index.ts'
import type { Actor } from '../src/platform/act/actor.ts'

/** One of those who read the register: everything, one entity, a team, or what they filed themselves. */
export type BenchReader = {
  readonly name: 'auditor' | 'compliance' | 'manager' | 'sales'
  readonly actor: Actor
}

/** The four readers of a company, each the person of that role who has the most to read. */
export async function benchReaders(world: World): Promise<{
  readonly organisation: Organisation
  readonly readers: readonly BenchReader[]
}> {
  const organisation = await organisationNow(world.pool, world.organisations)
  const of = await filedBy(world.pool)
  const day = (personId: string) => dayFor(organisation, personId, world.now())
  const most = (isMeant: (personId: string) => boolean, weight: (personId: string) => number) => {
    const [first] = [...organisation.people.keys()].filter(isMeant).sort((a, b) => weight(b) - weight(a))
    if (first === undefined) throw new Error('the company has nobody of a role that reads the register')
    return first
  }
  const has = (role: string) => (id: string) =>
    rolesOf(organisation, id, day(id)).some((each) => each === role)
  const teamOf = (id: string) => [...peopleBelow(organisation, id, day(id))]
  const teamFiled = (id: string) => teamOf(id).reduce((sum, each) => sum + (of.get(each) ?? 0), 0)
  const compliance = most(has('compliance'), () => 0)
  const entity = organisation.people.get(compliance)?.entity_id ?? ''
  const isLeader = (id: string) => has('department_head')(id) && !has('general_manager')(id)
  const actor = (id: string) => actorOf(organisation, id, day(id))
  return {
    organisation,
    readers: [
      // Whoever audits the group sees every entity of it.
      {
        name: 'auditor',
        actor: { ...actor(compliance), roles: ['auditor'], entityIds: [...organisation.entities.keys()] },
      },
      { name: 'compliance', actor: { ...actor(compliance), entityIds: [entity] } },
      { name: 'manager', actor: actor(most(isLeader, teamFiled)) },
      { name: 'sales', actor: actor(most(has('sales'), (id) => of.get(id) ?? 0)) },
    ],
  }
}

/** How many benefits each person filed. */
async function filedBy(pool: Pool): Promise<ReadonlyMap<string, number>> {
  const found = await pool.query<{ id: string; count: string | bigint }>(
    `select requester_id as id, count(*) as count
from benefits.benefit
where requester_id is not null
group by requester_id`,
  )
  return new Map(found.rows.map((row) => [row.id, Number(row.count)]))
}

function actorOf(organisation: Organisation, personId: string, day: string): Actor {
  return {
    personId,
    accountId: personId.replace('per_', 'acc_'),
    roles: rolesOf(organisation, personId, day),
    entityIds: entitiesOf(organisation, personId, day),
    language: 'zh-CN',
    hasFreshFactor: true,
    hasSecondFactor: true,
    via: 'web',
  }
}
