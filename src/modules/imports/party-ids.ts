import { createHmac, hash } from 'node:crypto'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { RowParty } from './domain.ts'
import { findParties } from './store.ts'

/** How the parties of registers are named in the sums, in facts and in the log. */
export type PartyIds = {
  /** The id of a party of a book: by its number, else by its name under the key of the installation. */
  readonly idOf: (book: string, party: RowParty) => string
  /** The id that earlier versions of the program made of the name. */
  readonly olderIdOf: (book: string, party: RowParty) => string
}

/**
 * The identifier of a party is made of its book and its number or name, so that the same party has one sum in
 * its book and never meets a party of ours. A name goes through a keyed digest: of a plain one, anybody who
 * reads an export could tell whom it stands for by trying names, also after the name was erased.
 */
export function partyIds(key: Buffer): PartyIds {
  const keyed = remembered((name) => createHmac('sha256', key).update(name).digest('hex'))
  const plain = remembered((name) => hash('sha256', name))
  return {
    idOf: (book, party) => inBook(book, partyKey(party, keyed)),
    olderIdOf: (book, party) => inBook(book, partyKey(party, plain)),
  }
}

/** Parties of a file whose id is remembered; past that it is made again. */
const rememberedMax = 50_000

/** A register names the same few parties in many rows. */
function remembered(digest: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>()
  return (name) => {
    const found = known.get(name)
    if (found !== undefined) return found
    const made = digest(plainName(name)).slice(0, 24)
    if (known.size < rememberedMax) known.set(name, made)
    return made
  }
}

function partyKey(party: RowParty, digest: (name: string) => string): string {
  const [scheme, id] = Object.entries(party.ids)[0] ?? []
  if (scheme !== undefined && id !== undefined && /^[A-Za-z0-9._-]{1,40}$/.test(id)) return `${scheme}:${id}`
  return party.name === '' ? 'ourselves' : `name:${digest(party.name)}`
}

function plainName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
}

function inBook(book: string, key: string): string {
  const id = `${book}.${key}`
  return id.length <= 64 ? id : `${book}.${hash('sha256', id).slice(0, 20)}`
}

/** Ids of one question to the database. */
const idsAtOnce = 5_000

/**
 * The ids of some parties of an observed book. One that an earlier version of the program brought keeps its
 * id, so that it goes on having one sum.
 */
export async function observedIds(
  tx: Transaction,
  { idOf, olderIdOf }: PartyIds,
  book: string,
  parties: Iterable<RowParty>,
): Promise<(party: RowParty) => string> {
  // The rows of a file share their parties, so each is named once.
  const ids = new Map([...new Set(parties)].map((party) => [party, idOf(book, party)]))
  const asked = [...new Set([...ids.keys()].map((party) => olderIdOf(book, party)))]
  const kept = new Set<string>()
  for (let at = 0; at < asked.length; at += idsAtOnce) {
    for (const id of await findParties(tx, asked.slice(at, at + idsAtOnce))) kept.add(id)
  }
  for (const party of ids.keys()) {
    const older = olderIdOf(book, party)
    if (kept.has(older)) ids.set(party, older)
  }
  return (party) => ids.get(party) ?? idOf(book, party)
}
