-- The page of a party adds up all its lines, and that of a customer beside it those of up to a hundred customers
-- alike. What the lines add up to is kept a month, as the totals of the register are: a list that nobody waits for
-- takes up what each statement writes, and in the background it is folded in.

create table benefits.org_total (
  org_id text not null,
  month date not null,
  direction text not null,
  form text not null,
  entity_id text not null,
  currency char(3) not null,
  count bigint not null,
  minor numeric(30,0) not null,
  primary key (org_id, month, direction, form, entity_id, currency)
);
comment on table benefits.org_total is
  'Count and sum of our lines of the people of an organisation, by month, as far as they were folded in. No entity is an empty text.';

create table benefits.recipient_total (
  recipient_id text not null,
  org_id text not null,
  month date not null,
  direction text not null,
  form text not null,
  entity_id text not null,
  currency char(3) not null,
  count bigint not null,
  minor numeric(30,0) not null,
  primary key (recipient_id, org_id, month, direction, form, entity_id, currency)
);
comment on table benefits.recipient_total is
  'The same of one recipient, apart by the organisation under which a line was written; none is an empty text.';

create table benefits.line_change (
  recipient_id text not null,
  org_id text not null,
  month date not null,
  direction text not null,
  form text not null,
  entity_id text not null,
  currency char(3) not null,
  count int not null,
  minor numeric(20,0) not null
);
comment on table benefits.line_change is
  'What waits to be folded into the totals of parties: written with each line of ours. It has no index, which each writer would pay for.';

create function benefits.note_lines() returns trigger
language plpgsql security definer set search_path = benefits, pg_temp
as $$
begin
  insert into benefits.line_change (recipient_id, org_id, month, direction, form, entity_id, currency, count, minor)
  select recipient_id, coalesce(org_id, ''), date_trunc('month', happened_on)::date, direction, form,
    coalesce(entity_id, ''), currency, sign(minor)::int, minor
  from added
  where book = 'own';
  return null;
end
$$;
create trigger totals_note_added after insert on benefits.line
  referencing new table as added
  for each statement execute function benefits.note_lines();

-- Folds what waits into the totals of parties and says how much it was. One at a time.
create function benefits.fold_lines(most int) returns bigint
language plpgsql security definer set search_path = benefits, pg_temp
as $$
declare
  folded bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('benefits.fold_lines')) then
    return 0;
  end if;
  with taken as (
    delete from benefits.line_change
    where ctid = any(array(select ctid from benefits.line_change limit most))
    returning *
  ),
  organisations as (
    insert into benefits.org_total as total (org_id, month, direction, form, entity_id, currency, count, minor)
    select org_id, month, direction, form, entity_id, currency, sum(count), sum(minor)
    from taken
    where org_id <> ''
    group by 1, 2, 3, 4, 5, 6
    having sum(count) <> 0 or sum(minor) <> 0
    on conflict (org_id, month, direction, form, entity_id, currency) do update
    set count = total.count + excluded.count, minor = total.minor + excluded.minor
  ),
  recipients as (
    insert into benefits.recipient_total as total
      (recipient_id, org_id, month, direction, form, entity_id, currency, count, minor)
    select recipient_id, org_id, month, direction, form, entity_id, currency, sum(count), sum(minor)
    from taken
    group by 1, 2, 3, 4, 5, 6, 7
    having sum(count) <> 0 or sum(minor) <> 0
    on conflict (recipient_id, org_id, month, direction, form, entity_id, currency) do update
    set count = total.count + excluded.count, minor = total.minor + excluded.minor
  )
  select count(*) into folded from taken;
  return folded;
end
$$;
comment on function benefits.fold_lines(int) is
  'Folds changes of the lines into the totals of parties and gives their number.';
grant execute on function benefits.fold_lines(int) to {worker};
grant select on benefits.org_total, benefits.recipient_total, benefits.line_change to {app}, {worker}, {auditor};

-- Works all totals of parties out again from the lines: for this migration, and for an owner whom `doctor` has told
-- that somebody changed them.
create function benefits.rebuild_line_totals() returns void
language plpgsql set search_path = benefits, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtext('benefits.fold_lines'));
  lock table benefits.line in share mode;
  delete from benefits.line_change;
  delete from benefits.org_total;
  delete from benefits.recipient_total;
  insert into benefits.org_total (org_id, month, direction, form, entity_id, currency, count, minor)
  select org_id, date_trunc('month', happened_on)::date, direction, form, coalesce(entity_id, ''), currency,
    sum(sign(minor)), sum(minor)
  from benefits.line
  where book = 'own' and org_id is not null
  group by 1, 2, 3, 4, 5, 6
  having sum(sign(minor)) <> 0 or sum(minor) <> 0;
  insert into benefits.recipient_total
    (recipient_id, org_id, month, direction, form, entity_id, currency, count, minor)
  select recipient_id, coalesce(org_id, ''), date_trunc('month', happened_on)::date, direction, form,
    coalesce(entity_id, ''), currency, sum(sign(minor)), sum(minor)
  from benefits.line
  where book = 'own'
  group by 1, 2, 3, 4, 5, 6, 7
  having sum(sign(minor)) <> 0 or sum(minor) <> 0;
end
$$;
comment on function benefits.rebuild_line_totals() is
  'Works all totals of parties out again from the lines; for the owner.';

-- As before, and the totals of parties.
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
  perform benefits.rebuild_line_totals();
end
$$;

select benefits.rebuild_line_totals();

-- Only the days at the ends of a span are added up line by line now: the indexes need not carry what the sums read.
drop index benefits.line_by_recipient, benefits.line_by_org;
create index line_by_recipient on benefits.line (recipient_id, happened_on desc);
create index line_by_org on benefits.line (org_id, happened_on desc) where org_id is not null;
