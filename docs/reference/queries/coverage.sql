-- src/modules/coverage/store.ts: listRuns
select *
from coverage.run
where entity_id = $1
order by compared_at desc, id desc
limit $2

-- src/modules/coverage/store.ts: latestWithPool
select *
from coverage.run
where entity_id = $1
and pool is not null
order by compared_at desc, id desc
limit 1

-- src/modules/coverage/store.ts: pageOfLines
select *
from coverage.line
where run_id = $1
and place > $2
and ($3::text is null or state = $3)
order by place
limit $4

-- src/modules/coverage/store.ts: loadMarks
select distinct on (fingerprint) *
from coverage.line
where entity_id = $1
and fingerprint = any($2::text[])
and state in ('explained', 'matched', 'declared')
order by fingerprint, marked_at desc, id desc

-- src/modules/coverage/store.ts: countUnfound
select count(*)::int as count
from coverage.unbooked
where entity_id = $1
and kind <> 'benefit'
and on_day between $2 and $3
and run_id = (
  select id
  from coverage.run
  where entity_id = $1
  and from_on <= $3
  and until_on >= $2
  order by compared_at desc, id desc
  limit 1)

-- src/modules/coverage/store.ts: loadSigned
select run.*
from coverage.run
join coverage.certificate on certificate.run_id = run.id
where run.entity_id = $1
and run.from_on <= $2::date + 9
and (run.until_on >= $3 or (run.until_on >= $3::date - 9 and run.compared_at >= $3::date + 1))
order by certificate.signed_at desc, run.id
