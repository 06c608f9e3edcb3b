import { systemActor } from '../../src/platform/act/actor.ts'
import { readOnly } from '../../src/platform/db/in-transaction.ts'
import type { Company } from './company-on.ts'

/** Forms that the shipped matrix lets be recorded at once, with no round of approval. */
const recordedAtOnce = ['discount_coupon', 'gift_with_purchase', 'points_award']

/**
 * Every way in which something of value stands in our own book without what must stand beside it: its lines
 * in the one sum, the round that approved it, and an entry of the log for the row as it is now. Whatever
 * operation gave it, this is read from the database alone.
 */
export function valueWithoutTrace({ world }: Company): Promise<string[]> {
  return readOnly(world.pool, [systemActor], async (tx) => {
    const found: { says: string }[] = []
    found.push(...(await tx.sql<{ says: string }>(sumsSql)))
    found.push(...(await tx.sql<{ says: string }>(requestsSql, [recordedAtOnce])))
    found.push(...(await tx.sql<{ says: string }>(entriesSql)))
    return found.map(({ says }) => says)
  })
}

const sumsSql = `select concat(
  benefit.id, ' is ', benefit.state, ' with ', benefit.value_minor, ' and counts ', total.minor
) as says
from benefits.benefit as benefit
join benefits.state as state on state.name = benefit.state
cross join lateral (
  select coalesce(sum(line.minor), 0) as minor
  from benefits.line as line
  where line.benefit_id = benefit.id
) as total
where benefit.book = 'own'
  and total.minor <> case when state.counts then benefit.value_minor else 0 end
order by 1`

const requestsSql = `select concat(request.id, ' is ', request.state, ': ', wrong.says) as says
from requests.request as request
left join benefits.benefit as benefit on benefit.id = request.benefit_id
cross join lateral (
  select
    count(*) as rounds,
    count(*) filter (where flow.state = 'approved') as approved,
    count(*) filter (where flow.state = 'open' and exists (
      select from approvals.step as step where step.flow_id = flow.id
    )) as open
  from approvals.flow as flow
  where flow.object_type = 'request' and flow.object_id = request.id
) as round
cross join lateral (values
  (benefit.state is distinct from request.state,
    'its benefit is another'),
  (request.state = 'submitted' and round.open = 0,
    'nobody is asked'),
  (request.state <> 'submitted' and benefit.direction = 'given' and not request.is_late and round.approved = 0
    and not (round.rounds = 0 and request.outcome = 'allow' and request.form = any ($1::text[])),
    'nobody approved it')
) as wrong (holds, says)
where request.state in ('submitted', 'approved', 'given', 'completed') and wrong.holds
order by 1`

// A refusal may leave something changed, and its entry holds those rows as well.
const entriesSql = `with logged as (
  select logged.row ->> 'table' as name, logged.row ->> 'id' as id, (logged.row ->> 'version')::int as version
  from audit.entry as entry
  cross join lateral jsonb_array_elements(entry.bytes::jsonb -> 'rows') as logged (row)
), standing as (
  select 'benefits.benefit' as name, id, version from benefits.benefit
  union all
  select 'benefits.line', id, version from benefits.line
)
select concat(standing.name, ' ', standing.id, ' stands in no entry') as says
from standing
where not exists (
  select from logged
  where logged.name = standing.name and logged.id = standing.id and logged.version = standing.version
)
order by 1`
