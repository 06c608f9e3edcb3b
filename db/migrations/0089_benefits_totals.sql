-- The register at a million rows. A filter by marks (book, direction, state, kind, verdict, entity, lateness) names a
-- few hundred combinations of them at most. Every benefit carries the number of its combination, its cell; each order
-- of the register is an index within a cell, and counts and sums are kept a cell and month. So a page costs one short
-- walk a cell, whatever the marks have to do with day or amount, and a sum of a million rows reads some thousand.

create function benefits.cell_of(
  book text, direction text, state text, form text, outcome text, entity_id text, is_late boolean
) returns bigint
language sql immutable parallel safe
return hashtextextended(
  book || '|' || direction || '|' || state || '|' || form || '|' || outcome || '|' || coalesce(entity_id, '') || '|' || is_late::text,
  0
);
comment on function benefits.cell_of is
  'The number of a combination of marks. Two of some thousand combinations share one with a chance of one in a million millions.';

-- Amounts in steps of one leading figure: 0, 1, 2 … 9, 10, 20 … 90, 100, 200 …
create function benefits.band_of(minor numeric) returns int
language sql immutable parallel safe
return length(trunc(minor)::text) * 10 + left(trunc(minor)::text, 1)::int;
comment on function benefits.band_of is
  'The step of an amount: how many figures it has, and the first of them.';

grant execute on function
  benefits.cell_of(text, text, text, text, text, text, boolean),
  benefits.band_of(numeric)
to {app}, {worker}, {auditor};

alter table benefits.benefit add column cell bigint not null generated always as (
  benefits.cell_of(book, direction, state, form, outcome, entity_id, is_late)
) stored;

create table benefits.cell (
  id bigint primary key,
  book text not null,
  direction text not null,
  state text not null,
  form text not null,
  outcome text not null,
  entity_id text,
  is_late boolean not null
);
comment on table benefits.cell is 'The combinations of marks that benefits have had.';
create index cell_by_book on benefits.cell (book);

create table benefits.total (
  cell bigint not null references benefits.cell (id),
  month date not null,
  band int not null,
  currency char(3) not null,
  count bigint not null,
  minor numeric(30,0) not null,
  primary key (cell, month, band, currency)
);
comment on table benefits.total is
  'Count and sum of the benefits of a cell by month, step of amount and currency, as far as they were folded in.';

create table benefits.requester_total (
  requester_id text not null,
  cell bigint not null references benefits.cell (id),
  month date not null,
  currency char(3) not null,
  count bigint not null,
  minor numeric(30,0) not null,
  primary key (requester_id, cell, month, currency)
);
comment on table benefits.requester_total is
  'Count and sum of the benefits that one person filed, by cell, month and currency, as far as they were folded in.';

create table benefits.total_change (
  id bigint generated always as identity primary key,
  cell bigint not null,
  book text not null,
  direction text not null,
  state text not null,
  form text not null,
  outcome text not null,
  entity_id text,
  is_late boolean not null,
  requester_id text,
  month date not null,
  band int not null,
  currency char(3) not null,
  count bigint not null,
  minor numeric(30,0) not null
);
comment on table benefits.total_change is
  'What waits to be folded into the totals: written with each benefit, so that a total is exact at any moment and no two writers wait for one row.';

create function benefits.note_totals() returns trigger
language plpgsql security definer set search_path = benefits, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into benefits.total_change (cell, book, direction, state, form, outcome, entity_id, is_late,
      requester_id, month, band, currency, count, minor)
    select cell, book, direction, state, form, outcome, entity_id, is_late, requester_id,
      date_trunc('month', happened_on)::date, benefits.band_of(value_minor), value_currency,
      count(*), sum(value_minor)
    from added
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
  elsif tg_op = 'UPDATE' then
    insert into benefits.total_change (cell, book, direction, state, form, outcome, entity_id, is_late,
      requester_id, month, band, currency, count, minor)
    select cell, book, direction, state, form, outcome, entity_id, is_late, requester_id,
      date_trunc('month', happened_on)::date, benefits.band_of(value_minor), value_currency,
      sum(sign), sum(sign * value_minor)
    from (
      select cell, book, direction, state, form, outcome, entity_id, is_late, requester_id, happened_on,
        value_minor, value_currency, 1 as sign
      from added
      union all
      select cell, book, direction, state, form, outcome, entity_id, is_late, requester_id, happened_on,
        value_minor, value_currency, -1
      from removed
    ) as moved
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    having sum(sign) <> 0 or sum(sign * value_minor) <> 0;
  else
    -- Nothing of the product removes a benefit; what is removed behind its back leaves the totals too.
    insert into benefits.total_change (cell, book, direction, state, form, outcome, entity_id, is_late,
      requester_id, month, band, currency, count, minor)
    select cell, book, direction, state, form, outcome, entity_id, is_late, requester_id,
      date_trunc('month', happened_on)::date, benefits.band_of(value_minor), value_currency,
      -count(*), -sum(value_minor)
    from removed
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
  end if;
  return null;
end
$$;

create trigger totals_note_added after insert on benefits.benefit
  referencing new table as added
  for each statement execute function benefits.note_totals();
create trigger totals_note_changed after update on benefits.benefit
  referencing new table as added old table as removed
  for each statement execute function benefits.note_totals();
create trigger totals_note_removed after delete on benefits.benefit
  referencing old table as removed
  for each statement execute function benefits.note_totals();

-- Folds what waits into the totals and says how much it was. One at a time; whoever comes second has nothing to do.
create function benefits.fold_totals(most int) returns bigint
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
  )
  select count(*) into folded from taken;
  return folded;
end
$$;
comment on function benefits.fold_totals(int) is
  'Folds the oldest changes of the register into its totals and gives their number.';
grant execute on function benefits.fold_totals(int) to {worker};
grant select on benefits.cell, benefits.total, benefits.requester_total, benefits.total_change
  to {app}, {worker}, {auditor};

-- Works all totals out again from the rows: for this migration, and for an owner whom `doctor` has told that somebody
-- changed them.
create function benefits.rebuild_totals() returns void
language plpgsql set search_path = benefits, pg_temp
as $$
begin
  lock table benefits.benefit in share mode;
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
comment on function benefits.rebuild_totals() is
  'Works all totals of the register out again from its rows; for the owner.';
select benefits.rebuild_totals();

drop index
  benefits.benefit_by_customer,
  benefits.benefit_by_recipient,
  benefits.benefit_by_requester,
  benefits.benefit_by_state,
  benefits.benefit_by_form,
  benefits.benefit_by_outcome,
  benefits.benefit_by_value,
  benefits.benefit_by_entity,
  benefits.benefit_late,
  benefits.benefit_not_given,
  benefits.benefit_for_totals;

create index benefit_by_cell_and_day on benefits.benefit (cell, happened_on desc, id desc)
  include (value_minor, value_currency);
create index benefit_by_cell_and_value on benefits.benefit (cell, value_minor desc, id desc)
  include (happened_on, value_currency);
create index benefit_by_requester_and_day on benefits.benefit (requester_id, cell, happened_on desc, id desc)
  include (value_minor, value_currency);
create index benefit_by_requester_and_value on benefits.benefit (requester_id, cell, value_minor desc, id desc)
  include (happened_on, value_currency);
create index benefit_by_customer on benefits.benefit (customer_id, happened_on desc, id desc)
  include (cell, requester_id, recipient_id, value_minor, value_currency);
create index benefit_by_recipient on benefits.benefit (recipient_id, happened_on desc, id desc)
  include (cell, requester_id, customer_id, value_minor, value_currency);

-- Walks read the index alone where the map of visible pages is fresh: it is renewed after each hundredth of the rows.
alter table benefits.benefit set (
  autovacuum_vacuum_insert_scale_factor = 0.01,
  autovacuum_vacuum_scale_factor = 0.02,
  autovacuum_analyze_scale_factor = 0.02
);

-- A text of three signs and more is found by its trigrams; one or two, as most Chinese words have, by the signs.
drop index benefits.benefit_by_title;
create index benefit_by_title on benefits.benefit using gin (title gin_trgm_ops);
create index benefit_by_signs on benefits.benefit using gin (string_to_array(lower(title), null));
