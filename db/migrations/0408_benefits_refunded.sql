-- What was paid and came back from its payee in part (部分退回) was not spent. What was received stays what it was, so the value
-- and the sums over recipients stay; what was spent is the value less what was released, and less this.

alter table benefits.benefit
  add column refunded_minor numeric(20,0) not null default 0,
  add constraint what_came_back_is_a_part_of_the_value
    check (refunded_minor between 0 and value_minor - released_minor);
comment on column benefits.benefit.refunded_minor is
  'How much of the value was paid and came back from its payee in part: it was not spent, and nobody is owed it again.';

-- As before, with what came back taken off what was spent.
create or replace function benefits.note_spend() returns trigger
language plpgsql security definer set search_path = benefits, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into benefits.spend_change (entity_id, month, unit_id, form, currency, stage, count, minor)
    select entity_id, date_trunc('month', happened_on)::date, coalesce(unit_id, ''), form, value_currency,
      benefits.stage_of(state), 1, value_minor - released_minor - refunded_minor
    from added
    where book = 'own' and direction = 'given' and entity_id is not null and source not like 'import%'
    and benefits.stage_of(state) is not null;
  elsif tg_op = 'UPDATE' then
    insert into benefits.spend_change (entity_id, month, unit_id, form, currency, stage, count, minor)
    select entity_id, date_trunc('month', happened_on)::date, coalesce(unit_id, ''), form, value_currency,
      benefits.stage_of(state), sum(sign), sum(sign * spent)
    from (
      select book, direction, source, entity_id, happened_on, unit_id, form, value_currency, state,
        value_minor - released_minor - refunded_minor as spent, 1 as sign
      from added
      union all
      select book, direction, source, entity_id, happened_on, unit_id, form, value_currency, state,
        value_minor - released_minor - refunded_minor, -1
      from removed
    ) as moved
    where book = 'own' and direction = 'given' and entity_id is not null and source not like 'import%'
    and benefits.stage_of(state) is not null
    group by 1, 2, 3, 4, 5, 6
    having sum(sign) <> 0 or sum(sign * spent) <> 0;
  else
    -- Nothing of the product removes a benefit; what is removed behind its back leaves the totals too.
    insert into benefits.spend_change (entity_id, month, unit_id, form, currency, stage, count, minor)
    select entity_id, date_trunc('month', happened_on)::date, coalesce(unit_id, ''), form, value_currency,
      benefits.stage_of(state), -1, released_minor + refunded_minor - value_minor
    from removed
    where book = 'own' and direction = 'given' and entity_id is not null and source not like 'import%'
    and benefits.stage_of(state) is not null;
  end if;
  return null;
end
$$;

create or replace function benefits.rebuild_spend() returns void
language plpgsql set search_path = benefits, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtext('benefits.fold_spend'));
  lock table benefits.benefit in share mode;
  delete from benefits.spend_change;
  delete from benefits.spend_total;
  insert into benefits.spend_total (entity_id, month, unit_id, form, currency, stage, count, minor)
  select entity_id, date_trunc('month', happened_on)::date, coalesce(unit_id, ''), form, value_currency,
    benefits.stage_of(state), count(*), sum(value_minor - released_minor - refunded_minor)
  from benefits.benefit
  where book = 'own' and direction = 'given' and entity_id is not null and source not like 'import%'
  and benefits.stage_of(state) is not null
  group by 1, 2, 3, 4, 5, 6;
end
$$;
