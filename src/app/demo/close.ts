import { allButOne, certified, closedBecause } from '../../../demo/journal-answers.ts'
import { signCertificate } from '../../modules/coverage/index.ts'
import { answerPeriod, monthOf, proposePeriod } from '../../modules/ledger/index.ts'
import { periodDeps } from '../ledger-deps.ts'
import { compareMonth } from './coverage.ts'
import { later } from './course.ts'
import { actAll, idOf, staffActor, type Stage } from './stage.ts'

const hour = 3_600_000
const day = 24 * hour

/** How many days before the sample was begun its first month was compared and closed. */
const daysBefore = 12

/**
 * The first month of the sample's main entity: compared, certified by compliance, and closed by two people.
 * The later ones are open, so that whoever tries it closes the next.
 */
export async function closeFirst(stage: Stage): Promise<void> {
  const { world, plan, founded, begunAt } = stage
  const at = later(begunAt, -daysBefore * day)
  const month = monthOf(plan.from)
  const entityId = idOf(founded.entities, 'ent-sz')
  const key = 'demo:first-month'
  const runId = await compareMonth(stage, { key, month, at, isMistyped: false, answers: allButOne })
  const signs = { actor: staffActor(stage, 'shen-lu'), at: later(at, hour) }
  await actAll(world, signCertificate(world.newId), [
    { ...signs, key: `${key}:sign`, body: { runId, statement: certified } },
  ])
  const deps = periodDeps(world)
  const closes = { entityId, month, verb: 'close' as const, reason: closedBecause }
  const [proposed] = await actAll(world, proposePeriod(deps), [
    { key: `${key}:close`, actor: staffActor(stage, 'gao-yun'), at: later(at, 2 * hour), body: closes },
  ])
  const periodChangeId = proposed?.periodChangeId ?? ''
  await actAll(world, answerPeriod(deps), [
    {
      key: `${key}:close:confirm`,
      actor: staffActor(stage, 'lin-xiao'),
      at: later(at, 3 * hour),
      body: { periodChangeId, answer: 'confirm' as const },
    },
  ])
}
