-- The same of colleagues who are reimbursed, and of natural persons who are paid by an exception.

alter table payments.staff_account
  add column province text constraint staff_account_province_is_short check (char_length(province) between 2 and 20),
  add column city text constraint staff_account_city_is_short check (char_length(city) between 1 and 30),
  add column phone text
    constraint staff_account_phone_is_a_number check (phone ~ '^(1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8})$'),
  add constraint staff_account_place_is_whole check ((province is null) = (city is null));
alter table payments.exception
  add column province text constraint exception_province_is_short check (char_length(province) between 2 and 20),
  add column city text constraint exception_city_is_short check (char_length(city) between 1 and 30),
  add column phone text
    constraint exception_phone_is_a_number check (phone ~ '^(1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8})$'),
  add constraint exception_place_is_whole check ((province is null) = (city is null));

-- What sends the money on its way is never edited either.
create or replace function payments.keep_staff_account() returns trigger
language plpgsql
as $$
begin
  if (new.id, new.person_id, new.holder, new.bank, new.number, new.stated_by, new.stated_at,
      new.cnaps, new.province, new.city, new.phone)
    is distinct from
    (old.id, old.person_id, old.holder, old.bank, old.number, old.stated_by, old.stated_at,
      old.cnaps, old.province, old.city, old.phone)
  then
    raise exception 'what an account of our own staff says is never changed'
      using errcode = '23514', constraint = 'staff_account_is_never_edited';
  end if;
  return new;
end
$$;

-- A phone is personal: it is taken only while a template in force in the group makes no file without one. Whoever states an
-- account sees the templates of their own entities, and the payee may be paid by another.
create function payments.asks_payee_phone() returns boolean
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  seen text := current_setting('app.entities', true);
  asks boolean;
begin
  perform set_config('app.entities', '*', true);
  asks := exists (
    select from payments.bank_template as edition
    cross join lateral jsonb_array_elements(edition.content::jsonb -> 'columns') as asked (part)
    where edition.state = 'in_force'
      and asked.part ->> 'field' = 'payee_phone'
      and asked.part -> 'needed' = 'true'
  );
  perform set_config('app.entities', coalesce(seen, ''), true);
  return asks;
end
$$;
comment on function payments.asks_payee_phone is
  'Whether a template in force of one of our banks makes no file without the phone of the payee.';
revoke execute on function payments.asks_payee_phone from public;
grant execute on function payments.asks_payee_phone to {app};
