import type { IdKind } from '../../kernel/id.ts'
import type { RoundsPort } from '../../platform/rounds.ts'
import type { RequestDeps } from '../requests/index.ts'

/** What the commands of payments are made with; filled in `app`. */
export type PaymentDeps = {
  readonly newId: (kind: IdKind) => string
  /** Those of requests: at a payment the decision is taken again with the sums of that moment. */
  readonly requests: RequestDeps
  readonly rounds: RoundsPort
}
