import type { QueryResultRow } from 'pg'
import { instantOf } from '../../platform/db/parsers.ts'
import type { OrganisationRows } from './organisation.ts'

/** Anything that runs a named statement: a transaction or a pool. */
export type Runner = <Row extends QueryResultRow>(
  text: string,
  values: readonly unknown[],
  name: string,
) => Promise<Row[]>

/** The number of the organisation's last change. */
export async function organisationVersion(run: Runner): Promise<bigint> {
  const rows = await run<{ version: bigint }>(
    'select version from access.organisation_version',
    [],
    'access_version',
  )
  return rows[0]?.version ?? 0n
}

// One statement, so that all parts are of one moment although the transaction reads committed rows.
const loadSql = `select version,
  (select coalesce(json_agg(e), '[]') from access.entity as e) as entities,
  (select coalesce(json_agg(u), '[]') from access.unit as u) as units,
  (select coalesce(json_agg(p), '[]') from access.person as p) as people,
  (select coalesce(json_agg(g), '[]') from access.role_grant as g) as grants,
  (select coalesce(json_agg(m), '[]') from access.manager as m) as managers,
  (select coalesce(json_agg(d), '[]') from (
    select id, version, from_id, to_id, kinds, from_on, until_on, cap_currency, cap_minor::text, reason,
      made_by, made_at::text, ended_at::text, ended_by
    from access.delegation
  ) as d) as delegations
from access.organisation_version`

type LoadedDelegation = Omit<OrganisationRows['delegations'][number], 'cap_minor'> & {
  readonly cap_minor: string | null
}

type LoadedRow = Omit<OrganisationRows, 'delegations'> & {
  readonly version: bigint
  readonly delegations: readonly LoadedDelegation[]
}

/** All rows of the organisation, with the number of its last change. */
export async function loadOrganisation(run: Runner): Promise<{ version: bigint; rows: OrganisationRows }> {
  const [loaded] = await run<LoadedRow>(loadSql, [], 'access_organisation')
  if (!loaded) throw new Error('access.organisation_version has no row')
  const { version, ...rows } = loaded
  return {
    version,
    rows: {
      ...rows,
      grants: rows.grants.map((grant) => ({
        ...grant,
        proposed_at: new Date(grant.proposed_at).toISOString(),
        answered_at: grant.answered_at === null ? null : new Date(grant.answered_at).toISOString(),
      })),
      delegations: rows.delegations.map((row) => ({
        ...row,
        cap_minor: row.cap_minor === null ? null : BigInt(row.cap_minor),
        made_at: instantOf(row.made_at),
        ended_at: row.ended_at === null ? null : instantOf(row.ended_at),
      })),
    },
  }
}
