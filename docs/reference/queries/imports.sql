-- src/modules/imports/store-observed.ts: loadObservedParties
select *
from imports.party
where id = any($1::text[])
order by id

-- src/modules/imports/store.ts: findKnownRows
select key, run_id, outcome, stopped_by
from imports.row
where book = $1
and key = any($2::text[])
and not is_reversed

-- src/modules/imports/store.ts: findParties
select id
from imports.party
where id = any($1::text[])

-- src/modules/imports/store.ts: findEntered
select given.benefit_id
from imports.row as given
join imports.run as run on run.id = given.run_id
where given.benefit_id = any($1::text[])
and ((given.run_id = $2 and given.place < $3) or (given.run_id <> $2 and run.started_at < $4))
