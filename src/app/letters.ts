import { formatMoment } from '../kernel/format.ts'
import { addressesOf } from '../modules/access/index.ts'
import { loadTaskLetter } from '../modules/approvals/index.ts'
import { requestNumber } from '../modules/requests/index.ts'
import { systemActor } from '../platform/act/actor.ts'
import { readOnly } from '../platform/db/in-transaction.ts'
import type { Mailer } from '../platform/mail.ts'
import { requestsTexts } from '../texts/requests.ts'
import { fill } from '../texts/text.ts'
import type { World } from './world.ts'

/** What a letter is about: a task of an approval that waits. */
export type Notice = { readonly taskId: string; readonly kind: 'reminder' | 'escalation' }

/**
 * Writes to whoever has a task. The letter names the number and the due time and nothing of the benefit, because
 * mail is not ours to protect. A task that was decided meanwhile gets no letter.
 */
export async function sendNotice(
  world: World,
  mailer: Mailer,
  notice: Notice,
  address: string,
): Promise<void> {
  const found = await readOnly(world.pool, [systemActor], async (tx) => {
    const task = await loadTaskLetter(tx, notice.taskId)
    return task && { task, number: await requestNumber(tx, task.objectId) }
  })
  if (!found) return
  const { task, number } = found
  const due = task.dueAt === null ? '' : formatMoment(task.dueAt, 'Asia/Shanghai', world.now())
  for (const { email, language } of await addressesOf(world.pool, task.personId)) {
    await mailer.send({
      to: email,
      subject: fill(requestsTexts['letter.subject'], language, { number }),
      text: fill(requestsTexts[`letter.${notice.kind}`], language, { number, due, address }),
      messageId: `${notice.kind}-${task.taskId}`,
    })
  }
}
