import { hash } from 'node:crypto'
import { z } from 'zod'
import { localDate } from '../../contract/common.ts'
import { factsJson, type Facts } from '../../contract/facts.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { compilePacks } from './compile.ts'
import { homeKey, weighFacts, type ReadLine } from './in-force.ts'
import { loadPack } from './load-pack.ts'
import { limitsGivers } from './measures.ts'
import { ratesFrom } from './rates.ts'
import type { DecisionRow, PackRow } from './tables.ts'

/** What came of taking a stored decision again; `why` tells where it went apart. */
export type Replay =
  | { readonly same: true; readonly sha256: string }
  | { readonly same: false; readonly sha256: string; readonly why: 'packs' | 'record' | 'hash' | 'outcome' }

/** The earlier benefits that a record names, as they stood then for sums as of that day, in any order. */
export type HistoryThen = (ids: readonly string[], asOf: LocalDate) => Promise<readonly ReadLine[]>

type FactLine = NonNullable<Facts['history']>[number]

const stored = z.looseObject({
  facts: factsJson,
  history: z.array(z.string()).optional(),
  readAs: z.record(z.string(), z.string()).optional(),
  homes: z.record(z.string(), z.string()).optional(),
  orgs: z.record(z.string(), z.string()).optional(),
  decision: z.looseObject({
    record: z.looseObject({
      packs: z.array(z.looseObject({ sha256: z.string() })),
      rates: z.array(
        z.strictObject({ base: z.string(), quote: z.string(), date: localDate, rate: z.string() }),
      ),
    }),
  }),
})

/**
 * Takes a stored decision again, with its own facts and rates, the earlier benefits that it names and the
 * packs found by their hashes, and compares the bytes. Packs that were edited since do not matter: another
 * content has another hash.
 */
export async function replayDecision(
  rows: readonly PackRow[],
  decision: Pick<DecisionRow, 'record' | 'sha256'>,
  historyThen: HistoryThen,
): Promise<Replay> {
  const { sha256 } = decision
  const failed = (why: 'packs' | 'record' | 'hash' | 'outcome'): Replay => ({ same: false, sha256, why })
  if (hash('sha256', decision.record) !== sha256) return failed('hash')
  const found = readRecord(decision.record)
  if (!found) return failed('record')
  const { record } = found.decision
  const packs = record.packs.flatMap((reference) => packWith(rows, reference.sha256))
  if (packs.length < record.packs.length) return failed('packs')
  const compiled = compilePacks(packs)
  const concerns = concernedBy(found.facts, limitsGivers(compiled))
  const facts = await withHistory(found, { historyThen, concerns })
  const again = weighFacts(compiled, facts, ratesFrom(record.rates))
  return again.record.text === decision.record ? { same: true, sha256 } : failed('outcome')
}

type Reading = { readonly historyThen: HistoryThen; readonly concerns: (line: FactLine) => boolean }

/**
 * Puts the earlier benefits back in the order of the record, those that concern its recipient or deal.
 * Parties that were merged then stand as the ones that they were read as, whatever they are today.
 */
async function withHistory(
  found: z.output<typeof stored>,
  { historyThen, concerns }: Reading,
): Promise<Facts> {
  const { facts, history: ids, readAs = {}, homes = {}, orgs = {} } = found
  if (ids === undefined) return facts
  const lines = (await historyThen([...new Set(ids)], facts.asOf))
    .map((line) => atWork(atHome(readLine(line, readAs), homes), orgs))
    .filter(concerns)
  const byId = Map.groupBy(lines, (line) => line.id)
  const history = ids.flatMap((id) => byId.get(id)?.shift() ?? [])
  return { ...facts, history }
}

function readLine(line: ReadLine, readAs: Readonly<Record<string, string>>): ReadLine {
  const { recipientId, orgId } = line
  const recipient = recipientId === undefined ? undefined : readAs[recipientId]
  const org = orgId === undefined ? undefined : readAs[orgId]
  if (recipient === undefined && org === undefined) return line
  return {
    ...line,
    ...(recipient === undefined ? {} : { recipientId: recipient }),
    ...(org === undefined ? {} : { orgId: org }),
    was: { recipientId: recipientId ?? '', orgId },
  }
}

/** The line in the household in which it was read then, whatever is on record of it today. */
function atHome(line: ReadLine, homes: Readonly<Record<string, string>>): ReadLine {
  const householdId = homes[homeKey(line)]
  return householdId === undefined ? line : { ...line, householdId, isHomeRead: true }
}

/** The line as of the employer under which it was read then; what a merge wrote of it is told by that too. */
function atWork(line: ReadLine, orgs: Readonly<Record<string, string>>): ReadLine {
  const orgId = orgs[homeKey(line)]
  if (orgId === undefined) return line
  const { was, ...rest } = line
  const written = was && { was: { recipientId: was.recipientId, orgId: undefined } }
  return { ...rest, ...written, orgId, isOrgRead: true }
}

/** The facts of a decision record, without the earlier benefits; undefined where it is no record. */
export function recordedFacts(text: string): Facts | undefined {
  return readRecord(text)?.facts
}

/** Which lines a decision looks at; what a giver gave, only where a rule of that day limits it. */
export function concernedBy(facts: Facts, countsGivers: boolean): (line: FactLine) => boolean {
  const { recipient, customer, benefit, giver } = facts
  const orgs = [customer?.id, recipient?.employerId, recipient?.kind === 'entity' ? recipient.id : undefined]
  const same = (a: string | undefined, b: string | undefined) => a !== undefined && a === b
  return (line) =>
    same(line.recipientId, recipient?.id) ||
    same(line.householdId, recipient?.householdId) ||
    orgs.some((org) => same(line.recipientId, org) || same(line.orgId, org)) ||
    same(line.dealId, benefit?.dealId) ||
    same(line.eventId, benefit?.eventId) ||
    (countsGivers && same(line.giverPersonId, giver?.personId))
}

function readRecord(text: string) {
  try {
    return stored.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function packWith(rows: readonly PackRow[], sha256: string) {
  const row = rows.find((each) => each.sha256 === sha256)
  const loaded = row && loadPack(row.content, row.pack_id)
  // The content decides, not the column beside it: a changed row must not pass for the pack of that day.
  return loaded && 'packs' in loaded ? loaded.packs.filter((pack) => pack.sha256 === sha256) : []
}
