import { z } from 'zod'
import { id, instant, localDate, moneyJson } from './common.ts'
import { cursor, cursorsOf } from './cursor.ts'
import { benefitForms } from './facts.ts'
import { operation } from './operation.ts'
import { badgeJson, partyRef, peersJson, permissionJson, stateJson } from './screens.ts'

/**
 * Type-ahead for customers and people. Without a text: the reader's last five. With one: candidates by name
 * (Chinese, pinyin, Latin, short forms), code, phone and employer, best first, so that a misspelt name finds
 * the known party and opens no fresh limit.
 */
export const searchParties = operation({
  id: 'parties.search',
  kind: 'query',
  method: 'GET',
  path: '/v1/parties',
  summary: 'Find a customer or a person',
  query: z.strictObject({
    q: z.string().max(100).default(''),
    kind: z.enum(['organisation', 'person', 'any']).default('any'),
    employerId: id.optional(),
  }),
  answer: z.strictObject({
    items: z.array(
      partyRef.extend({
        /** Why it is listed: recently used, same code, alike in sound, short form. */
        why: z.string(),
        match: z.enum(['recent', 'exact', 'likely', 'possible']),
        /** Warnings a form shows at once: 公职人员, 正在招标. */
        flags: z.array(z.string()),
      }),
    ),
    /** True when what was typed is nobody known for certain: one of these, or somebody new. */
    asksWhich: z.boolean(),
    /** True when more have such a name, or work there, than are listed: they are found by typing more. */
    hasMore: z.boolean(),
  }),
})

const partyParams = z.strictObject({ partyId: id })

/** A sum by one key, for the tables by year, kind and entity. */
const slice = z.strictObject({
  key: z.string(),
  word: z.string(),
  count: z.int().min(0),
  sum: moneyJson,
  /** Part of the largest slice in thousandths, for the bar. */
  share: z.int().min(0).max(1000),
})

const flag = z.strictObject({
  word: z.string(),
  text: z.string(),
  tone: z.enum(['info', 'warn', 'block']),
  /** Where it comes from, and since when: register of officials, 2026-03-01. */
  source: z.string(),
  since: localDate.optional(),
})

/** What is used of a limit, and the limit itself: an amount, or how many times. */
const measured = z.union([moneyJson, z.strictObject({ times: z.int().min(0) })])

/** How much of a company limit on a routine kind is used today, by the measure of the policy in force. */
const capMeter = z.strictObject({
  title: z.string(),
  /** Over which time it adds up: 近 365 天. */
  window: z.string(),
  clause: z.string(),
  used: measured,
  limit: measured,
  /** What is used in thousandths of the limit, for the bar; a thousand where it is used up or exceeded. */
  share: z.int().min(0).max(1000),
  isExceeded: z.boolean(),
})

/**
 * What this party has in a register of others that was imported as an observed book. It is nothing that we
 * gave and stands in none of the other sums.
 */
const observedSum = z.strictObject({
  book: z.string(),
  /** The name in that register. */
  name: z.string(),
  /** `code`: the same credit code. `name`: the same name, which others may bear too. */
  by: z.enum(['code', 'name']),
  count: z.int().min(0),
  sums: z.array(moneyJson),
  /** True where that register gives some values only from below ("above limit"). */
  isAtLeast: z.boolean(),
  from: localDate,
  to: localDate,
})

const namedFact = z.strictObject({ name: z.string(), text: z.string(), partyId: id.optional() })

/** The page of a customer or a person: who it is, all sums, relations. Received ones are summed apart. */
export const partyPage = operation({
  id: 'parties.page',
  kind: 'query',
  method: 'GET',
  path: '/v1/parties/:partyId',
  summary: 'A customer or a person, with everything received',
  params: partyParams,
  answer: z.strictObject({
    party: partyRef,
    /** Second line: class, grade, employer and position. */
    line: z.string(),
    /** Where this entry was merged into another, that one. */
    mergedInto: partyRef.optional(),
    flags: z.array(flag),
    facts: z.array(namedFact),
    /** The one sum over all entities, per window: 近 12 个月, 本年, 全部. */
    totals: z.array(z.strictObject({ window: z.string(), sum: moneyJson, count: z.int().min(0) })),
    /** Where a customer stands among those alike within a year; absent where they are few. */
    peers: peersJson.optional(),
    /** The company's limits over time that speak of a person, for kinds that are routine for them. */
    meters: z.array(capMeter),
    /** Sums in registers of others, for whoever may read those; never added to ours. */
    observed: z.array(observedSum),
    byYear: z.array(slice),
    byKind: z.array(slice),
    byEntity: z.array(slice),
    /** Contacts of a customer, or household and employers of a person, each with their own sum. */
    related: z.array(partyRef.extend({ relation: z.string(), sum: moneyJson, count: z.int().min(0) })),
    /** Open tenders and dated agreements. */
    deals: z.array(z.strictObject({ title: z.string(), text: z.string(), tone: z.enum(['info', 'warn']) })),
    /** 可分享的截止说明: as of which moment all of this is. */
    asOf: instant,
    canRequest: permissionJson,
  }),
})

/** A place among the lines of a party: day and line. */
export const partyLineCursors = cursorsOf(
  'parties.lines',
  z.strictObject({ on: localDate, id: z.string().min(1) }),
)

/** Every line, newest first. Of entities that the reader may not see only the amount and the day remain. */
export const partyLines = operation({
  id: 'parties.lines',
  kind: 'query',
  method: 'GET',
  path: '/v1/parties/:partyId/lines',
  summary: 'Everything a customer or a person received',
  params: partyParams,
  query: z.strictObject({
    year: z.coerce.number().int().min(1990).max(2100).optional(),
    kind: z.enum(benefitForms).optional(),
    entityId: id.optional(),
    direction: z.enum(['given', 'received']).default('given'),
    cursor: partyLineCursors.query,
  }),
  answer: z.strictObject({
    rows: z.array(
      z.strictObject({
        lineId: z.string(),
        requestId: id.optional(),
        number: z.string().optional(),
        on: localDate,
        kind: z.string(),
        title: z.string(),
        /** Who received it, on a customer's page. */
        recipient: partyRef.optional(),
        entity: z.string(),
        amount: moneyJson,
        badge: badgeJson.optional(),
        state: stateJson.optional(),
        /** True for a line of a sister company whose details this reader may not see. */
        isMasked: z.boolean(),
      }),
    ),
    next: cursor.optional(),
  }),
})

export const partyOperations = [searchParties, partyPage, partyLines] as const
