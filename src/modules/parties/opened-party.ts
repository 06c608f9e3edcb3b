import type { LocalDate } from '../../kernel/time.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { Newcomer } from './claims.ts'
import type { PartyDeps } from './create-commands.ts'
import type { Lookalike } from './domain.ts'
import { newCustomer, newPerson, saidClass } from './new-party.ts'
import { toldApartRows, type Telling } from './told-apart.ts'

/** A new party with the word of whoever told it apart from known ones. */
type Opening = {
  readonly schema: 'organisation' | 'person'
  readonly party: Newcomer
  readonly day: LocalDate
  readonly telling: Omit<Telling, 'partyId'>
  readonly known: readonly Lookalike[]
}

/**
 * Opens a party that compliance told apart: what is not known of it stays unknown, as with every new name.
 */
export function openedParty(
  deps: PartyDeps,
  { schema, party, day, telling, known }: Opening,
): { readonly partyId: string; readonly changes: RowChange[] } {
  const partyId = deps.newId('party')
  const told = toldApartRows({ ...telling, partyId }, known)
  const { name, creditCode, employerId, position, isOfficial = 'unknown' } = party
  if (schema === 'organisation') {
    const code = creditCode === undefined ? {} : { credit_code: creditCode }
    const row = newCustomer({ id: partyId, name, created_at: telling.at, source: 'match', ...code })
    return { partyId, changes: [row, ...told] }
  }
  const employment = employerId === undefined ? undefined : work(deps, employerId, position, day)
  const rows = newPerson({
    id: partyId,
    name,
    at: telling.at,
    source: 'match',
    ...(employment ? { employment } : {}),
  })
  const said = saidClass({ id: deps.newId('classification'), personId: partyId, isOfficial }, day)
  return { partyId, changes: [...rows, said, ...told] }
}

function work(deps: PartyDeps, employerId: string, position: string | undefined, day: LocalDate) {
  return {
    id: deps.newId('membership'),
    customer_id: employerId,
    position: position ?? null,
    decides_on_us: null,
    management_duty: null,
    nominated_by: null,
    from_on: day,
    until_on: null,
  }
}
