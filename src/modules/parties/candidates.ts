import type { Transaction } from '../../platform/db/transaction.ts'
import { searchKeys } from './matching/block.ts'
import { ranked, type Found } from './matching/memory-index.ts'
import { scoreSubjects, subjectOf, type MatchSubject } from './matching/score.ts'
import type { NameSchema } from './matching/normalise.ts'
import { findCustomersByKeys, findPeopleByKeys, loadPersonSituations } from './store.ts'
import type { CustomerRow } from './tables.ts'

/** What was typed or imported, with what is known beside the name. */
export type Typed = {
  readonly name: string
  readonly schema: NameSchema
  readonly phone?: string
  readonly code?: string
  readonly employer?: string
}

/** A known party that may be the one that was typed. */
export type Candidate = Found & { readonly name: string }

/**
 * The known parties that a typed name may stand for, best first, so that a misspelling opens no fresh limit.
 */
export async function findCandidates(tx: Transaction, typed: Typed, day: string): Promise<Candidate[]> {
  const { name, schema, ...context } = typed
  const query = subjectOf({ names: [name], schema, ...context })
  const keys = searchKeys(query)
  const entries = schema === 'organisation' ? await organisations(tx, keys) : await people(tx, keys, day)
  const found = entries.map((entry) => ({
    id: entry.id,
    name: entry.name,
    ...scoreSubjects(query, entry.subject),
  }))
  const names = new Map(entries.map((entry) => [entry.id, entry.name]))
  return ranked(found.filter((each) => each.verdict !== 'none')).map((each) => ({
    ...each,
    name: names.get(each.id) ?? '',
  }))
}

type Entry = { readonly id: string; readonly name: string; readonly subject: MatchSubject }

async function organisations(tx: Transaction, keys: readonly string[]): Promise<Entry[]> {
  const rows = await findCustomersByKeys(tx, keys)
  return rows.map((row) => ({ id: row.id, name: row.name, subject: organisationSubject(row) }))
}

function organisationSubject(row: CustomerRow): MatchSubject {
  const names = [row.name, row.short_name, row.latin_name].filter((name) => name !== null)
  return subjectOf({
    names,
    schema: 'organisation',
    ...(row.credit_code === null ? {} : { code: row.credit_code }),
    ...(row.phone === null ? {} : { phone: row.phone }),
  })
}

async function people(tx: Transaction, keys: readonly string[], day: string): Promise<Entry[]> {
  const rows = await findPeopleByKeys(tx, keys)
  const situations = await loadPersonSituations(
    tx,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const employer = situations(row.id, day).employment?.customer_id
    const subject = subjectOf({
      names: [row.name, row.latin_name].filter((name) => name !== null),
      schema: 'person',
      ...(row.phone === null ? {} : { phone: row.phone }),
      ...(employer === undefined ? {} : { employer }),
    })
    return { id: row.id, name: row.name, subject }
  })
}
