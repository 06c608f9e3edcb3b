-- A text that thousands of titles hold is not found by its index any sooner than the rows are read. Such texts are
-- kept: each that somebody asked for has totals of its own, so that its count, its sums and the largest of its rows
-- come from these. What waits to be folded in carries its title, so that they are exact at any moment too.

alter table benefits.total_change add column title text;
comment on column benefits.total_change.title is
  'The title of the benefits, for the totals of kept texts; null where the change was noted before there were any.';

create sequence benefits.text_turn;

create table benefits.kept_text (
  id bigint generated always as identity primary key,
  pattern text not null,
  turn bigint not null,
  size bigint not null,
  constraint kept_text_is_unique unique (pattern)
);
comment on table benefits.kept_text is
  'Texts that many titles hold and somebody asked for, as patterns; those whose turn is longest ago make room for others.';
comment on column benefits.kept_text.size is 'How many rows its totals had when it was taken up.';

create table benefits.text_total (
  text_id bigint not null references benefits.kept_text (id) on delete cascade,
  cell bigint not null,
  month date not null,
  band int not null,
  currency char(3) not null,
  count bigint not null,
  minor numeric(30,0) not null,
  primary key (text_id, cell, month, band, currency)
);
comment on table benefits.text_total is
  'Count and sum of the benefits whose title holds a kept text, by cell, month, step of amount and currency, as far as they were folded in.';

create table benefits.text_requester_total (
  text_id bigint not null references benefits.kept_text (id) on delete cascade,
  requester_id text not null,
  cell bigint not null,
  month date not null,
  band int not null,
  currency char(3) not null,
  count bigint not null,
  minor numeric(30,0) not null,
  primary key (text_id, requester_id, cell, month, band, currency)
);
comment on table benefits.text_requester_total is
  'The same for the benefits that one person filed.';

grant select on benefits.kept_text, benefits.text_total, benefits.text_requester_total
  to {app}, {worker}, {auditor};

create or replace function benefits.note_totals() returns trigger
language plpgsql security definer set search_path = benefits, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into benefits.total_change (cell, book, direction, state, form, outcome, entity_id, is_late,
      requester_id, title, month, band, currency, count, minor)
    select cell, book, direction, state, form, outcome, entity_id, is_late, requester_id, title,
      date_trunc('month', happened_on)::date, benefits.band_of(value_minor), value_currency,
      count(*), sum(value_minor)
    from added
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;
  elsif tg_op = 'UPDATE' then
    insert into benefits.total_change (cell, book, direction, state, form, outcome, entity_id, is_late,
      requester_id, title, month, band, currency, count, minor)
    select cell, book, direction, state, form, outcome, entity_id, is_late, requester_id, title,
      date_trunc('month', happened_on)::date, benefits.band_of(value_minor), value_currency,
      sum(sign), sum(sign * value_minor)
    from (
      select cell, book, direction, state, form, outcome, entity_id, is_late, requester_id, title,
        happened_on, value_minor, value_currency, 1 as sign
      from added
      union all
      select cell, book, direction, state, form, outcome, entity_id, is_late, requester_id, title,
        happened_on, value_minor, value_currency, -1
      from removed
    ) as moved
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13
    having sum(sign) <> 0 or sum(sign * value_minor) <> 0;
  else
    -- Nothing of the product removes a benefit; what is removed behind its back leaves the totals too.
    insert into benefits.total_change (cell, book, direction, state, form, outcome, entity_id, is_late,
      requester_id, title, month, band, currency, count, minor)
    select cell, book, direction, state, form, outcome, entity_id, is_late, requester_id, title,
      date_trunc('month', happened_on)::date, benefits.band_of(value_minor), value_currency,
      -count(*), -sum(value_minor)
    from removed
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;
  end if;
  return null;
end
$$;

-- As before, and into the totals of the texts that the titles hold.
create or replace function benefits.fold_totals(most int) returns bigint
language plpgsql security definer set search_path = benefits, pg_temp
as $$
declare
  folded bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('benefits.fold_totals')) then
    return 0;
  end if;
  with taken as (
    delete from benefits.total_change
    where id in (select id from benefits.total_change order by id limit most)
    returning *
  ),
  cells as (
    insert into benefits.cell (id, book, direction, state, form, outcome, entity_id, is_late)
    select distinct cell, book, direction, state, form, outcome, entity_id, is_late
    from taken
    on conflict do nothing
  ),
  totals as (
    insert into benefits.total as total (cell, month, band, currency, count, minor)
    select cell, month, band, currency, sum(count), sum(minor)
    from taken
    group by 1, 2, 3, 4
    having sum(count) <> 0 or sum(minor) <> 0
    on conflict (cell, month, band, currency) do update
    set count = total.count + excluded.count, minor = total.minor + excluded.minor
  ),
  people as (
    insert into benefits.requester_total as total (requester_id, cell, month, currency, count, minor)
    select requester_id, cell, month, currency, sum(count), sum(minor)
    from taken
    where requester_id is not null
    group by 1, 2, 3, 4
    having sum(count) <> 0 or sum(minor) <> 0
    on conflict (requester_id, cell, month, currency) do update
    set count = total.count + excluded.count, minor = total.minor + excluded.minor
  ),
  held as materialized (
    select text.id as text_id, requester_id, cell, month, band, currency, count, minor
    from benefits.kept_text as text
    join taken on taken.title ilike text.pattern
  ),
  texts as (
    insert into benefits.text_total as total (text_id, cell, month, band, currency, count, minor)
    select text_id, cell, month, band, currency, sum(count), sum(minor)
    from held
    group by 1, 2, 3, 4, 5
    having sum(count) <> 0 or sum(minor) <> 0
    on conflict (text_id, cell, month, band, currency) do update
    set count = total.count + excluded.count, minor = total.minor + excluded.minor
  ),
  text_people as (
    insert into benefits.text_requester_total as total
      (text_id, requester_id, cell, month, band, currency, count, minor)
    select text_id, requester_id, cell, month, band, currency, sum(count), sum(minor)
    from held
    where requester_id is not null
    group by 1, 2, 3, 4, 5, 6
    having sum(count) <> 0 or sum(minor) <> 0
    on conflict (text_id, requester_id, cell, month, band, currency) do update
    set count = total.count + excluded.count, minor = total.minor + excluded.minor
  )
  select count(*) into folded from taken;
  return folded;
end
$$;

-- Gives a text its turn. One that is new is taken up with its totals: those of its rows without what still waits to
-- be folded in, both read on one snapshot, while nothing is folded. So it takes no lock that a writer waits for.
create function benefits.keep_text(asked text, most int, most_rows bigint) returns boolean
language plpgsql security definer set search_path = benefits, pg_temp
as $$
declare
  kept bigint;
begin
  update benefits.kept_text set turn = nextval('benefits.text_turn') where pattern = asked;
  if found then
    return true;
  end if;
  -- Of a change that was noted without its title nobody can tell what is to be left out of the totals.
  if not pg_try_advisory_xact_lock(hashtext('benefits.fold_totals'))
    or exists (select from benefits.total_change where title is null)
  then
    return false;
  end if;
  insert into benefits.kept_text (pattern, turn, size)
  values (asked, nextval('benefits.text_turn'), 0)
  on conflict do nothing
  returning id into kept;
  if kept is null then
    return true;
  end if;
  with part as materialized (
    select requester_id, cell, date_trunc('month', happened_on)::date as month,
      benefits.band_of(value_minor) as band, value_currency as currency, count(*) as count,
      sum(value_minor) as minor
    from benefits.benefit
    where title ilike asked
    group by 1, 2, 3, 4, 5
    union all
    select requester_id, cell, month, band, currency, -count, -minor
    from benefits.total_change
    where title ilike asked
  ),
  texts as (
    insert into benefits.text_total (text_id, cell, month, band, currency, count, minor)
    select kept, cell, month, band, currency, sum(count), sum(minor)
    from part
    group by 2, 3, 4, 5
    having sum(count) <> 0 or sum(minor) <> 0
    returning 1
  ),
  text_people as (
    insert into benefits.text_requester_total
      (text_id, requester_id, cell, month, band, currency, count, minor)
    select kept, requester_id, cell, month, band, currency, sum(count), sum(minor)
    from part
    where requester_id is not null
    group by 2, 3, 4, 5, 6
    having sum(count) <> 0 or sum(minor) <> 0
    returning 1
  )
  update benefits.kept_text
  set size = (select count(*) from texts) + (select count(*) from text_people)
  where id = kept;
  delete from benefits.kept_text
  where id in (
    select id
    from (
      select id, count(*) over latest as place, sum(size) over latest as rows
      from benefits.kept_text
      window latest as (order by turn desc)
    ) as ranked
    where id <> kept
    and (place > most or rows > most_rows)
  );
  return true;
end
$$;
comment on function benefits.keep_text(text, int, bigint) is
  'Keeps totals of the titles that a pattern matches, so many texts and rows at most; false when it is to be tried again.';
grant execute on function benefits.keep_text(text, int, bigint) to {worker};

create or replace function benefits.rebuild_totals() returns void
language plpgsql set search_path = benefits, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtext('benefits.fold_totals'));
  lock table benefits.benefit in share mode;
  -- Texts are taken up again when somebody asks for them.
  delete from benefits.kept_text;
  delete from benefits.total_change;
  delete from benefits.total;
  delete from benefits.requester_total;
  delete from benefits.cell;
  insert into benefits.cell (id, book, direction, state, form, outcome, entity_id, is_late)
  select distinct cell, book, direction, state, form, outcome, entity_id, is_late
  from benefits.benefit;
  insert into benefits.total (cell, month, band, currency, count, minor)
  select cell, date_trunc('month', happened_on)::date, benefits.band_of(value_minor), value_currency,
    count(*), sum(value_minor)
  from benefits.benefit
  group by 1, 2, 3, 4;
  insert into benefits.requester_total (requester_id, cell, month, currency, count, minor)
  select requester_id, cell, date_trunc('month', happened_on)::date, value_currency,
    count(*), sum(value_minor)
  from benefits.benefit
  where requester_id is not null
  group by 1, 2, 3, 4;
end
$$;
