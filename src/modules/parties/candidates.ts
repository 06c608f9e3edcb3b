import type { Transaction } from '../../platform/db/transaction.ts'
import { rankKeys, searchKeys } from './matching/block.ts'
import { ranked, type Found } from './matching/memory-index.ts'
import { scoreSubjects, subjectOf, type MatchSubject } from './matching/score.ts'
import type { NameSchema } from './matching/normalise.ts'
import { marksOf } from './namesakes.ts'
import { loadCustomers, loadPersonDetails, loadPersonSituations, withMerged, type Families } from './store.ts'
import { findCustomersByKeys, findPeopleByKeys, loadFormerNames, type KeysOf } from './store-search.ts'
import type { CustomerRow, FormerNameRow, PersonDetailRow } from './tables.ts'

/** What was typed or imported, with what is known beside the name. */
export type Typed = {
  readonly name: string
  readonly schema: NameSchema
  readonly phone?: string
  readonly code?: string
  readonly employer?: string
}

/**
 * A known party that may be the one that was typed. `formerly` says by which name it was found where that is
 * none of its own of today: one it had before, or one of a record that was merged into it. `mark` tells it
 * from another one of the list that has the same name.
 */
export type Candidate = Found & {
  readonly name: string
  readonly formerly?: string
  readonly mark?: string
}

/**
 * The known parties that a typed name may stand for, best first, so that a misspelling opens no fresh limit.
 * What a party was called before, and what the records that were merged into it are called, finds it too.
 */
export async function findCandidates(tx: Transaction, typed: Typed, day: string): Promise<Candidate[]> {
  const { name, schema, ...context } = typed
  const employers = await employersOf(tx, typed)
  const query = subjectOf({ names: [name], schema, ...context, ...employers.query })
  const keys = {
    search: [...new Set([...searchKeys(query), ...employers.keys])],
    rank: [...new Set([...rankKeys(query), ...employers.keys])],
  }
  const entries =
    schema === 'organisation'
      ? await organisations(tx, keys)
      : await people(tx, keys, { day, beside: employers.beside })
  const best = new Map<string, Candidate>()
  // The names of today come first, so a former one is told only where it says more.
  const isFormer = (entry: Entry) => Number(entry.formerly !== undefined)
  for (const { subject, ...entry } of entries.toSorted((a, b) => isFormer(a) - isFormer(b))) {
    const scored = { ...entry, ...scoreSubjects(query, subject) }
    const other = best.get(entry.id)
    if (!other || scored.score > other.score) best.set(entry.id, scored)
  }
  const found = [...best.values()].filter((each) => each.verdict !== 'none')
  const listed = ranked(found).map((each) => ({ ...each, ...namesOf(best.get(each.id)) }))
  const marks = await marksOf(tx, listed, day)
  return listed.map((each) => {
    const mark = marks.get(each.id)
    return mark === undefined ? each : { ...each, mark }
  })
}

function namesOf(candidate: Candidate | undefined): Pick<Candidate, 'name' | 'formerly'> {
  const { name = '', formerly } = candidate ?? {}
  return formerly === undefined ? { name } : { name, formerly }
}

/** The employer that was named, as its survivor, and the keys under which the people of its family stand. */
async function employersOf(tx: Transaction, { schema, employer }: Typed) {
  if (schema !== 'person' || employer === undefined) return { beside: undefined, query: {}, keys: [] }
  const { members, survivorOf } = await withMerged(tx, [employer])
  const keys = members.length > 1 ? members.map((id) => `e:${id}`) : []
  const beside = survivorOf(employer)
  return { beside, query: { employer: beside }, keys }
}

type Entry = {
  readonly id: string
  readonly name: string
  readonly formerly?: string
  readonly subject: MatchSubject
}

async function organisations(tx: Transaction, keys: KeysOf): Promise<Entry[]> {
  const hits = await findCustomersByKeys(tx, keys)
  const ids = hits.map((row) => row.id)
  const [families, former] = await Promise.all([withMerged(tx, ids), loadFormerNames(tx, ids)])
  const unread = families.members.filter((id) => !ids.includes(id))
  const rows = new Map([...hits.map((row) => [row.id, row] as const), ...(await loadCustomers(tx, unread))])
  const codes = codesOf(families, rows)
  const named = hits.map((row) => {
    const id = families.survivorOf(row.id)
    const code = row.credit_code ?? codes.get(id)
    return { id, name: rows.get(id)?.name ?? row.name, row, ...(code === undefined ? {} : { code }) }
  })
  return [
    ...named.map(({ id, name, row, code }) => ({
      id,
      name,
      ...(id === row.id ? {} : { formerly: row.name }),
      subject: organisationSubject(row, ownNames(row), code),
    })),
    ...named.flatMap(({ id, name, row, code }) =>
      (former.get(row.id) ?? []).map((had) => ({
        id,
        name,
        formerly: had.value,
        subject: formerSubject(row, had, code),
      })),
    ),
  ]
}

/** A merge joins no two codes, so a family has one at most. */
function codesOf(families: Families, rows: ReadonlyMap<string, CustomerRow>): Map<string, string> {
  return new Map(
    [...rows.values()].flatMap(({ id, credit_code: code }) =>
      code === null ? [] : [[families.survivorOf(id), code] as const],
    ),
  )
}

function ownNames(row: CustomerRow): string[] {
  return [row.name, row.short_name, row.latin_name].filter((name) => name !== null)
}

function formerSubject(row: CustomerRow, had: FormerNameRow, code: string | undefined): MatchSubject {
  return had.kind === 'credit_code'
    ? organisationSubject(row, ownNames(row), had.value)
    : organisationSubject(row, [had.value], code)
}

function organisationSubject(
  row: CustomerRow,
  names: readonly string[],
  code: string | undefined,
): MatchSubject {
  return subjectOf({
    names,
    schema: 'organisation',
    ...(code === undefined ? {} : { code }),
    ...(row.phone === null ? {} : { phone: row.phone }),
  })
}

/** `beside` is the employer that was named: who works there among others is compared as one of them. */
async function people(
  tx: Transaction,
  keys: KeysOf,
  { day, beside }: { readonly day: string; readonly beside: string | undefined },
): Promise<Entry[]> {
  const hits = await findPeopleByKeys(tx, keys)
  const ids = hits.map((row) => row.id)
  const [families, situations] = await Promise.all([withMerged(tx, ids), loadPersonSituations(tx, ids)])
  const survivors = ids.map(families.survivorOf).filter((id) => !ids.includes(id))
  const unread = await loadPersonDetails(tx, [...new Set(survivors)])
  const names = new Map([...unread.values(), ...hits].map((row) => [row.id, row.name]))
  return hits.map((row) => {
    const id = families.survivorOf(row.id)
    const employers = situations(row.id, day).employments.map((each) => each.customer_id)
    const employer = employers.find((each) => each === beside) ?? employers[0]
    return {
      id,
      name: names.get(id) ?? row.name,
      ...(id === row.id ? {} : { formerly: row.name }),
      subject: personSubject(row, employer),
    }
  })
}

function personSubject(row: PersonDetailRow, employer: string | undefined): MatchSubject {
  return subjectOf({
    names: [row.name, row.latin_name].filter((name) => name !== null),
    schema: 'person',
    ...(row.phone === null ? {} : { phone: row.phone }),
    ...(employer === undefined ? {} : { employer }),
  })
}
