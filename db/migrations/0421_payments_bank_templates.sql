-- Templates of a company's own banks: in which columns, words and encoding a bank takes a file of payments, and how its result
-- file is read. Each row is one edition of a template. An edition is never edited; a second person puts it in force after
-- looking at a file of three invented payments, and a batch keeps the edition that it was made with. What the command line
-- drafted is nobody's until a first person stands behind it; another one puts it in force. Entity-scoped.

create table payments.bank_template (
  id text not null,
  version int not null,
  entity_id text not null,
  template_id text not null,
  edition int not null,
  name_zh text not null,
  name_en text not null,
  content text not null,
  state text not null,
  drafted_by text not null,
  drafted_at timestamptz(3) not null,
  first_by text references access.person,
  confirmed_by text references access.person,
  confirmed_at timestamptz(3),
  preview_digest text,
  ended_by text,
  ended_at timestamptz(3),
  end_reason text,
  primary key (entity_id, id),
  constraint bank_template_id_is_unique unique (id),
  constraint edition_is_one_of_its_template unique (template_id, edition),
  constraint edition_counts_from_one check (edition >= 1),
  constraint template_state_is_known check (state in ('drafted', 'in_force', 'replaced', 'withdrawn')),
  constraint nobody_confirms_their_own_template check (
    confirmed_by is null or (first_by is not null and confirmed_by <> first_by and confirmed_by <> drafted_by)
  ),
  constraint whoever_drafts_is_the_first check (drafted_by = 'system' or first_by is not distinct from drafted_by),
  constraint the_product_is_no_first_person check (first_by <> 'system'),
  constraint the_product_confirms_no_template check (confirmed_by <> 'system'),
  constraint template_in_force_was_confirmed check (state <> 'in_force' or confirmed_by is not null),
  constraint draft_is_not_confirmed check (state <> 'drafted' or confirmed_by is null),
  constraint confirmation_is_whole check (
    (confirmed_by is null) = (confirmed_at is null) and (confirmed_by is null) = (preview_digest is null)
  ),
  constraint end_is_whole check (
    (state in ('replaced', 'withdrawn')) = (ended_by is not null)
    and (ended_by is null) = (ended_at is null) and (ended_by is null) = (end_reason is null)
  ),
  constraint template_is_json check (json_typeof(content::json) = 'object')
);
comment on table payments.bank_template is
  'Forms in which our own banks take files of payments, edition by edition: drafted by one person, confirmed by another.';
create unique index template_has_one_edition_in_force on payments.bank_template (template_id) where state = 'in_force';
create unique index template_has_one_draft on payments.bank_template (template_id) where state = 'drafted';
create index bank_template_by_entity on payments.bank_template (entity_id, drafted_at desc);

grant select, insert, update on payments.bank_template to {app};
grant select on payments.bank_template to {worker}, {auditor};
alter table payments.bank_template enable row level security;
alter table payments.bank_template force row level security;
create policy entity_border on payments.bank_template using (access.may_see(entity_id));

create function payments.check_template_move() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'drafted' then
      raise exception 'a template begins as a draft'
        using errcode = '23514', constraint = 'template_begins_as_a_draft';
    end if;
    if new.drafted_by = 'system' and new.first_by is not null then
      raise exception 'nobody stands behind what the command line drafts'
        using errcode = '23514', constraint = 'first_person_comes_alone';
    end if;
    return new;
  end if;
  if old.state in ('replaced', 'withdrawn')
    or (old.state = 'in_force' and new.state not in ('replaced', 'withdrawn'))
    or (new.id, new.entity_id, new.template_id, new.edition, new.name_zh, new.name_en, new.content, new.drafted_by,
      new.drafted_at)
    is distinct from
    (old.id, old.entity_id, old.template_id, old.edition, old.name_zh, old.name_en, old.content, old.drafted_by,
      old.drafted_at)
    or (old.confirmed_by is not null and (new.confirmed_by, new.confirmed_at, new.preview_digest)
      is distinct from (old.confirmed_by, old.confirmed_at, old.preview_digest))
  then
    raise exception 'what a template says is never changed, and one that has ended stays so'
      using errcode = '23514', constraint = 'template_is_never_edited';
  end if;
  if new.first_by is distinct from old.first_by and (old.first_by is not null or new.state <> 'drafted') then
    raise exception 'the first person of a draft is named once, and before it is in force'
      using errcode = '23514', constraint = 'first_person_comes_alone';
  end if;
  return new;
end
$$;
create trigger template_is_never_edited before insert or update on payments.bank_template
  for each row execute function payments.check_template_move();
create trigger no_delete before delete on payments.bank_template
  for each row execute function platform.refuse_change();
create trigger no_truncate before truncate on payments.bank_template
  for each statement execute function platform.refuse_change();

-- The editions of one template are of one entity.
create function payments.check_template_entity() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  is_other boolean;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  is_other := exists (
    select from payments.bank_template
    where template_id = new.template_id and entity_id <> new.entity_id
  );
  perform set_config('app.entities', coalesce(seen, ''), true);
  if is_other then
    raise exception 'the template % is of another entity', new.template_id
      using errcode = '23514', constraint = 'editions_are_of_one_entity';
  end if;
  return null;
end
$$;
create constraint trigger editions_are_of_one_entity after insert on payments.bank_template
  deferrable initially deferred for each row execute function payments.check_template_entity();

-- A batch leaves in the form that its account has at that moment: one that is shipped, or the edition in force.
create function payments.check_batch_form() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  wanted text;
  holds boolean;
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  select form into wanted from payments.own_account where id = new.account_id;
  holds := new.form = wanted and wanted not like 'btpl\_%'
    or exists (
      select from payments.bank_template as edition
      where edition.id = new.form
        and edition.template_id = wanted
        and edition.entity_id = new.entity_id
        and edition.state = 'in_force'
    );
  perform set_config('app.entities', coalesce(seen, ''), true);
  if not holds then
    raise exception 'the batch % is not in the form of its account', new.id
      using errcode = '23514', constraint = 'batch_has_the_form_of_its_account';
  end if;
  return null;
end
$$;
create constraint trigger batch_has_the_form_of_its_account after insert on payments.batch
  deferrable initially deferred for each row execute function payments.check_batch_form();
