import type { z } from 'zod'
import { administration, administrationCursors } from '../../contract/log.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { operationWord } from '../../texts/audit.ts'
import {
  administrative,
  loadAccountHolders,
  isGrantable,
  nameOf,
  roleWord,
  staffName,
} from '../access/index.ts'
import { nameFor, whenOf, type LogReader } from './screen.ts'
import { listAdministration, type ListedEntry } from './store-screen.ts'

type Page = z.input<(typeof administration)['answer']>
type Query = z.output<(typeof administration)['query']>

const pageSize = 50
const above = 2n ** 62n

/**
 * A page of what those who administer did. Everybody on the staff reads it: it says what was done, by whom
 * and about whom, and never the words in which somebody gave a reason, which may be about a person.
 */
export async function administrationPage(
  tx: Transaction,
  reader: LogReader,
  { cursor }: Query,
): Promise<Page> {
  const before = cursor === undefined ? above : BigInt(cursor[0])
  const found = await listAdministration(tx, { operations: administrative, before, limit: pageSize + 1 })
  const shown = found.slice(0, pageSize)
  const accountIds = shown
    .filter(({ object_type: type }) => type === 'account')
    .map((entry) => entry.object_id)
  const holders = await loadAccountHolders(tx, accountIds)
  const rows = shown.map((entry) => rowOf(reader, entry, holders))
  const last = shown.at(-1)
  return found.length > pageSize && last
    ? { rows, next: administrationCursors.write([String(last.id)]) }
    : { rows }
}

function rowOf(
  reader: LogReader,
  entry: ListedEntry,
  holders: ReadonlyMap<string, string>,
): Page['rows'][number] {
  return {
    entryId: String(entry.id),
    ...(entry.number === null ? {} : { number: Number(entry.number) }),
    when: whenOf(reader, entry.at),
    actor: nameFor(reader, entry.person_id),
    text: operationWord(entry.operation, reader.language),
    about: aboutOf(reader, entry, holders),
    isEmergency: entry.operation === 'access.open_emergency',
  }
}

/** The whole company, and all that is shipped: the act says it already. */
const unnamed: readonly string[] = ['company', 'shipped']

/** Whom or what an entry is about, by name; its identifier where it has none. */
function aboutOf(
  { organisation, language }: LogReader,
  { object_type: type, object_id: id }: ListedEntry,
  holders: ReadonlyMap<string, string>,
): string {
  const grant = type === 'role_grant' ? organisation.rows.grants.find((row) => row.id === id) : undefined
  if (grant && isGrantable(grant.role)) {
    return `${staffName(organisation, grant.person_id, language)} · ${roleWord(grant.role, language)}`
  }
  const personId = type === 'account' ? holders.get(id) : id
  if (personId !== undefined && organisation.people.has(personId)) {
    return staffName(organisation, personId, language)
  }
  const place = organisation.entities.get(id) ?? organisation.units.get(id)
  if (place) return nameOf(place, language)
  return unnamed.includes(id) ? '' : id
}
