import type { z } from 'zod'
import type { partyRecord } from '../../contract/parties-record.ts'
import { formatMoment } from '../../kernel/format.ts'
import { timeAgo } from '../../kernel/relative-time.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { mayWith, staffRefOf, type Organisation } from '../access/index.ts'
import { accountChecks, accountObjection, accountSources, accountStanding } from './accounts.ts'
import { classRules, type ClassRule } from './classes.ts'
import { customerTypes, ownerships } from './domain.ts'
import { fileThatSays } from './customer-family.ts'
import { proofsOf, type CustomerChanges } from './customer-record.ts'
import { customerRef, partyWord, sayParty, shownPeople, type PartyReader } from './refs.ts'
import { loadCustomers, loadPeople, loadPersonSpans, withMerged } from './store.ts'
import { loadCustomerFiles } from './store-files.ts'
import { loadAccounts } from './store-record.ts'
import type { AccountRow, CustomerFactRow, CustomerRow } from './tables.ts'

/** For whom, as of when and with which people the record is put into words. */
export type RecordReader = PartyReader & {
  readonly actor: Actor
  readonly organisation: Organisation
  readonly now: Instant
  readonly zone: string
}

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
    may: { ...denials(reader), classify: permission(reader, 'parties.classify') },
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
  }
}

function denials(reader: RecordReader) {
  const no = permission(reader, 'parties.correct_customer')
  return { correct: no, stateAccount: permission(reader, 'parties.state_account'), classify: no }
}

function permission(reader: RecordReader, operation: string): Record['may']['correct'] {
  const allowed = mayWith(reader.actor, operation, { entityId: reader.actor.entityIds[0] ?? '' })
  if (allowed.can) return { can: true, needsReason: true, needsFactor: false }
  return { can: false, why: sayRefusal(allowed.refusal, reader.language).says }
}

async function customerRecord(tx: Transaction, reader: RecordReader, row: CustomerRow): Promise<Record> {
  const files = (await loadCustomerFiles(tx, [row.id])).familyOf(row)
  const accounts = (await loadAccounts(tx, [row.id])).get(row.id) ?? []
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
    accounts: accounts.toReversed().map((account) => accountOf(reader, row, account)),
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

function accountOf(reader: RecordReader, row: CustomerRow, account: AccountRow): Record['accounts'][number] {
  const staff = (id: string) => staffRefOf({ ...reader, personId: '' }, id)
  const { language, now, zone } = reader
  const { nameMatches } = accountStanding(row, [{ ...account, state: 'stated' }]) ?? { nameMatches: false }
  return {
    accountId: account.id,
    holder: account.holder,
    bank: account.bank,
    number: `•••• ${account.number.slice(-4)}`,
    ...(account.cnaps === null ? {} : { cnaps: account.cnaps }),
    // The database holds the list of states.
    state: account.state as Record['accounts'][number]['state'],
    word: partyWord(reader, 'account', account.state),
    isInOwnName: nameMatches,
    givenIn: partyWord(reader, 'given', account.given_in),
    reference: account.reference,
    statedBy: staff(account.stated_by),
    stated: {
      at: account.stated_at,
      text: formatMoment(account.stated_at, zone, now),
      ago: timeAgo(account.stated_at, { now, zone, language }),
    },
    ...(account.checked_by === null ? {} : { checkedBy: staff(account.checked_by) }),
    ...(account.checked_how === null ? {} : { checkedHow: partyWord(reader, 'check', account.checked_how) }),
    check: checkPermission(reader, account),
  }
}

/** Whether the reader may check this account; requests of their own are looked up when they do. */
function checkPermission(reader: RecordReader, account: AccountRow): Record['accounts'][number]['check'] {
  const allowed = permission(reader, 'parties.check_account')
  if (!allowed.can) return allowed
  const how = account.given_in === 'call_back' ? 'visit' : 'call_back'
  const objection = accountObjection(account, { by: reader.actor.personId, how, askerIds: [] })
  if (isRefusal(objection)) return { can: false, why: sayRefusal(objection, reader.language).says }
  return { can: true, needsReason: true, needsFactor: !reader.actor.hasFreshFactor }
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
