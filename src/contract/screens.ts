import { z } from 'zod'
import { checkArea, effectJson } from './decision.ts'
import { amountJson, id, instant, level, localDate, moneyJson, outcome } from './common.ts'

// The shapes that several screens share. Every text is in the reader's language, and every derived figure
// (sums, shares, ranks, relative times, permissions) is made by the server: a screen only formats.

/** A member of staff. */
export const staffRef = z.strictObject({ id, name: z.string(), title: z.string().optional() })

/** A customer or a person outside, with the few words that tell namesakes apart: 经销商 · A 级. */
export const partyRef = z.strictObject({
  id,
  kind: z.enum(['organisation', 'person']),
  name: z.string(),
  label: z.string().optional(),
})

/** One of our own legal entities. */
export const entityRef = z.strictObject({ id, name: z.string(), currency: z.string() })

/** A moment as text: `11-23 16:40`, and how long ago by the server's one function for that. */
export const whenJson = z.strictObject({ at: instant, text: z.string(), ago: z.string() })

/** What is left until a deadline, by the same function. */
export const deadlineJson = z.strictObject({
  at: instant,
  text: z.string(),
  state: z.enum(['overdue', 'due_today', 'later']),
})

/** Whether the reader may do something now; a "no" says why, a "yes" what else it takes. */
export const permissionJson = z.union([
  z.strictObject({
    can: z.literal(true),
    /** A written, signed reason is needed (every approval of an item that needs judgement). */
    needsReason: z.boolean(),
    /** The second factor must have been shown within ten minutes; false once it has. */
    needsFactor: z.boolean(),
  }),
  z.strictObject({ can: z.literal(false), why: z.string() }),
])

/** The states of a request, in the words of the glossary. */
export const requestState = z.enum([
  'draft',
  'submitted',
  'more_information',
  'approved',
  'given',
  'paid',
  'completed',
  'rejected',
  'withdrawn',
  'cancelled',
  'declined',
  'expired',
  'reversed',
])

/** A state and the marks beside it: with conditions, overdue, exception, late declaration. */
export const stateJson = z.strictObject({
  state: requestState,
  word: z.string(),
  marks: z.array(z.strictObject({ key: z.string(), word: z.string() })),
})

/** A verdict as a badge: the outcome, its word (需要判断) and its short word for lists (需判断). */
export const badgeJson = z.strictObject({ outcome, word: z.string(), short: z.string() })

/** How much of a company limit is used, before and with this one; only routine items carry it. */
const meter = z.strictObject({ used: moneyJson, this: moneyJson, after: moneyJson, limit: moneyJson })

/**
 * Where a customer stands among those alike, by what they got: one sentence, places along the strip in
 * thousandths, and words for two of them. Only of entities that the reader sees; nobody is named.
 */
export const peersJson = z.strictObject({
  text: z.string(),
  dots: z.array(z.int().min(0).max(1000)),
  median: z.strictObject({ at: z.int().min(0).max(1000), text: z.string() }),
  own: z.strictObject({ at: z.int().min(0).max(1000), text: z.string() }),
})

/** One check: what was looked at, what came out, by which clause of which version. */
const screenCheck = z.strictObject({
  area: checkArea,
  state: z.enum(['pass', 'judge', 'missing', 'forbidden']),
  title: z.string(),
  text: z.string(),
  clause: z.string(),
  version: z.string(),
  /** The wording of the clause, one tap away. */
  clauseText: z.string(),
  /** The rule behind it; empty for a check that no rule of a pack made. */
  ruleId: z.string(),
  meter: meter.optional(),
})

/** An answer to a fact field: what a form sends for its path. */
export const factValue = z.union(
  [z.boolean(), z.int(), z.string().max(500), z.array(z.string().max(60)).max(20), amountJson],
  'fact',
)

/** What a number beside an amount counts. */
export const unit = z.enum(['guest', 'person', 'piece', 'card'])

/** How a form asks for one fact. `path` is the fact's path of the facts contract. */
export const factField = z.strictObject({
  path: z.string(),
  name: z.string(),
  help: z.string().optional(),
  input: z.enum(['yes_no', 'choice', 'count', 'day', 'amount', 'text']),
  choices: z.array(z.strictObject({ value: z.string(), word: z.string() })).optional(),
  isRequired: z.boolean(),
  /** What is sent where a circumstance is ticked or not; without it, true and false, or an amount. */
  ticked: factValue.optional(),
  unticked: factValue.optional(),
  /** What it is called, and what is sent for it unticked, where a person is the recipient. */
  forPerson: z.strictObject({ name: z.string(), unticked: factValue }).optional(),
})

/** A fact that the decision waits for, who can supply it, and the field that asks the reader for it. */
const missingFact = z.strictObject({
  path: z.string(),
  name: z.string(),
  supplier: z.enum(['applicant', 'compliance', 'system']),
  field: factField.optional(),
  /** The party whose record it belongs in, where it stands in one. */
  partyId: id.optional(),
})

/** A paper that a decision still waits for: what it proves, and until when it may come. */
export const dueEvidence = z.strictObject({
  purpose: z.string(),
  name: z.string(),
  due: z.enum(['now', 'giving', 'paying']),
})

/**
 * A verdict for the box on top. `checks` come in the order of reading: forbidden, missing, judge, then the
 * most telling passes; the screen opens the first three and folds the rest.
 */
export const verdictJson = z.strictObject({
  outcome,
  level: level.optional(),
  word: z.string(),
  short: z.string(),
  /** The one plain sentence that gives the reason. */
  sentence: z.string(),
  /** Name and version of the policy: 《客户权益管理办法》v2026.3. */
  policy: z.string(),
  /** Who decides: the person by signature, or, where it is forbidden, the clause that forbids it. */
  footing: z.string(),
  checks: z.array(screenCheck),
  conditions: z.array(z.string()),
  missing: z.array(missingFact),
  evidence: z.array(dueEvidence),
  /** Lawful changes of substance for a forbidden item; never an amount, a split, another kind or person. */
  wayOut: z.array(z.string()),
  effects: z.array(effectJson),
  /** The decision record, where this verdict was stored. */
  decisionId: id.optional(),
})

/** One line behind a sum; of an entity that the reader may not see, only the amount and whose it is. */
const sumLine = z.strictObject({
  text: z.string(),
  amount: moneyJson,
  on: localDate.optional(),
  requestId: id.optional(),
})

/** The one sum for one subject, over all entities: 对 张伟 · 近 12 个月. */
export const sumJson = z.strictObject({
  subject: z.enum(['person', 'household', 'organisation', 'deal', 'event']),
  name: z.string(),
  partyId: id.optional(),
  window: z.string(),
  before: moneyJson,
  after: moneyJson,
  count: z.int().min(0),
  lines: z.array(sumLine),
})

/** One step of a route, with the people whom the policy finds for it. */
export const routeStepJson = z.strictObject({
  stepId: id.optional(),
  level,
  role: z.string(),
  need: z.enum(['any', 'all']),
  people: z.array(staffRef),
  state: z.enum(['ahead', 'waiting', 'approved', 'rejected', 'returned', 'delegated', 'lapsed']),
  word: z.string(),
  deadline: deadlineJson.optional(),
})

/** A file of evidence, with where it came from and what was found out about it. */
export const evidenceJson = z.strictObject({
  fileId: id,
  name: z.string(),
  mediaType: z.string(),
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** What the file proves, as the policy names it: `agenda`, `menu`; `other` is none of those. */
  purpose: z.string(),
  purposeWord: z.string(),
  /** `reused`: the same content belongs to another request. Nobody vouches for what stands in a file. */
  check: z.enum(['unchecked', 'reused']),
  checkText: z.string(),
})

/** One event of the timeline: a person, a verb, an object; system events of one moment come as one group. */
export const timelineItem = z.strictObject({
  actor: z.string(),
  verb: z.string(),
  object: z.string().optional(),
  /** Second line: a reason, or the verdict of that moment. */
  note: z.string().optional(),
  when: whenJson,
  tone: z.enum(['person', 'system', 'good', 'bad', 'wait']),
  /** Number in the log; absent until the sequencer has numbered it. */
  entry: z.int().min(0).optional(),
  grouped: z.array(z.strictObject({ text: z.string(), entry: z.int().min(0).optional() })),
})

/**
 * The seal at the head of a timeline: the last entry's own number, and what the last verification of the log
 * found about this object. `unchecked` where there was none since.
 */
export const sealJson = z.strictObject({
  entry: z.int().min(0).optional(),
  state: z.enum(['intact', 'unchecked', 'pending', 'broken']),
  text: z.string(),
})

/** What a verb answers: where the object stands now, in one sentence. */
export const actedJson = z.strictObject({
  state: stateJson.optional(),
  version: z.int().min(1),
  says: z.string(),
})

/** The verbs that the action bar knows, each with its permission. */
export const verb = z.enum([
  'approve',
  'reject',
  'return',
  'transfer',
  'add_signer',
  'copy',
  'remind',
  'withdraw',
  'answer',
  'change',
  'give',
  'decline',
  'complete',
  'cancel',
  'settle',
  'reverse',
])
