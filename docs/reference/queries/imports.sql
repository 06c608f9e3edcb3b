-- src/modules/imports/store-corrections.ts: findCorrectedCells
select corrected.cells_sha256, corrected.run_id
from imports.correction as corrected
join imports.row as entered on entered.benefit_id = corrected.benefit_id
where corrected.cells_sha256 = any($1::text[])
and entered.book = $2
and not entered.is_reversed

-- src/modules/imports/store-corrections.ts: listProblemRows
select problem.*
from imports.problem as problem
where problem.run_id = $1
and problem.line > $2
and not ($3 and exists (
  select from imports.correction as corrected
  where corrected.problem_id = problem.id
  and corrected.result in ('entered', 'set_aside')
))
order by problem.line
limit $4

-- src/modules/imports/store-corrections.ts: nextPlace
select coalesce(max(place), -1) + 1 as place
from imports.row
where run_id = $1

-- src/modules/imports/store-observed.ts: loadObservedParties
select *
from imports.party
where id = any($1::text[])
order by id

-- src/modules/imports/store.ts: findKnownRows
select entered.key, entered.run_id, entered.outcome, entered.stopped_by, entered.taken_for,
  run.profile_version,
  case when $3 then entered.facts end as facts
from imports.row as entered
join imports.run as run on run.id = entered.run_id
where entered.book = $1
and entered.key = any($2::text[])
and not entered.is_reversed

-- src/modules/imports/store.ts: findParties
select id
from imports.party
where id = any($1::text[])

-- src/modules/imports/store.ts: findRowOfBenefit
select given.*, coalesce(corrected.corrected_at, run.started_at) as entered_at,
  corrected.id is not null as is_put_right
from imports.row as given
join imports.run as run on run.id = given.run_id
left join imports.correction as corrected on corrected.benefit_id = given.benefit_id
where given.benefit_id = $1

-- src/modules/imports/store.ts: findEntered
select given.benefit_id
from imports.row as given
join imports.run as run on run.id = given.run_id
left join imports.correction as corrected on corrected.benefit_id = given.benefit_id
where given.benefit_id = any($1::text[])
and (coalesce(corrected.corrected_at, run.started_at) < $2
  or (not $3 and corrected.id is null and given.run_id = $4 and given.place < $5))

-- src/modules/imports/store.ts: findProblemLines
select problem.run_id, problem.line
from unnest($1::text[], $2::int[]) as asked(run_id, line)
join imports.problem as problem on problem.run_id = asked.run_id and problem.line = asked.line
