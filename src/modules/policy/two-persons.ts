import type { IdKind } from '../../kernel/id.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Instant, LocalDate } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Call } from '../../platform/act/command.ts'
import type { RowChange } from '../../platform/act/rows.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import { everybody, type OpenRound, type RoundsPort } from '../../platform/rounds.ts'
import { holdersOfRoles, type GrantableRole, type Organisation } from '../access/index.ts'

/** What the commands are made with that one person files and another answers; filled in `app`. */
export type FilingDeps = {
  readonly newId: (kind: IdKind) => string
  readonly dayAt: (at: Instant) => LocalDate
  readonly organisation: (tx: Transaction) => Promise<Organisation>
  readonly rounds: RoundsPort
}

/** What somebody says to what was filed. */
export type Said = { readonly answer: 'confirm' | 'decline'; readonly reason?: string | undefined }

/** The first of the two persons; undefined where nobody of the company stands behind it yet. */
type Filed = { readonly first_by: string | null }

/** Who laid something down. The command line may, and is nobody: two people answer it then. */
export function filedColumns({ actor, at }: Call<unknown>) {
  return {
    state: 'proposed',
    filed_by: actor.personId,
    filed_at: at,
    first_by: isProduct(actor) ? null : actor.personId,
    answered_by: null,
    answered_at: null,
  } as const
}

/** Who answered it last, and how. */
export function answeredColumns({ actor, at }: Call<unknown>, state: 'confirmed' | 'declined') {
  return { answered_by: actor.personId, answered_at: at, state } as const
}

/** What is filed, and who may answer it: whoever filed it is left out by the rule. */
type Laid = {
  readonly object: { readonly type: string; readonly id: string }
  readonly role: GrantableRole
  readonly roles: readonly GrantableRole[]
}

/** Lays what was filed before all who may answer it, of whatever entity. */
export function laidBefore(
  deps: Pick<FilingDeps, 'rounds' | 'dayAt'>,
  organisation: Organisation,
  { actor, at }: Call<unknown>,
  { object, role, roles }: Laid,
): RowChange[] {
  return deps.rounds.open({
    object,
    entityId: everybody,
    requesterId: actor.personId,
    kind: object.type,
    role,
    personIds: holdersOfRoles(organisation, roles, deps.dayAt(at)),
    at,
  })
}

/** The round ends with what was filed; where a second person is still wanted, it stays open. */
export function roundEnded(
  round: OpenRound | undefined,
  { actor, at, body }: Call<Said>,
  state: 'proposed' | 'confirmed' | 'declined',
): RowChange[] {
  if (state === 'proposed') return []
  const isConfirmed = state === 'confirmed'
  return round?.answered({ personId: actor.personId, at, isConfirmed, reason: body.reason }) ?? []
}

/** Why this person cannot confirm what was filed: nobody does so twice, and the product never. */
export function confirmerObjection(
  filed: Filed,
  actor: Actor,
  secondNeeded: 'policy.second_person_needed' | 'policy.rates_by_another',
): Refusal | undefined {
  if (isProduct(actor)) return refuse('policy.person_needed')
  return filed.first_by === actor.personId ? refuse(secondNeeded) : undefined
}

function isProduct(actor: Actor): boolean {
  return actor.roles.includes('system')
}
