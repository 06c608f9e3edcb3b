-- Who stated an account of a customer, and what it says, is never edited: another one takes its place. The same of the
-- account to which a natural person is paid by an exception: what was confirmed is what is paid.

create function parties.keep_account() returns trigger
language plpgsql
as $$
begin
  if (new.id, new.customer_id, new.holder, new.bank, new.number, new.stated_by, new.stated_at,
      new.given_in, new.reference, new.cnaps, new.province, new.city, new.phone)
    is distinct from
    (old.id, old.customer_id, old.holder, old.bank, old.number, old.stated_by, old.stated_at,
      old.given_in, old.reference, old.cnaps, old.province, old.city, old.phone)
  then
    raise exception 'what an account of a customer says is never changed'
      using errcode = '23514', constraint = 'account_is_never_edited';
  end if;
  return new;
end
$$;
create trigger account_is_never_edited before update on parties.account
  for each row execute function parties.keep_account();

create function payments.keep_exception() returns trigger
language plpgsql
as $$
begin
  if (new.id, new.entity_id, new.request_id, new.benefit_id, new.kind, new.payee_id, new.tax_treatment,
      new.holder, new.bank, new.number, new.cnaps, new.province, new.city, new.phone,
      new.reference, new.asked_by, new.asked_at)
    is distinct from
    (old.id, old.entity_id, old.request_id, old.benefit_id, old.kind, old.payee_id, old.tax_treatment,
      old.holder, old.bank, old.number, old.cnaps, old.province, old.city, old.phone,
      old.reference, old.asked_by, old.asked_at)
  then
    raise exception 'what an exception says is never changed'
      using errcode = '23514', constraint = 'exception_is_never_edited';
  end if;
  return new;
end
$$;
create trigger exception_is_never_edited before update on payments.exception
  for each row execute function payments.keep_exception();
