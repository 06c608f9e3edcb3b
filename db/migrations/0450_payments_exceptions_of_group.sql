-- A natural person whom two companies of the group pay has one history of accounts: another account than was confirmed before
-- cools off, whichever company confirmed it. Whether it is another one is told by the bank and the way to it as well: at a bank
-- that routes by clearing number or place, another one is another counter. Nothing else is told of the other company.

create function payments.exceptions_to(payee_ids text[])
returns table (
  payee_id text, number text, bank text, cnaps text, province text, city text, state text,
  asked_at timestamptz, answered_at timestamptz
)
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  return query
    select made.payee_id, made.number, made.bank, made.cnaps, made.province, made.city, made.state,
      made.asked_at::timestamptz, made.answered_at::timestamptz
    from payments.exception as made
    where made.payee_id = any (payee_ids)
    order by made.id;
  perform set_config('app.entities', coalesce(seen, ''), true);
end
$$;
comment on function payments.exceptions_to is
  'The exceptions by which natural persons are paid, in all companies of the group: by which account, since when.';
revoke execute on function payments.exceptions_to from public;
grant execute on function payments.exceptions_to to {app};
