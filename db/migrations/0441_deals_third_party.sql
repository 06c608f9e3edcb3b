-- Who stands between us and a customer: the record of a third party (第三方), such as a middleman who earns a commission.
-- One person of the entity records what its papers say of it, another verifies it; what is verified and covers the day
-- gives decisions their facts. A record is never edited: a later one speaks for its days, and one that has ended stays so.
-- Entity-scoped.

create table deals.third_party (
  id text not null,
  version int not null,
  entity_id text not null,
  customer_id text not null references parties.customer (id),
  role text not null,
  is_licensed boolean not null,
  licence text,
  is_independent boolean not null,
  declaration text,
  is_owner_known boolean not null,
  owners text,
  is_tied_to_staff boolean,
  is_tied_to_official boolean,
  is_clean boolean,
  due_diligence text,
  from_on date not null,
  until_on date not null,
  state text not null,
  recorded_by text not null references access.person,
  recorded_at timestamptz(3) not null,
  verified_by text references access.person,
  verified_at timestamptz(3),
  ended_by text references access.person,
  ended_at timestamptz(3),
  end_reason text,
  primary key (entity_id, id),
  constraint third_party_id_is_unique unique (id),
  constraint third_party_role_is_known check (role in ('broker', 'agent', 'consultant', 'distributor')),
  constraint third_party_state_is_known
    check (state in ('proposed', 'verified', 'declined', 'withdrawn', 'lapsed', 'ended')),
  constraint nobody_verifies_their_own_third_party check (verified_by <> recorded_by),
  constraint third_party_verified_by_a_person
    check (state not in ('verified', 'ended') or (verified_by is not null and verified_at is not null)),
  constraint third_party_end_is_whole check (
    (state = 'ended') = (ended_by is not null)
    and (ended_by is null) = (ended_at is null) and (ended_by is null) = (end_reason is null)
  ),
  constraint third_party_ends_after_it_begins check (until_on >= from_on),
  constraint licence_has_its_paper check (not is_licensed or licence is not null),
  constraint independence_is_declared check (not is_independent or declaration is not null),
  constraint owners_have_their_paper check (not is_owner_known or owners is not null),
  constraint inquiry_has_its_report check (
    due_diligence is not null or (is_clean is null and is_tied_to_staff is null and is_tied_to_official is null)
  )
);
comment on table deals.third_party is
  'Third parties between us and a customer, such as middlemen: recorded from papers by one person, verified by another.';
comment on column deals.third_party.licence is 'Number and scope of the licence, and where it lies.';
comment on column deals.third_party.declaration is
  'The declaration that it is neither party, nor their staff, agents or representatives, and where it lies.';
comment on column deals.third_party.owners is 'The paper that shows its beneficial owners, and where it lies.';
comment on column deals.third_party.is_tied_to_staff is 'A tie to staff of the customer; null while nobody has looked.';
comment on column deals.third_party.is_tied_to_official is 'A tie to an official; null while nobody has looked.';
comment on column deals.third_party.is_clean is 'No open finding of the inquiry; null while there was none.';
create index third_party_by_customer on deals.third_party (customer_id, verified_at);

grant select, insert, update on deals.third_party to {app};
grant select on deals.third_party to {worker}, {auditor};
alter table deals.third_party enable row level security;
alter table deals.third_party force row level security;
create policy entity_border on deals.third_party using (access.may_see(entity_id));

create function deals.check_third_party_move() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' or new.verified_by is not null then
      raise exception 'the record of a third party begins without its second person'
        using errcode = '23514', constraint = 'third_party_begins_proposed';
    end if;
    return new;
  end if;
  if not (old.state = 'proposed' and new.state in ('verified', 'declined', 'withdrawn', 'lapsed')
      or old.state = 'verified' and new.state = 'ended')
    or (to_jsonb(new) - array['version', 'state', 'verified_by', 'verified_at', 'ended_by', 'ended_at', 'end_reason'])
      is distinct from
      (to_jsonb(old) - array['version', 'state', 'verified_by', 'verified_at', 'ended_by', 'ended_at', 'end_reason'])
    or (old.verified_by is not null and (new.verified_by, new.verified_at)
      is distinct from (old.verified_by, old.verified_at))
  then
    raise exception 'what is on record of a third party is never changed, and one that has ended stays so'
      using errcode = '23514', constraint = 'third_party_is_never_edited';
  end if;
  return new;
end
$$;
create trigger third_party_is_never_edited before insert or update on deals.third_party
  for each row execute function deals.check_third_party_move();
create trigger no_delete before delete on deals.third_party
  for each row execute function platform.refuse_change();
create trigger no_truncate before truncate on deals.third_party
  for each statement execute function platform.refuse_change();
