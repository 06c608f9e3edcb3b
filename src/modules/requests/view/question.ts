import type { z } from 'zod'
import type { caseJson } from '../../../contract/case.ts'
import type { Flow } from '../../approvals/index.ts'
import { sayIfKnown, staffOf, whenOf, type Reader } from './reader.ts'

type Case = z.output<typeof caseJson>
type Task = Flow['tasks'][number]

/** The question of the last return, while it waits for its answer. */
export function questionOf(reader: Reader, last: Flow | undefined): Case['question'] | undefined {
  if (last?.flow.state !== 'returned') return undefined
  // An earlier return may have gone to a step only; what waits for the applicant is the last one.
  const task = last.tasks
    .filter((each) => each.state === 'returned' && each.decided_at !== null)
    .reduce<Task | undefined>((latest, each) => (isLater(each, latest) ? each : latest), undefined)
  if (!task || task.decided_at === null || task.decided_by === null) return undefined
  const { field, text } = readReturn(task.reason ?? '')
  return {
    field,
    fieldWord: sayIfKnown(reader, `field.${field}`) ?? field,
    text,
    by: staffOf(reader, task.decided_by).name,
    when: whenOf(reader, task.decided_at),
  }
}

function isLater(task: Task, than: Task | undefined): boolean {
  return (task.decided_at ?? '') > (than?.decided_at ?? '')
}

/** A return's reason is stored as `[field] text`, so that the log shows both. */
function readReturn(reason: string): { field: string; text: string } {
  const found = /^\[(\w+)\] (.*)$/s.exec(reason)
  return found ? { field: found[1] ?? 'fact', text: found[2] ?? '' } : { field: 'fact', text: reason }
}
