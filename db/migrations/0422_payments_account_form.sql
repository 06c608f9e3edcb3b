-- The form in which an account of ours sends its payments is changed by two persons: one states the other form and why, a second
-- one confirms it. What was sent keeps the form in which it left. Entity-scoped.

create table payments.form_change (
  id text not null,
  version int not null,
  entity_id text not null,
  account_id text not null,
  from_form text not null,
  to_form text not null,
  reason text not null,
  state text not null,
  stated_by text not null references access.person,
  stated_at timestamptz(3) not null,
  answered_by text references access.person,
  answered_at timestamptz(3),
  answer text,
  primary key (entity_id, id),
  constraint form_change_id_is_unique unique (id),
  constraint form_change_has_its_account
    foreign key (entity_id, account_id) references payments.own_account (entity_id, id),
  constraint form_change_state_is_known check (state in ('stated', 'confirmed', 'declined')),
  constraint form_is_another check (from_form <> to_form),
  constraint form_change_has_a_reason check (reason ~ '\S'),
  constraint nobody_confirms_their_own_form check (state <> 'confirmed' or answered_by <> stated_by),
  constraint the_product_confirms_no_form check (answered_by <> 'system'),
  constraint form_answer_is_whole check (
    (state = 'stated') = (answered_by is null) and (answered_by is null) = (answered_at is null)
  )
);
comment on table payments.form_change is
  'Changes of the form in which an account of ours sends its payments: stated by one person, confirmed by another.';
create unique index account_has_one_form_change on payments.form_change (account_id) where state = 'stated';

grant select, insert, update on payments.form_change to {app};
grant select on payments.form_change to {worker}, {auditor};
alter table payments.form_change enable row level security;
alter table payments.form_change force row level security;
create policy entity_border on payments.form_change using (access.may_see(entity_id));

create function payments.check_form_change_move() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'stated' then
      raise exception 'a change of a form begins as stated'
        using errcode = '23514', constraint = 'form_change_begins_as_stated';
    end if;
    return new;
  end if;
  if old.state <> 'stated'
    or (new.id, new.entity_id, new.account_id, new.from_form, new.to_form, new.reason, new.stated_by, new.stated_at)
    is distinct from
    (old.id, old.entity_id, old.account_id, old.from_form, old.to_form, old.reason, old.stated_by, old.stated_at)
  then
    raise exception 'a change of a form is answered once and never edited'
      using errcode = '23514', constraint = 'form_change_is_never_edited';
  end if;
  return new;
end
$$;
create trigger form_change_is_never_edited before insert or update on payments.form_change
  for each row execute function payments.check_form_change_move();
create trigger no_delete before delete on payments.form_change
  for each row execute function platform.refuse_change();
create trigger no_truncate before truncate on payments.form_change
  for each statement execute function platform.refuse_change();

-- A form of an account is one that is shipped, or a template of its entity that is in force when the account takes it; and a form
-- becomes another only by a change that a second person confirmed.
create function payments.check_account_form() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  broken text;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  broken := case
    when new.form not in
      ('pain001', 'pain001_latin', 'example_workbook', 'example_split_text', 'example_small_csv')
      and not exists (
        select from payments.bank_template as edition
        where edition.template_id = new.form
          and edition.entity_id = new.entity_id
          and edition.state = 'in_force'
      ) then 'account_form_is_in_force'
    when tg_op = 'UPDATE' and not exists (
      select from payments.form_change as change
      where change.account_id = new.id
        and change.from_form = old.form
        and change.to_form = new.form
        and change.state = 'confirmed'
        and change.answered_at = (
          select max(answered_at) from payments.form_change where account_id = new.id and state = 'confirmed'
        )
    ) then 'account_form_takes_two'
  end;
  perform set_config('app.entities', coalesce(seen, ''), true);
  if broken is not null then
    raise exception 'the form of the account % does not hold: %', new.id, broken
      using errcode = '23514', constraint = broken;
  end if;
  return null;
end
$$;
create constraint trigger account_begins_with_a_form after insert on payments.own_account
  deferrable initially deferred for each row execute function payments.check_account_form();
create constraint trigger account_form_takes_two after update of form on payments.own_account
  deferrable initially deferred for each row when (old.form is distinct from new.form)
  execute function payments.check_account_form();
