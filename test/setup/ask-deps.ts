import type { Instant, LocalDate } from '../../src/kernel/time.ts'
import { findAskers } from '../../src/modules/requests/index.ts'

/** What a merge and a split are made with: whoever asks for a benefit stands in the requests on record. */
export const askDeps = { dayAt: (at: Instant): LocalDate => at.slice(0, 10), findAskers }
