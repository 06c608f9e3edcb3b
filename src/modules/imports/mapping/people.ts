import { isNoName, namesSeveralOrganisations, peopleIn } from '../../parties/index.ts'
import type { Direction, RowParty } from '../domain.ts'
import { eachOf } from '../parts.ts'
import type { Profile } from '../profiles/profile.ts'
import type { Mapper } from './compile.ts'
import { sideOf, type Parties } from './parties.ts'
import { quoted } from './reading.ts'
import type { Sheet } from './sheet.ts'

/**
 * The people to whom a row of our own register goes, one by one where the cell names several. A register of
 * others names its parties as it likes: they are none of ours and open no limit.
 */
export function peopleOf(profile: Pick<Profile, 'book'>, parties: Parties, direction: Direction): People {
  const { recipient, org } = parties
  if (!isOurs(profile, recipient, direction)) return { each: recipient ? [recipient] : [], areUnnamed: false }
  const found = peopleIn(recipient.name, org?.name)
  if (found.are === 'several') return { each: eachOf(recipient, found.names), areUnnamed: false }
  return { each: [recipient], areUnnamed: found.are === 'unnamed' }
}

/** Whom a row names, and whether it is people whom it does not name one by one. */
export type People = { readonly each: readonly RowParty[]; readonly areUnnamed: boolean }

function isOurs(
  { book }: Pick<Profile, 'book'>,
  recipient: RowParty | undefined,
  direction: Direction,
): recipient is RowParty {
  return book === 'own' && recipient?.kind === 'person' && sideOf(direction) === 'outward'
}

type Named = {
  readonly parties: Parties
  readonly people: People
  readonly direction: Direction
  readonly count: number
  /** The cell of the customer, as it is. */
  readonly customer: string
}

/** What keeps a row from being divided: several people as one would open one fresh limit for all of them. */
export function checkPeople(mapper: Mapper, named: Named, sheet: Sheet): void {
  const { parties, people, direction, count, customer } = named
  const { recipient, org, giver } = parties
  const outside = sideOf(direction) === 'inward' ? giver : (org ?? recipient)
  const { book } = mapper.profile
  if (book === 'own' && outside?.kind === 'entity' && namesSeveralOrganisations(outside.name)) {
    const params = { text: quoted(outside.name) }
    sheet.missing.push(sheet.remark('orgName', { code: 'party.several_customers', params }))
  }
  if (book === 'own' && isUnnamed(mapper, customer) && outside?.ids['uscc'] === undefined) {
    const params = { text: quoted(customer) }
    sheet.missing.push(sheet.remark('orgName', { code: 'party.no_name', params }))
  }
  const text = quoted(recipient?.name ?? '')
  const names = people.each.length
  if (people.areUnnamed && isNoName(recipient?.name ?? '')) {
    sheet.missing.push(sheet.remark('recipientName', { code: 'party.no_name', params: { text } }))
  } else if (people.areUnnamed) {
    sheet.missing.push(sheet.remark('recipientName', { code: 'party.several', params: { text } }))
  } else if (names > 1) {
    const params = { text, names, count }
    if (count !== names) {
      sheet.missing.push(sheet.remark('recipientName', { code: 'party.count_differs', params }))
    } else sheet.notes.push(sheet.remark('recipientName', { code: 'party.divided', params }))
  }
}

/** A sign in place of a name tells nobody; a cell that is left empty says that there is no customer. */
function isUnnamed({ isNil }: Mapper, customer: string): boolean {
  return customer !== '' && (isNil(customer) || isNoName(customer))
}
