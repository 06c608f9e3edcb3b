import type { Pool } from 'pg'

/**
 * The schema of a migrated database as text, in an order of its own: tables with their comments, columns,
 * constraints, indexes, policies, triggers, what each role may do, and functions with their bodies. Library
 * schemas are left to the libraries.
 */
export async function schemaDump(pool: Pool, rolePrefix: string): Promise<string> {
  const tables = await pool.query<{ oid: number; name: string; comment: string | null; security: boolean }>(
    `select c.oid::int8 as oid, c.oid::regclass::text as name, obj_description(c.oid, 'pg_class') as comment,
            c.relrowsecurity as security
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v')
       and not c.relispartition
       and n.nspname not in ('pg_catalog', 'information_schema', 'auth', 'jobs')
       and n.nspname not like 'pg\\_%'
     order by n.nspname, c.relname`,
  )
  const parts = await Promise.all(
    tables.rows.map(async ({ oid, name, comment, security }) => {
      const lines = await pool.query<{ line: string }>(linesSql, [oid])
      return [
        `table ${name}${security ? '  row-level security' : ''}`,
        ...(comment === null ? [] : [`  -- ${comment.replaceAll(/\s+/g, ' ')}`]),
        ...lines.rows.map(({ line }) => `  ${line}`),
      ].join('\n')
    }),
  )
  const functions = await pool.query<{ text: string }>(functionsSql)
  const all = [...parts, ...functions.rows.map(({ text }) => text.trimEnd())]
  return `${all.join('\n\n').replaceAll(`${rolePrefix}_`, '')}\n`
}

/** Functions with their bodies: a border that lets everybody pass must show in review. */
const functionsSql = `
  select format('function %s.%s(%s) returns %s%s', n.nspname, p.proname,
    pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid),
    case when p.prosecdef then '  security definer' else '' end) || chr(10) ||
    regexp_replace(btrim(coalesce(pg_get_function_sqlbody(p.oid), p.prosrc), E' \\n'), '^', '  ', 'gn') as text
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where n.nspname not in ('pg_catalog', 'information_schema', 'auth', 'jobs', 'public')
    and n.nspname not like 'pg\\_%'
  order by n.nspname, p.proname, 1`

const linesSql = `
  select line from (
    select 1 as part, attnum::text as rank, format('%s %s%s%s', attname, format_type(atttypid, atttypmod),
      case when attnotnull then ' not null' else '' end,
      coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
    from pg_attribute a
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
    union all
    select 2, conname, format('constraint %s %s', conname, pg_get_constraintdef(oid))
    from pg_constraint
    where conrelid = $1 and contype <> 'n'
    union all
    select 3, indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    from pg_index
    where indrelid = $1
      and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
    union all
    select 4, polname, format('policy %s using (%s) check (%s)', polname,
      pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
    from pg_policy
    where polrelid = $1
    union all
    select 5, tgname, pg_get_triggerdef(oid)
    from pg_trigger
    where tgrelid = $1 and not tgisinternal
    union all
    select 6, grantee::regrole::text, format('%s may %s', grantee::regrole,
      string_agg(lower(privilege_type), ', ' order by privilege_type))
    from pg_class, aclexplode(relacl)
    where oid = $1 and grantee <> relowner
    group by grantee
  ) as everything
  order by part, case when part = 1 then lpad(rank, 5, '0') else rank end`
