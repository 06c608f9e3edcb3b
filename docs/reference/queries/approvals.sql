-- src/modules/approvals/store.ts: averageHours
select avg(extract(epoch from decided_at - opened_at)) / 3600 as hours
from approvals.task
where person_id = $1
and decided_at > $2::timestamptz - interval '30 days'

-- src/modules/approvals/store.ts: usualHours
select percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at)) / 3600 as hours
from approvals.flow
where kind = $1
and state = 'approved'
and closed_at > $2::timestamptz - interval '180 days'
