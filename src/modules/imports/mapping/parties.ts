import type { Direction, RecipientClass, RowParty } from '../domain.ts'
import type { Profile, ProfileField } from '../profiles/profile.ts'
import { condition, type Cells, type Condition } from './conditions.ts'
import { phonesIn } from './phones.ts'

type Roles = Profile['parties']['outward']
type PartySpec = Roles['recipient'][number]

/** The parties of a row; a missing one is for a person to complete. */
export type Parties = {
  readonly giver: RowParty | undefined
  readonly recipient: RowParty | undefined
  readonly org: RowParty | undefined
  /** Who is not named, by the first field that could name them. */
  readonly missing: readonly { readonly field: ProfileField; readonly code: string }[]
}

/** What a benefit received is seen from the keeper's side; everything else goes outward. */
export function sideOf(direction: Direction): 'outward' | 'inward' {
  return direction === 'received' ? 'inward' : 'outward'
}

const ourselves: RowParty = { kind: 'entity', name: '', ids: {} }

/** Finds giver, recipient and the recipient's organisation, as the profile says for this direction. */
export function partiesOf(
  profile: Profile,
  direction: Direction,
  cells: Cells,
  isUnnamed: (text: string) => boolean,
): Parties {
  const roles = profile.parties[sideOf(direction)]
  const find = (specs: readonly PartySpec[]) => {
    for (const spec of specs) {
      const party = partyOf(spec, cells, isUnnamed)
      if (party) return party
    }
    return undefined
  }
  const recipient = find(roles.recipient)
  const org = find(roles.org)
  const giver = roles.giver === 'ourselves' ? ourselves : find(roles.giver)
  const missing: Parties['missing'][number][] = []
  if (!giver) missing.push({ field: firstField(roles.giver, 'giver'), code: 'party.giver_missing' })
  if (!recipient) {
    missing.push({ field: firstField(roles.recipient, 'recipientName'), code: 'party.recipient_missing' })
  }
  return {
    missing,
    giver,
    recipient,
    // A customer that receives itself is not also its own employer.
    org: org && recipient && org.name === recipient.name ? undefined : org,
  }
}

function firstField(specs: Roles['giver'], otherwise: ProfileField): ProfileField {
  const [first] = specs === 'ourselves' ? [] : specs
  return first?.name ?? first?.ids[0]?.field ?? otherwise
}

function partyOf(spec: PartySpec, cells: Cells, isUnnamed: (text: string) => boolean): RowParty | undefined {
  const name = spec.name === undefined ? '' : cells(spec.name).replace(/\s+/g, ' ')
  const ids: Record<string, string> = {}
  for (const { scheme, field } of spec.ids) {
    const id = cells(field)
    if (id !== '' && !isUnnamed(id)) ids[scheme] = id
  }
  const known = name !== '' && !isUnnamed(name) ? name : ''
  if (known === '' && Object.keys(ids).length === 0) return undefined
  const title = spec.title === undefined ? '' : cells(spec.title)
  const phone = phonesIn(spec, cells)
  return {
    kind: spec.kind,
    name: known,
    ids,
    ...(title === '' ? {} : { title }),
    ...(phone === '' ? {} : { phone }),
  }
}

export type ClassRule = {
  readonly holds: Condition
  readonly side: 'outward' | 'inward' | undefined
  readonly class: RecipientClass
  readonly assumption: string | undefined
}

/** The class rules of a profile, made ready. */
export function classRules(profile: Profile): ClassRule[] {
  return profile.classes.rules.map((rule) => ({
    holds: condition(rule.when),
    side: rule.direction,
    class: rule.class,
    assumption: rule.assumption,
  }))
}

/** The first rule that holds; none means that the class is unknown, never that it is harmless. */
export function classOf(
  rules: readonly ClassRule[],
  direction: Direction,
  cells: Cells,
): ClassRule | undefined {
  const side = sideOf(direction)
  return rules.find((rule) => (rule.side === undefined || rule.side === side) && rule.holds(cells))
}
