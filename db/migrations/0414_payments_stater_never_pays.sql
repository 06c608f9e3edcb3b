-- As before; and whoever stated the account of an employee who has left neither makes nor checks a payment to it, as with
-- every other payee. Whoever stated their own is the payee, and pays nothing to themselves anyway.
create or replace function payments.is_current_account(o payments.order) returns boolean
language sql stable
as $$
  select case o.payee_kind
    when 'employee' then exists (
      select from payments.staff_account as account
      where account.id = o.account_id
        and account.version = o.account_version
        and account.person_id = o.payee_id
        and account.state = 'verified'
        and account.stated_by not in (o.made_by, coalesce(o.checked_by, ''))
        and not exists (
          select from payments.staff_account as later
          where later.person_id = account.person_id
            and later.state = 'stated'
            and later.stated_at > account.stated_at
        )
    )
    when 'person' then exists (
      select from payments.exception as exception
      where exception.id = o.account_id
        and exception.version = o.account_version
        and exception.payee_id = o.payee_id
    )
    else exists (
      select from parties.account as account
      join parties.customer as payee on payee.id = account.customer_id
      where account.id = o.account_id
        and account.version = o.account_version
        and account.customer_id = o.payee_id
        and account.state = 'verified'
        and account.stated_by not in (o.made_by, coalesce(o.checked_by, ''))
        and payee.merged_into is null
        and payments.plain_name(account.holder)
          in (payments.plain_name(payee.name), payments.plain_name(coalesce(payee.latin_name, payee.name)))
        and not exists (
          select from parties.account as later
          where later.customer_id = account.customer_id
            and later.state = 'stated'
            and later.stated_at > account.stated_at
        )
    )
  end
$$;

-- Who stated an account of our own staff, and what it says, is never edited: another one takes its place.
create function payments.keep_staff_account() returns trigger
language plpgsql
as $$
begin
  if (new.id, new.person_id, new.holder, new.bank, new.number, new.stated_by, new.stated_at)
    is distinct from
    (old.id, old.person_id, old.holder, old.bank, old.number, old.stated_by, old.stated_at)
  then
    raise exception 'what an account of our own staff says is never changed'
      using errcode = '23514', constraint = 'staff_account_is_never_edited';
  end if;
  return new;
end
$$;
create trigger staff_account_is_never_edited before update on payments.staff_account
  for each row execute function payments.keep_staff_account();
