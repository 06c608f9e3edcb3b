-- What budgets are held against: the benefits that we give, by entity, unit, kind and month, and how far each has come.
-- Kept as the other totals of the register are: a list that nobody waits for takes up what each statement changed, and in
-- the background it is folded in. So a budget costs one read by index, however many benefits stand behind it.

alter table benefits.benefit add column unit_id text;
comment on column benefits.benefit.unit_id is
  'The unit of whoever asked for it, as of that day; unknown for what was filed before units were kept, and for imported history.';

create function benefits.stage_of(state text) returns text
language sql immutable parallel safe
return case
  when state in ('submitted', 'more_information') then 'held'
  when state = 'approved' then 'committed'
  when state in ('given', 'paid', 'completed') then 'spent'
end;
comment on function benefits.stage_of is
  'What a benefit in this state does to a budget; nothing where it was withdrawn, refused, not taken, expired or reversed.';

create table benefits.spend_total (
  entity_id text not null,
  month date not null,
  unit_id text not null,
  form text not null,
  currency char(3) not null,
  stage text not null,
  count bigint not null,
  minor numeric(30,0) not null,
  primary key (entity_id, month, unit_id, form, currency, stage)
);
comment on table benefits.spend_total is
  'What we promised and gave by entity, month of the benefit, unit, kind, currency and stage, as far as it was folded in. No unit is an empty text.';

create table benefits.spend_change (
  entity_id text not null,
  month date not null,
  unit_id text not null,
  form text not null,
  currency char(3) not null,
  stage text not null,
  count int not null,
  minor numeric(30,0) not null
);
comment on table benefits.spend_change is
  'What waits to be folded into the totals that budgets are held against: written with each benefit of ours.';
create index spend_change_by_month on benefits.spend_change (entity_id, month);

create function benefits.note_spend() returns trigger
language plpgsql security definer set search_path = benefits, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into benefits.spend_change (entity_id, month, unit_id, form, currency, stage, count, minor)
    select entity_id, date_trunc('month', happened_on)::date, coalesce(unit_id, ''), form, value_currency,
      benefits.stage_of(state), 1, value_minor
    from added
    where book = 'own' and direction = 'given' and entity_id is not null and source not like 'import%'
    and benefits.stage_of(state) is not null;
  elsif tg_op = 'UPDATE' then
    insert into benefits.spend_change (entity_id, month, unit_id, form, currency, stage, count, minor)
    select entity_id, date_trunc('month', happened_on)::date, coalesce(unit_id, ''), form, value_currency,
      benefits.stage_of(state), sum(sign), sum(sign * value_minor)
    from (
      select book, direction, source, entity_id, happened_on, unit_id, form, value_currency, state, value_minor,
        1 as sign
      from added
      union all
      select book, direction, source, entity_id, happened_on, unit_id, form, value_currency, state, value_minor, -1
      from removed
    ) as moved
    where book = 'own' and direction = 'given' and entity_id is not null and source not like 'import%'
    and benefits.stage_of(state) is not null
    group by 1, 2, 3, 4, 5, 6
    having sum(sign) <> 0 or sum(sign * value_minor) <> 0;
  else
    -- Nothing of the product removes a benefit; what is removed behind its back leaves the totals too.
    insert into benefits.spend_change (entity_id, month, unit_id, form, currency, stage, count, minor)
    select entity_id, date_trunc('month', happened_on)::date, coalesce(unit_id, ''), form, value_currency,
      benefits.stage_of(state), -1, -value_minor
    from removed
    where book = 'own' and direction = 'given' and entity_id is not null and source not like 'import%'
    and benefits.stage_of(state) is not null;
  end if;
  return null;
end
$$;
create trigger spend_notes_added after insert on benefits.benefit
  referencing new table as added
  for each statement execute function benefits.note_spend();
create trigger spend_notes_changed after update on benefits.benefit
  referencing new table as added old table as removed
  for each statement execute function benefits.note_spend();
create trigger spend_notes_removed after delete on benefits.benefit
  referencing old table as removed
  for each statement execute function benefits.note_spend();

-- Folds what waits into the totals and says how much it was. One at a time.
create function benefits.fold_spend(most int) returns bigint
language plpgsql security definer set search_path = benefits, pg_temp
as $$
declare
  folded bigint;
begin
  if not pg_try_advisory_xact_lock(hashtext('benefits.fold_spend')) then
    return 0;
  end if;
  with taken as (
    delete from benefits.spend_change
    where ctid = any(array(select ctid from benefits.spend_change limit most))
    returning *
  ),
  totals as (
    insert into benefits.spend_total as total (entity_id, month, unit_id, form, currency, stage, count, minor)
    select entity_id, month, unit_id, form, currency, stage, sum(count), sum(minor)
    from taken
    group by 1, 2, 3, 4, 5, 6
    having sum(count) <> 0 or sum(minor) <> 0
    on conflict (entity_id, month, unit_id, form, currency, stage) do update
    set count = total.count + excluded.count, minor = total.minor + excluded.minor
  )
  select count(*) into folded from taken;
  return folded;
end
$$;
comment on function benefits.fold_spend(int) is
  'Folds changes of the register into the totals that budgets are held against and gives their number.';
grant execute on function benefits.stage_of(text) to {app}, {worker}, {auditor};
grant execute on function benefits.fold_spend(int) to {worker};
grant select on benefits.spend_total, benefits.spend_change to {app}, {worker}, {auditor};

create function benefits.rebuild_spend() returns void
language plpgsql set search_path = benefits, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtext('benefits.fold_spend'));
  lock table benefits.benefit in share mode;
  delete from benefits.spend_change;
  delete from benefits.spend_total;
  insert into benefits.spend_total (entity_id, month, unit_id, form, currency, stage, count, minor)
  select entity_id, date_trunc('month', happened_on)::date, coalesce(unit_id, ''), form, value_currency,
    benefits.stage_of(state), count(*), sum(value_minor)
  from benefits.benefit
  where book = 'own' and direction = 'given' and entity_id is not null and source not like 'import%'
  and benefits.stage_of(state) is not null
  group by 1, 2, 3, 4, 5, 6;
end
$$;
comment on function benefits.rebuild_spend() is
  'Works the totals that budgets are held against out again from the rows of the register; for the owner.';
select benefits.rebuild_spend();

-- As before, and the totals that budgets are held against.
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
  perform benefits.rebuild_spend();
end
$$;
