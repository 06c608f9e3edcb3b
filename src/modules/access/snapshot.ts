import type { Pool } from 'pg'
import type { Transaction } from '../../platform/db/transaction.ts'
import { organisationOf, type Organisation } from './organisation.ts'
import { loadOrganisation, organisationVersion, type Runner } from './store-organisation.ts'

type Snapshot = { readonly version: bigint; readonly organisation: Organisation }

/** The organisation in memory, asked for by the number of its last change. Belongs to one database. */
export type OrganisationCache = {
  readonly at: (version: bigint, run: Runner) => Promise<Organisation>
  /** The organisation as this process saw it last, for names in an answer; undefined before it was read. */
  readonly last: () => Organisation | undefined
}

/** A cache that keeps the last snapshot. */
export function organisationCache(): OrganisationCache {
  let kept: Snapshot | undefined
  return {
    last: () => kept?.organisation,
    at: async (version, run) => {
      if (kept?.version === version) return kept.organisation
      const loaded = await loadOrganisation(run)
      const organisation = organisationOf(loaded.rows)
      kept = { version: loaded.version, organisation }
      return organisation
    },
  }
}

/**
 * The organisation as the transaction sees it: one small query where nothing changed. Call it in `load`,
 * before the command's own changes are stored.
 */
export async function organisationIn(tx: Transaction, cache: OrganisationCache): Promise<Organisation> {
  return cache.at(await organisationVersion(tx.sql), tx.sql)
}

/** The organisation as of now, outside a transaction. */
export async function organisationNow(pool: Pool, cache: OrganisationCache): Promise<Organisation> {
  const run = runnerOf(pool)
  return cache.at(await organisationVersion(run), run)
}

/** Runs the organisation's statements on a pool. */
export function runnerOf(pool: Pool): Runner {
  return async (text, values, name) => (await pool.query({ name, text, values: [...values] })).rows
}
