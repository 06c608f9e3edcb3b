import type { Instant } from '../kernel/time.ts'
import type { Config } from '../platform/config.ts'
import { act } from '../platform/act/act.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import { longJobQueue, runLongJob, type LongJobKind } from '../platform/jobs/long-job.ts'
import type { Queue } from '../platform/jobs/runner.ts'
import { mailer } from '../platform/mail.ts'
import { repeat, type Repeated } from '../platform/repeat.ts'
import { findLapsed, lapseCommand, loadOverdue } from '../modules/approvals/index.ts'
import { chaseCommand, expireCommand, findExpired } from '../modules/requests/index.ts'
import { completeThisHour } from './completing.ts'
import { mattersOf } from './four-eyes.ts'
import { stopChangedOrders, stopOrdersQueue } from './changed-accounts.ts'
import { bindLines, bindLinesQueue } from './declared-lines.ts'
import { weighAgainQueue, weighHeldAgain, weighHeldThisHour } from './held.ts'
import { noticeJson, sendNotice } from './letters.ts'
import type { World } from './world.ts'

/** Letters wait here until the mail server takes them. */
export const letterQueue = 'notify'

/** The queues of background work, by name. */
export const queueNames = [
  longJobQueue,
  letterQueue,
  weighAgainQueue,
  stopOrdersQueue,
  bindLinesQueue,
] as const

/** What is done with each queue's items. */
export function queues(world: World, config: Config, kinds: readonly LongJobKind[]): Queue[] {
  const post = mailer(config.mail.smtpUrl, config.mail.from)
  const address = config.http.origin ?? `http://${config.http.host}:${config.http.port}`
  return [
    {
      name: longJobQueue,
      handle: (data, isLastTry) => runLongJob(world.pool, kinds, textOf(data, 'id'), world.now, isLastTry),
    },
    {
      name: letterQueue,
      handle: (data) => sendNotice(world, post, noticeJson.parse(data), address),
    },
    { name: weighAgainQueue, handle: (data) => weighHeldAgain(world, data) },
    { name: stopOrdersQueue, handle: (data) => stopChangedOrders(world, data) },
    { name: bindLinesQueue, handle: (data) => bindLines(world, data) },
  ]
}

function textOf(data: unknown, key: string): string {
  const value =
    typeof data === 'object' && data !== null
      ? Object.entries(data).find(([name]) => name === key)
      : undefined
  if (typeof value?.[1] !== 'string') throw new Error(`a job without its ${key}`)
  return value[1]
}

/**
 * Every minute: reminders and escalation for what is overdue, and the end of what nobody used in time. Two
 * servers do it once: the minute, or the version of the request and the hour, is the key.
 */
export function startChasing(world: World, onFault: (fault: unknown) => void): Repeated {
  const everyMs = 60_000
  let lapsedIn = ''
  return repeat(
    async () => {
      const at = world.now()
      await expireOverdue(world, at)
      const hour = at.slice(0, 13)
      // What lets a proposal lapse, or somebody approve, comes with a day: once an hour is often enough.
      const isNewHour = hour !== lapsedIn
      // Noted first: what fails for good would otherwise end every minute here, and nobody would be reminded.
      lapsedIn = hour
      if (isNewHour) {
        await weighHeldThisHour(world, at).catch(onFault)
        await completeThisHour(world, at).catch(onFault)
        await lapseProposals(world, at, onFault)
      }
      if (!(await isAnythingOverdue(world, at))) return 'enough'
      const key = `chase:${at.slice(0, 16)}`
      await act(world.door, chaseCommand(world.requests), [{ key, actor: systemActor, body: null, at }])
      return 'enough'
    },
    everyMs,
    onFault,
  )
}

/**
 * One entry for each request that expires; what changes meanwhile is refused, stays, and is looked at again
 * in the next hour.
 */
export async function expireOverdue(world: World, at: Instant): Promise<void> {
  const found = await readOnly(world.pool, [systemActor], (tx) => findExpired(world.requests, tx, at))
  const calls = found.map((body) => ({
    key: `expire:${body.requestId}:${String(body.version)}:${at.slice(0, 13)}`,
    actor: systemActor,
    body,
    at,
  }))
  for (let i = 0; i < calls.length; i += setSize) {
    await act(world.door, expireCommand(world.requests), calls.slice(i, i + setSize))
  }
}

/**
 * One entry for each proposal that lapses: its proposer has left, or what it is about has gone. One that
 * cannot lapse is told as a fault and tried again in the next hour; the others lapse all the same.
 */
export async function lapseProposals(
  world: World,
  at: Instant,
  onFault: (fault: unknown) => void,
): Promise<void> {
  const deps = { matters: mattersOf(world), organisation: world.requests.organisation }
  const found = await readOnly(world.pool, [systemActor], (tx) => findLapsed(deps, tx, at))
  for (const body of found) {
    const key = `lapse:${body.object.id}:${at.slice(0, 13)}`
    await act(world.door, lapseCommand(deps), [{ key, actor: systemActor, body, at }]).catch(onFault)
  }
}

/** How many requests expire in one transaction, so that their subjects are locked for a moment only. */
const setSize = 50

/** Looks without locks first: a minute in which nothing is overdue leaves no entry in the log. */
function isAnythingOverdue(world: World, at: string): Promise<boolean> {
  return readOnly(world.pool, [systemActor], async (tx) => (await loadOverdue(tx, at)).length > 0)
}
