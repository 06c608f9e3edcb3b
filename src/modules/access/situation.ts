import type { IdKind } from '../../kernel/id.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { RoundsPort } from '../../platform/rounds.ts'
import { organisationAfter, type Organisation } from './organisation.ts'
import { organisationIn, type OrganisationCache } from './snapshot.ts'
import { lockOrganisation } from './store.ts'

/** What the commands of this module are made with; filled in `app`. */
export type AccessDeps = {
  readonly newId: (kind: IdKind) => string
  readonly organisation: OrganisationCache
}

/**
 * What the commands of roles are made with as well: a role needs a second person, who finds it in the inbox.
 */
export type RoleDeps = AccessDeps & { readonly rounds: RoundsPort }

/** The organisation under its lock, kept up to date while the items of a set are decided. */
export type Situation = {
  readonly organisation: () => Organisation
  /** Notes what an item changes and gives it back. */
  readonly noting: (changes: readonly RowChange[]) => readonly RowChange[]
}

/** Locks the organisation and loads it. */
export async function lockedSituation(tx: Transaction, deps: AccessDeps): Promise<Situation> {
  await lockOrganisation(tx)
  let organisation = await organisationIn(tx, deps.organisation)
  return {
    organisation: () => organisation,
    noting: (changes) => {
      organisation = organisationAfter(organisation, changes)
      return changes
    },
  }
}
