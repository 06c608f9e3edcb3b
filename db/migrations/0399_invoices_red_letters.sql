-- What red letters take back of an invoice is the sum of them, whoever brought them and in whichever order: a red letter
-- that is read or corrected later counts like one that came whole. The number of a key that is being brought is locked by
-- the application; the database holds that the sum is right when the transaction ends.

-- Red letters of the whole group that take back one of these, with what is needed to add them up and nothing of their
-- content. The border of entities is opened for this one query and stands again behind it.
create function invoices.red_letters(keys text[])
returns table (id text, refers_to text, currency text, total_minor numeric)
language plpgsql security definer set search_path = invoices, pg_temp
as $$
declare
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  return query
    select i.id, i.refers_to, i.currency::text, i.total_minor
    from invoices.invoice as i
    where i.refers_to = any (keys) and i.total_minor < 0
    order by i.id;
  perform set_config('app.entities', coalesce(seen, ''), true);
end
$$;
comment on function invoices.red_letters is
  'The red letters of the group that take back one of these invoices: which, of what currency and amount.';
revoke execute on function invoices.red_letters from public;
grant execute on function invoices.red_letters to {app};

create function invoices.compare_reversals() returns trigger
language plpgsql security definer set search_path = invoices, pg_temp
as $$
declare
  seen text := current_setting('app.entities', true);
  touched text[] := array[new.key, new.refers_to];
  wrong text;
begin
  if tg_op = 'UPDATE' then
    -- What is written as it was says nothing of red letters, also where their sum was never taken before.
    if (new.key, new.refers_to, new.total_minor, new.currency, new.reversed_minor)
      is not distinct from (old.key, old.refers_to, old.total_minor, old.currency, old.reversed_minor) then
      return null;
    end if;
    touched := touched || array[old.key, old.refers_to];
  end if;
  perform set_config('app.entities', '*', true);
  select i.id into wrong
  from invoices.invoice as i
  where i.key = any (touched) and i.reversed_minor is distinct from (
    select coalesce(-sum(red.total_minor), 0)
    from invoices.invoice as red
    where red.refers_to = i.key and red.total_minor < 0 and red.currency = i.currency and red.id <> i.id
  )
  limit 1;
  perform set_config('app.entities', coalesce(seen, ''), true);
  if wrong is not null then
    raise exception 'invoice % counts another sum than its red letters make', wrong
      using errcode = '23514', constraint = 'reversed_is_the_sum';
  end if;
  return null;
end
$$;
create constraint trigger reversed_is_the_sum
  after insert or update on invoices.invoice
  deferrable initially deferred for each row execute function invoices.compare_reversals();

-- What compliance of any entity was told of these invoices: whoever brings a number once more does so in their own entity,
-- and the invoice stops where it is used. What was told stays with the entity that noticed it.
create function invoices.alerts_on(ids text[])
returns setof invoices.alert
language plpgsql security definer set search_path = invoices, pg_temp
as $$
declare
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  return query
    select a.id, a.version, a.entity_id, a.invoice_id, a.reason, '{}'::text, a.raised_by, a.raised_at, a.answer,
      a.answered_by, a.answered_at
    from invoices.alert as a
    where a.invoice_id = any (ids)
    order by a.raised_at, a.id;
  perform set_config('app.entities', coalesce(seen, ''), true);
end
$$;
comment on function invoices.alerts_on is 'The alerts on these invoices in the whole group, without their detail.';
revoke execute on function invoices.alerts_on from public;
grant execute on function invoices.alerts_on to {app};
