import { z } from 'zod'
import { attendanceJson } from './attendance.ts'
import { talkJson } from './comments.ts'
import { disposal, id, localDate, moneyJson } from './common.ts'
import { completionLine, giveOfferJson, givingJson, wayNeedJson } from './giving.ts'
import {
  deadlineJson,
  entityRef,
  evidenceJson,
  partyRef,
  peersJson,
  permissionJson,
  routeStepJson,
  sealJson,
  staffRef,
  stateJson,
  sumJson,
  timelineItem,
  unit,
  verb,
  verdictJson,
  whenJson,
} from './screens.ts'

/** A question that came with a return: which field, what was asked, by whom. */
const question = z.strictObject({
  field: z.string(),
  fieldWord: z.string(),
  text: z.string(),
  by: z.string(),
  when: whenJson,
})

/** A line of fact under the title: 受益人, 发生日期, 出具主体. */
const factLine = z.strictObject({ name: z.string(), text: z.string(), partyId: id.optional() })

/**
 * One item on the decision screen, in the order of reading. The same shape for a request and for every other
 * four-eyes object; those have no customer, amount or verdict, but the change as before and after.
 */
export const caseJson = z.strictObject({
  object: z.strictObject({ type: z.string(), id }),
  requestId: id.optional(),
  approvalId: id.optional(),
  version: z.int().min(1),
  number: z.string(),
  kind: z.string(),
  direction: z.enum(['given', 'received', 'offered']).optional(),
  when: whenJson,
  applicant: staffRef,
  unit: z.string(),
  entity: entityRef.optional(),
  deadline: deadlineJson.optional(),
  state: stateJson.optional(),
  title: z.string(),
  customer: partyRef.optional(),
  recipient: partyRef.optional(),
  /** All of it together; `each` says what one guest or piece gets, where there are several. */
  amount: moneyJson.optional(),
  /** What of it was paid and came back from its payee. */
  cameBack: moneyJson.optional(),
  each: z.strictObject({ amount: moneyJson, count: z.int().min(2), unit }).optional(),
  happenedOn: localDate.optional(),
  /** Where it is to take place and who is to sell it, where the request says so. */
  plan: z.strictObject({ place: z.string().optional(), vendor: z.string().optional() }).optional(),
  /** How it was given, compared with what was approved. */
  giving: givingJson.optional(),
  /** The proofs that its way of giving still asks for. */
  needs: z.array(wayNeedJson).optional(),
  /** Given or paid: what of the three it still misses before it is completed by itself. */
  completion: z.array(completionLine).optional(),
  /** How it may be given, while it is to be given or its giving may be corrected. */
  give: giveOfferJson.optional(),
  /** Who signed in by the code, of a benefit that people attend. */
  attendance: attendanceJson.optional(),
  /** Approved and to be given: what was given before this day was given before its approval. */
  approvedOn: localDate.optional(),
  facts: z.array(factLine),
  changes: z.array(z.strictObject({ name: z.string(), before: z.string(), after: z.string() })),
  /** The verdict of today's rules and sums. */
  verdict: verdictJson.optional(),
  /** Where the customer stands among those alike; absent where they are few. */
  peers: peersJson.optional(),
  /** Whether today's verdict is the one of the day it was filed: 与当时一致 or 已变更. */
  drift: z.strictObject({ isSame: z.boolean(), text: z.string() }).optional(),
  reason: z.string(),
  question: question.optional(),
  evidence: z.array(evidenceJson),
  /** 4 份 · 已存证, with its plural from the catalogue. */
  evidenceText: z.string(),
  sums: z.array(sumJson),
  route: z.array(routeStepJson),
  seal: sealJson,
  timeline: z.array(timelineItem),
  /** Comments; absent for what is no request. */
  talk: talkJson.optional(),
  can: z.partialRecord(verb, permissionJson),
  /** For what was received and is not settled: the ways to settle it, each with its permission. */
  settle: z.array(z.strictObject({ disposal, word: z.string(), permission: permissionJson })).optional(),
  /** Steps to which the item can be returned; the applicant is always possible and not listed. */
  returnTo: z.array(z.strictObject({ stepId: id, text: z.string() })),
  /** Who has to act now: 等待 林晓. Empty when nobody has. */
  waitingFor: z.string(),
})
