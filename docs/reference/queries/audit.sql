-- src/modules/audit/store-bundle.ts: entriesAbout
select bytes from audit.entry where object_id = any($1) order by id

-- src/modules/audit/store-bundle.ts: entriesBetween
select bytes from audit.entry where (at at time zone $3)::date between $1 and $2 order by id

-- src/modules/audit/store-bundle.ts: rowsNaming
select id from … where … order by id

-- src/modules/audit/store-bundle.ts: allEntries
copy (
  select leaf.number, entry.bytes
  from audit.entry
  left join audit.leaf on leaf.entry_id = entry.id
) to stdout (format binary)

-- src/modules/audit/store-bundle.ts: outsideCheckpoints
select checkpoint.size, checkpoint.root, checkpoint.note, checkpoint.at
from audit.checkpoint
where checkpoint.size < $1
and (checkpoint.size in (select size from audit.delivery union select size from audit.sink)
  or checkpoint.size = any($2)
  or checkpoint.size in (
    select max(each.size)
    from audit.checkpoint as each
    cross join (select max(at) as at from audit.checkpoint) as newest
    where each.size < $1
    group by case
      when each.at > newest.at - interval '62 days' then date_trunc('day', each.at, 'UTC')
      else date_trunc('month', each.at, 'UTC')
    end
  ))
order by checkpoint.size

-- src/modules/audit/store-bundle.ts: knownFiles
select digest, bytes from platform.file where digest = any($1) order by digest

-- src/modules/audit/store-feed.ts: findEntriesOf
select entry.id, leaf.number, entry.bytes
from audit.entry
left join audit.leaf on leaf.entry_id = entry.id
where entry.object_type = $1
and entry.object_id = $2
order by entry.id

-- src/modules/audit/store-feed.ts: lockCursor
insert into platform.feed_cursor (subscriber, position)
values ($1, 0)
on conflict (subscriber) do nothing

-- src/modules/audit/store-feed.ts: lockCursor
select position from platform.feed_cursor where subscriber = $1 for update

-- src/modules/audit/store-feed.ts: findNumbered
select entry.id, leaf.number, entry.bytes
from audit.leaf
join audit.entry on entry.id = leaf.entry_id
where leaf.number >= $1
order by leaf.number
limit $2

-- src/modules/audit/store-feed.ts: moveCursor
update platform.feed_cursor set position = $2 where subscriber = $1

-- src/modules/audit/store-feed.ts: placeCursorAtEnd
insert into platform.feed_cursor (subscriber, position)
select $1, coalesce((select max(number) + 1 from audit.leaf), 0)
on conflict (subscriber) do nothing

-- src/modules/audit/store-key.ts: logKeyName
select name from audit.log_key

-- src/modules/audit/store-key.ts: logKeyName
select split_part(note, E'\\n', 1) as name from audit.checkpoint order by size limit 1

-- src/modules/audit/store-key.ts: loadKnownKey
select exists (select from platform.subject_key) or exists (select from platform.file) as sealed

-- src/modules/audit/store-key.ts: keepKeyName
insert into audit.log_key (name) values ($1) on conflict do nothing

-- src/modules/audit/store-key.ts: hasSigned
select exists (select from audit.checkpoint where starts_with(note, $1 || E'\\n')) as signed

-- src/modules/audit/store-key.ts: anySealedKey
select subject_id as subject, wrapped_key as wrapped
from platform.subject_key
where wrapped_key is not null
limit 1

-- src/modules/audit/store-log.ts: highestIdTaken
select case when is_called then last_value else 0 end as last from audit.entry_id

-- src/modules/audit/store-log.ts: loadSize
select coalesce(max(number) + 1, 0)::bigint as size from audit.leaf

-- src/modules/audit/store-log.ts: findUnnumbered
select entry.id, entry.bytes, entry.written_at
from audit.entry
where entry.id > $1
and not exists (select from audit.leaf where leaf.entry_id = entry.id)
order by entry.id
limit $2

-- src/modules/audit/store-log.ts: loadNodes
select node.level, node.position, node.hash
from unnest($1::int[], $2::bigint[]) as wanted(level, position)
join audit.node on node.level = wanted.level and node.position = wanted.position
union all
select 0, leaf.number, leaf.hash
from unnest($1::int[], $2::bigint[]) as wanted(level, position)
join audit.leaf on wanted.level = 0 and leaf.number = wanted.position

-- src/modules/audit/store-log.ts: insertNumbers
insert into audit.leaf (number, entry_id, hash)
select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])

-- src/modules/audit/store-log.ts: insertNumbers
insert into audit.node (level, position, hash)
select * from unnest($1::int[], $2::bigint[], $3::bytea[])

-- src/modules/audit/store-log.ts: lastCheckpoint
select size, root, note, at from audit.checkpoint order by size desc limit 1

-- src/modules/audit/store-log.ts: insertCheckpoint
insert into audit.checkpoint (size, root, note, at) values ($1, $2, $3, $4)

-- src/modules/audit/store-loosened.ts: loosenedSql
with found as (
  select id
  from audit.entry
  where …
  and person_id = any($1::text[])
  and at >= $3::date
  union
  select id
  from audit.entry
  where …
  and (bytes::jsonb #> '{note,loosens}') ?| $2::text[]
  and at >= $3::date
)
select person_id, operation, at, bytes::jsonb #> '{note,loosens}' as party_ids
from audit.entry
where id in (select id from found)
and bytes::jsonb #> '{note,loosens}' is not null
order by id desc

-- src/modules/audit/store-rows.ts: rowsSql
copy (select …… from … as stored … …) to stdout

-- src/modules/audit/store-screen.ts: loadNumbering
with last as (
  select number, entry_id from audit.leaf order by number desc limit 1
)
select coalesce((select number + 1 from last), 0)::bigint as numbered,
  count(*) as waiting, min(written_at) as since
from audit.entry
where entry.id > coalesce((select entry_id from last), 0) - 10000
and not exists (select from audit.leaf where leaf.entry_id = entry.id)

-- src/modules/audit/store-screen.ts: listEntries
select …
from audit.entry
left join audit.leaf on leaf.entry_id = entry.id
where entry.id < $1
…
…
order by entry.id desc
limit $2

-- src/modules/audit/store-screen.ts: listAdministration
select …
from audit.entry
left join audit.leaf on leaf.entry_id = entry.id
where (operation like 'access.%' or operation like 'policy.%' or operation like 'ledger.%')
and entry.id < $1
and operation = any($3)
and not is_refused
order by entry.id desc
limit $2

-- src/modules/audit/store-screen.ts: findByNumber
select …, entry.bytes, leaf.hash
from audit.leaf
join audit.entry on entry.id = leaf.entry_id
where leaf.number = $1

-- src/modules/audit/store-screen.ts: lastVerification
select … from audit.verification order by at desc, job_id desc limit 1

-- src/modules/audit/store-screen.ts: findVerification
select … from audit.verification where job_id = $1

-- src/modules/audit/store-screen.ts: insertVerification
insert into audit.verification (…)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (job_id) do nothing

-- src/modules/audit/store-sinks.ts: loadSinks
select name, size, sent_at, problem, mended_at, unread_end_at from audit.sink order by name

-- src/modules/audit/store-sinks.ts: newestCheckpoint
select size, root, note, at from audit.checkpoint order by size desc limit 1

-- src/modules/audit/store-sinks.ts: loadLeaves
select hash from audit.leaf where number >= $1 and number < $2 order by number

-- src/modules/audit/store-sinks.ts: markSent
insert into audit.sink (name, size, sent_at, mended_at, unread_end_at) values ($1, $2, $3, $4, $5)
on conflict (name) do update set size = excluded.size, sent_at = excluded.sent_at, problem = null,
  mended_at = coalesce(excluded.mended_at, sink.mended_at),
  unread_end_at = coalesce(excluded.unread_end_at, sink.unread_end_at)

-- src/modules/audit/store-sinks.ts: rememberLetter
insert into audit.delivery (sink, size, sent_at) values ($1, $2, $3) on conflict do nothing

-- src/modules/audit/store-sinks.ts: markProblem
insert into audit.sink (name, size, problem) values ($1, 0, $2)
on conflict (name) do update set problem = excluded.problem

-- src/modules/audit/store-verify.ts: numberedSql
copy (
  select leaf.number, entry.bytes, leaf.hash, … and entry.leaf = leaf.hash), entry.id
  from audit.leaf
  left join audit.entry on entry.id = leaf.entry_id
  order by leaf.number
) to stdout (format binary)

-- src/modules/audit/store-verify.ts: unnumberedSql
copy (
  select entry.id, entry.bytes, entry.leaf, …)
  from audit.entry
  where not exists (select from audit.leaf where leaf.entry_id = entry.id)
  order by entry.id
) to stdout (format binary)

-- src/modules/audit/store-verify.ts: explainUntrue
select entry.id, leaf.number, entry.at, entry.operation, entry.object_type, entry.object_id,
  entry.person_id, entry.entity_id, entry.is_refused, entry.leaf, leaf.hash, entry.bytes
from audit.entry
left join audit.leaf on leaf.entry_id = entry.id
where entry.id = any($1)
order by entry.id

-- src/modules/audit/store-verify.ts: loadCheckpoints
select size, root, note, at from audit.checkpoint order by size desc

-- src/modules/audit/store-verify.ts: wrongNodes
with child as (
  select 0 as level, number as position, hash from audit.leaf
  union all
  select level, position, hash from audit.node
), wanted as (
  select a.level + 1 as level, a.position / 2 as position, sha256('\\x01'::bytea || a.hash || b.hash) as hash
  from child a
  join child b on b.level = a.level and b.position = a.position + 1
  where a.position % 2 = 0
)
select case when node.hash is null then 'deleted'
    when wanted.hash is null then 'inserted'
    else 'edited' end as kind,
  coalesce(node.level, wanted.level) || '/' || coalesce(node.position, wanted.position) as row
from wanted
full join audit.node on node.level = wanted.level and node.position = wanted.position
where node.hash is distinct from wanted.hash
or (node.position + 1) * power(2, node.level) > $1
order by coalesce(node.level, wanted.level), coalesce(node.position, wanted.position)
limit 100

-- src/modules/audit/store-verify.ts: missingTriggers
select wanted.name as table, trigger.name as trigger
from unnest($1::text[]) as wanted(name)
cross join unnest(array['no_change', 'no_truncate']) as trigger(name)
left join pg_trigger on tgrelid = to_regclass(wanted.name) and tgname = trigger.name and tgenabled = 'O'
where pg_trigger.oid is null
order by 1, 2

-- src/modules/audit/store-verify.ts: resetSequence
select (select coalesce(max(id), 0) from audit.entry) > last_value as is_behind from audit.entry_id

-- src/modules/audit/store-waiting.ts: waitingSql
select count(*)::int as entries,
  coalesce(extract(epoch from clock_timestamp() - min(entry.written_at)
    filter (where leaf.entry_id is null)), 0)::float8 as "waitingSeconds"
from audit.entry
left join audit.leaf on leaf.entry_id = entry.id

-- src/modules/audit/store.ts: insertSql
insert into audit.entry
  (at, operation, object_type, object_id, person_id, entity_id, is_refused, bytes, leaf)
select given.at, given.operation, given.object_type, given.object_id, given.person_id, given.entity_id,
  given.is_refused, given.bytes, given.leaf
from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
    $7::bool[], $8::text[], $9::bytea[])
  with ordinality
  as given(at, operation, object_type, object_id, person_id, entity_id, is_refused, bytes, leaf, place)
order by given.place
