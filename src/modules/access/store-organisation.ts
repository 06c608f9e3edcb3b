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
  (select coalesce(json_agg(g), '[]') from (
    select id, version, person_id, role, entity_id, unit_id, limit_currency, limit_minor::text, from_on,
      until_on, state, is_founding, proposed_by, proposed_at::text, answered_by,
      answered_at::text, is_emergency
    from access.role_grant
  ) as g) as grants,
  (select coalesce(json_agg(m), '[]') from access.manager as m) as managers,
  (select coalesce(json_agg(d), '[]') from (
    select id, version, from_id, to_id, kinds, from_on, until_on, cap_currency, cap_minor::text, reason,
      made_by, made_at::text, ended_at::text, ended_by
    from access.delegation
  ) as d) as delegations,
  (select coalesce(json_agg(f), '[]') from (
    select id, version, entity_id, from_on, sector, listed_in, nexus, codes, reporting, reason, state,
      is_founding, proposed_by, proposed_at::text, answered_by, answered_at::text
    from access.entity_profile
  ) as f) as profiles
from access.organisation_version`

type LoadedGrant = Omit<OrganisationRows['grants'][number], 'limit_minor'> & {
  readonly limit_minor: string | null
}
type LoadedDelegation = Omit<OrganisationRows['delegations'][number], 'cap_minor'> & {
  readonly cap_minor: string | null
}

type LoadedRow = Omit<OrganisationRows, 'grants' | 'delegations'> & {
  readonly version: bigint
  readonly grants: readonly LoadedGrant[]
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
        limit_minor: grant.limit_minor === null ? null : BigInt(grant.limit_minor),
        proposed_at: instantOf(grant.proposed_at),
        answered_at: grant.answered_at === null ? null : instantOf(grant.answered_at),
      })),
      delegations: rows.delegations.map((row) => ({
        ...row,
        cap_minor: row.cap_minor === null ? null : BigInt(row.cap_minor),
        made_at: instantOf(row.made_at),
        ended_at: row.ended_at === null ? null : instantOf(row.ended_at),
      })),
      profiles: rows.profiles.map((row) => ({
        ...row,
        proposed_at: instantOf(row.proposed_at),
        answered_at: row.answered_at === null ? null : instantOf(row.answered_at),
      })),
    },
  }
}
