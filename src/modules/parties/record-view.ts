import type { z } from 'zod'
import type { partyRecord } from '../../contract/parties-record.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { staffRefOf } from '../access/index.ts'
import { accountShown } from './account-view.ts'
import { recordPermission, type RecordReader } from './record-reader.ts'
import { accountChecks, accountSources } from './accounts.ts'
import { classRules, type ClassRule } from './classes.ts'
import { customerTypes, ownerships } from './domain.ts'
import { fileThatSays } from './customer-family.ts'
import { proofsOf, type CustomerChanges } from './customer-record.ts'
import { customerRef, partyWord, sayParty, shownPeople } from './refs.ts'
import { loadCustomers, loadPeople, loadPersonSpans, withMerged } from './store.ts'
import { loadCustomerFiles } from './store-files.ts'
import { loadAccounts } from './store-record.ts'
import type { CustomerFactRow, CustomerRow } from './tables.ts'

type Record = z.output<typeof partyRecord.answer>
type Entry = Record['entries'][number]
type EntryKey = keyof CustomerChanges

/** What is on record of a party for the rules, and what the reader may put right; undefined for no party. */
export async function partyRecordOf(
  tx: Transaction,
  reader: RecordReader,
  partyId: string,
): Promise<Record | undefined> {
  const customer = (await loadCustomers(tx, [partyId])).get(partyId)
  if (customer) return customerRecord(tx, reader, customer)
  const person = (await loadPeople(tx, [partyId])).get(partyId)
  if (!person) return undefined
  const people = await shownPeople(tx, reader, [partyId])
  return {
    ...nothing(reader),
    party: people.ref(partyId),
    version: person.version,
    classes: await classesOf(tx, reader, partyId),
    may: { ...denials(reader), classify: recordPermission(reader, 'parties.classify') },
  }
}

/** The parts that a party of one kind does not have, and the choices of both. */
function nothing(reader: RecordReader) {
  const list = (prefix: string, values: readonly string[]) =>
    values.map((value) => ({ value, word: partyWord(reader, prefix, value) }))
  return {
    entries: [],
    accounts: [],
    classes: [],
    classChoices: Object.entries(classRules)
      .filter(([, rule]) => rule.of === 'person')
      .map(([value, rule]: [string, ClassRule]) => ({
        value,
        word: partyWord(reader, 'class', value),
        proofs: list('evidence', rule.evidence),
      })),
    accountSources: list('given', accountSources),
    accountChecks: list('check', accountChecks),
    takesPhone: false,
  }
}

function denials(reader: RecordReader) {
  const no = recordPermission(reader, 'parties.correct_customer')
  return { correct: no, stateAccount: recordPermission(reader, 'parties.state_account'), classify: no }
}

async function customerRecord(tx: Transaction, reader: RecordReader, row: CustomerRow): Promise<Record> {
  const files = (await loadCustomerFiles(tx, [row.id])).familyOf(row)
  const accounts = (await loadAccounts(tx, [row.id])).get(row.id) ?? []
  const isWaiting = accounts.some(({ state }) => state === 'stated')
  const askerIds = isWaiting ? ((await reader.askersOf(tx, [row.id])).get(row.id) ?? []) : []
  // What the rules take from a record that was merged into this one is shown as what it is: in force.
  const entries = entryKeys(row).map((key) => {
    const file = fileThatSays(files, key) ?? { row, facts: [] }
    return entryOf(reader, key, file.row, file.facts)
  })
  return {
    ...nothing(reader),
    party: customerRef(row),
    version: row.version,
    entries,
    takesPhone: await reader.takesPhone(tx),
    accounts: accounts.toReversed().map((account) => accountShown(reader, row, account, askerIds)),
    may: denials(reader),
  }
}

/** The entries in the order of the form; who pays for US health care is asked of American customers alone. */
function entryKeys(row: CustomerRow): EntryKey[] {
  const american: EntryKey[] = row.country === 'US' ? ['federalHealthProgramme'] : []
  return [
    'ownership',
    'type',
    'publicPurchaser',
    'staffBenefitAuthorised',
    ...american,
    'creditCode',
    'name',
    'shortName',
    'latinName',
    'role',
    'grade',
    'country',
    'city',
    'phone',
  ]
}

const choicesOf: Partial<globalThis.Record<EntryKey, readonly [list: string, values: readonly string[]]>> = {
  ownership: ['ownership', ownerships],
  type: ['type', customerTypes],
  role: ['role', ['customer', 'dealer', 'user', 'consumer', 'supplier']],
  grade: ['', ['A', 'B', 'C', 'D']],
}

const yesNoKeys: readonly EntryKey[] = ['publicPurchaser', 'staffBenefitAuthorised', 'federalHealthProgramme']

function entryOf(
  reader: RecordReader,
  key: EntryKey,
  row: CustomerRow,
  facts: readonly CustomerFactRow[],
): Entry {
  const choices = choicesOf[key]
  const isYesNo = yesNoKeys.includes(key)
  const last = facts.findLast((each) => each.fact === columnOf(key))
  const value = valueOf(row, key, last)
  const list = choices?.[0] ?? ''
  return {
    field: {
      path: key,
      name: sayParty(reader, `record.${key}`),
      input: choices ? 'choice' : isYesNo ? 'yes_no' : 'text',
      isRequired: false,
      ...(choices
        ? { choices: choices[1].map((each) => ({ value: each, word: partyWord(reader, list, each) })) }
        : {}),
    },
    text: textOf(reader, list, value),
    ...(value === null ? {} : { value }),
    ...(last ? { since: last.from_on, evidence: evidenceWord(reader, last.evidence) } : {}),
    ...(last ? { by: staffRefOf({ ...reader, personId: '' }, last.recorded_by) } : {}),
    proofs: proofsOf(key).map((kind) => ({ value: kind, word: partyWord(reader, 'evidence', kind) })),
  }
}

function columnOf(key: EntryKey): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function valueOf(
  row: CustomerRow,
  key: EntryKey,
  last: CustomerFactRow | undefined,
): string | boolean | null {
  if (key !== 'federalHealthProgramme') {
    return (row as unknown as globalThis.Record<string, string | boolean | null>)[columnOf(key)] ?? null
  }
  return last?.value === undefined || last.value === null ? null : last.value === 'true'
}

function textOf(reader: RecordReader, list: string, value: string | boolean | null): string {
  if (value === null) return sayParty(reader, 'fact.unknown')
  if (typeof value === 'boolean') return sayParty(reader, value ? 'fact.yes' : 'fact.no')
  return partyWord(reader, list, value)
}

/** `kind:reference` as a sentence. */
function evidenceWord(reader: RecordReader, evidence: string): string {
  const [kind = '', ...rest] = evidence.split(':')
  return sayParty(reader, 'evidence.of', {
    kind: partyWord(reader, 'evidence', kind),
    reference: rest.join(':'),
  })
}

async function classesOf(
  tx: Transaction,
  reader: RecordReader,
  personId: string,
): Promise<Record['classes']> {
  const { members } = await withMerged(tx, [personId])
  const { classifications } = await loadPersonSpans(tx, members)
  return classifications.toReversed().map((each) => ({
    word: partyWord(reader, 'class', each.class),
    fromOn: each.from_on,
    ...(each.until_on === null ? {} : { untilOn: each.until_on }),
    isVerified: each.is_verified,
    source: partyWord(reader, 'source', each.source),
    ...(each.evidence === null ? {} : { evidence: evidenceWord(reader, each.evidence) }),
  }))
}
