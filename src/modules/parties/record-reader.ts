import type { z } from 'zod'
import type { permissionJson } from '../../contract/screens.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Actor } from '../../platform/act/actor.ts'
import { sayRefusal } from '../../texts/refusals/say.ts'
import { mayWith, type Organisation } from '../access/index.ts'
import type { Transaction } from '../../platform/db/transaction.ts'
import type { Askers } from './own-requests.ts'
import type { PartyReader } from './refs.ts'

/** Whether a bank of ours pays nobody without their phone. */
export type TakesPhone = (tx: Transaction) => Promise<boolean>

/** For whom, as of when and with which people the record is put into words. */
export type RecordReader = PartyReader & {
  readonly actor: Actor
  readonly organisation: Organisation
  readonly now: Instant
  readonly zone: string
  /** Who asks for benefits of some parties: they verify nothing about them. */
  readonly askersOf: (tx: Transaction, partyIds: readonly string[]) => Promise<Askers>
  readonly takesPhone: TakesPhone
}

/** Whether the reader may do something about a record. */
export function recordPermission(reader: RecordReader, operation: string): z.output<typeof permissionJson> {
  const allowed = mayWith(reader.actor, operation, { entityId: reader.actor.entityIds[0] ?? '' })
  if (allowed.can) return { can: true, needsReason: true, needsFactor: false }
  return { can: false, why: sayRefusal(allowed.refusal, reader.language).says }
}
