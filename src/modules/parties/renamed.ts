import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Call } from '../../platform/act/command.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { loadEntityNames } from '../access/index.ts'
import { findCandidates, type Candidate } from './candidates.ts'
import { nameObjection } from './matching/new-name.ts'
import { isNameOnRecord, isSameWriting } from './matching/same-writing.ts'
import { ownEntityNamed } from './own-entities.ts'
import { loadToldApart } from './store-told-apart.ts'
import type { CustomerRow } from './tables.ts'

/** What a customer is called, as it is typed: each of these leads a search to it. */
export type CustomerNames = {
  readonly name?: string | undefined
  readonly shortName?: string | null | undefined
  readonly latinName?: string | null | undefined
}

const kinds = ['name', 'shortName', 'latinName'] as const

type Typed = { readonly kind: (typeof kinds)[number]; readonly text: string }

function typedIn(names: CustomerNames): Typed[] {
  return kinds.flatMap((kind) => {
    const text = names[kind]
    return typeof text === 'string' ? [{ kind, text }] : []
  })
}

/** Refuses names of a customer of which one is none, or stands for several; `at` is where they stand. */
export function namesObjection(names: CustomerNames, at: string): Refusal | undefined {
  for (const { kind, text } of typedIn(names)) {
    const wrong = nameObjection({ name: text, schema: 'organisation' }, `${at}/${kind}`)
    if (wrong) return wrong
  }
  return undefined
}

/** What a correction of names is held against. */
export type Renaming = {
  readonly ownNames: readonly string[]
  /** The other known customers whom each typed name means for sure. */
  readonly meant: readonly (Typed & { readonly partyId: string })[]
}

type Renamed = {
  readonly partyId: string
  readonly changes: CustomerNames & { readonly creditCode?: string | null | undefined }
}

/** Searches the other known customers for the names that a correction writes. */
async function loadRenaming(
  tx: Transaction,
  { partyId, changes }: Renamed,
  row: CustomerRow | undefined,
  day: string,
): Promise<Renaming> {
  const code = (changes.creditCode === undefined ? row?.credit_code : changes.creditCode) ?? undefined
  const meant: Renaming['meant'][number][] = []
  for (const typed of typedIn(changes)) {
    const wanted = { name: typed.text, schema: 'organisation' as const, ...(code ? { code } : {}) }
    for (const other of await findCandidates(tx, wanted, day)) {
      const isAnother = other.id !== partyId && other.id !== row?.merged_into
      if (isAnother && isMeant(typed, other)) meant.push({ ...typed, partyId: other.id })
    }
  }
  if (meant.length === 0) return { ownNames: await loadEntityNames(tx), meant }
  const told = await loadToldApart(tx, [partyId, ...meant.map((each) => each.partyId)])
  const isTold = (otherId: string) =>
    told.some(({ party_id: one, other_id: other }) =>
      [one, other].every((id) => id === partyId || id === otherId),
    )
  return { ownNames: await loadEntityNames(tx), meant: meant.filter((each) => !isTold(each.partyId)) }
}

/** A short form may be that of many; as the name itself it would be taken for the party it stands for. */
function isMeant({ kind, text }: Typed, other: Candidate): boolean {
  const known = other.formerly ?? other.name
  if (other.verdict !== 'match') return false
  if (kind !== 'name') return isNameOnRecord(text, known)
  return isSameWriting({ written: text, known, schema: 'organisation' }, other)
}

/**
 * The objection to names that a correction would write: the rule of every new name, and that none of them is
 * the name of another known customer, whose benefits would then be found under this one.
 */
export function renameObjection(
  { ownNames, meant }: Renaming,
  changed: CustomerNames,
  at: string,
): Refusal | undefined {
  const wrong = namesObjection(changed, at)
  if (wrong) return wrong
  for (const { kind, text } of typedIn(changed)) {
    const own = ownEntityNamed(text, ownNames)
    if (own !== undefined) return refuse('parties.own_entity', { name: own }, `${at}/${kind}`)
    const other = meant.find((each) => each.kind === kind && each.text === text)
    if (other) return refuse('parties.name_of_another', { party: other.partyId }, `${at}/${kind}`)
  }
  return undefined
}

/** The renamings of a set, by call. */
export async function loadRenamings<Body extends Renamed>(
  tx: Transaction,
  calls: readonly Call<Body>[],
  customers: ReadonlyMap<string, CustomerRow>,
  dayOf: (call: Call<Body>) => string,
): Promise<ReadonlyMap<Call<Body>, Renaming>> {
  const found = new Map<Call<Body>, Renaming>()
  for (const call of calls) {
    const row = customers.get(call.body.partyId)
    if (typedIn(call.body.changes).length > 0)
      found.set(call, await loadRenaming(tx, call.body, row, dayOf(call)))
  }
  return found
}
