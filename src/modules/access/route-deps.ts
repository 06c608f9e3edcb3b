import type { Pool } from 'pg'
import type { Instant } from '../../kernel/time.ts'
import { type Door } from '../../platform/act/act.ts'
import type { Actor } from '../../platform/act/actor.ts'
import type { Language } from '../../texts/text.ts'
import type { AuthPort } from './auth/port.ts'
import type { MeParts } from './me.ts'
import { dayFor } from './organisation.ts'
import type { Reader } from './present.ts'
import type { RoleDeps } from './situation.ts'
import { organisationNow } from './snapshot.ts'

/** What the sign-in page shows of the company; filled in `app`. */
export type Welcome = {
  readonly company: Readonly<Record<'zh' | 'en', string>>
  readonly isDemo: boolean
  /** Empty unless the data folder was made as a demo. */
  readonly sampleLogIns: (language: Language, at: Instant) => Promise<readonly SampleLogIn[]>
}

/** A log-in of the sample company, with the code of this half minute. */
export type SampleLogIn = {
  readonly email: string
  readonly password: string
  readonly factorSecret?: string
  readonly factorCode?: string
  readonly name: string
  readonly title: string
}

/** What the routes of this module are made with. */
export type AccessRouteDeps = RoleDeps & {
  readonly door: Door
  readonly pool: Pool
  readonly auth: AuthPort
  readonly random: (bytes: number) => Uint8Array
  readonly welcome: () => Promise<Welcome>
  readonly me: MeParts
}

/** The organisation in the words and on the day of the acting person. */
export async function readerOf(
  deps: Pick<AccessRouteDeps, 'pool' | 'organisation'>,
  actor: Actor,
  at: Instant,
): Promise<Reader> {
  const organisation = await organisationNow(deps.pool, deps.organisation)
  const { personId, language } = actor
  return { organisation, language, personId, today: dayFor(organisation, personId, at) }
}
