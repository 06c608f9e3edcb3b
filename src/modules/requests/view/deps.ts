import type { Explanation } from '../../../contract/decision.ts'
import type { Decision } from '../../../contract/decision.ts'
import type { Facts } from '../../../contract/facts.ts'
import type { Finding } from '../../../kernel/finding.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Transaction } from '../../../platform/db/transaction.ts'
import type { FeedEntry } from '../../../platform/feed.ts'
import type { MattersPort } from '../../../platform/matters.ts'
import type { Language } from '../../../texts/text.ts'
import type { Organisation } from '../../access/index.ts'
import type { PolicyInForce } from '../../policy/index.ts'
import type { RequestDeps } from '../deps.ts'

/** What the last verification of the log came to; it covered the entries numbered below `entries`. */
export type LastVerified = {
  readonly at: Instant
  readonly isOk: boolean
  readonly entries: number
  /** Undefined where there were too many to keep. */
  readonly findings: readonly Finding[] | undefined
}

/** What the views of requests are made with, beside what the commands are made with. */
export type ViewDeps = RequestDeps & {
  /** The organisation as it was read last, for names in the answer to a command. */
  readonly organisationForNames: () => Promise<Organisation>
  /** The entries of the log about one object, oldest first. Filled by `audit`. */
  readonly timeline: (tx: Transaction, object: { type: string; id: string }) => Promise<FeedEntry[]>
  /** The last verification of the log, if any was run. Filled by `audit`. */
  readonly verified: (tx: Transaction) => Promise<LastVerified | undefined>
  /** Four-eyes objects that are no requests. Filled by the modules that hold them. */
  readonly matters: readonly MattersPort[]
  /** A decision in words. Filled by `policy`. */
  readonly explain: (
    policy: PolicyInForce,
    decision: Decision,
    facts: Facts,
    language: Language,
  ) => Explanation
}
