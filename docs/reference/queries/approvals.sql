-- src/modules/approvals/store-asked.ts: loadAsked
select person_id from approvals.asked($1) as person_id

-- src/modules/approvals/store.ts: loadOpenFlows
select *
from approvals.flow
where object_type = $1
and object_id = any($2::text[])
and state = 'open'
order by id
…

-- src/modules/approvals/store.ts: loadLastFlows
select *
from approvals.flow
where object_type = $1
and object_id = any($2::text[])
order by opened_at, id

-- src/modules/approvals/store.ts: averageHours
select avg(extract(epoch from decided_at - opened_at)) / 3600 as hours
from approvals.task
where person_id = $1
and decided_at > $2::timestamptz - interval '30 days'

-- src/modules/approvals/store.ts: usualHours
select percentile_cont(0.5) within group (
  order by extract(epoch from closed_at - opened_at)
) / 3600 as hours
from approvals.flow
where kind = $1
and state = 'approved'
and closed_at > $2::timestamptz - interval '180 days'

-- src/modules/approvals/store.ts: loadParticipants
select distinct flow.object_id, part.person_id, part.is_copy
from approvals.flow as flow
join (
  select flow_id, person_id, false as is_copy
  from approvals.task
  where opened_at is not null
  union all
  select flow_id, person_id, true
  from approvals.copy
) as part on part.flow_id = flow.id
where flow.object_type = $1
and flow.object_id = any($2::text[])
order by part.person_id
