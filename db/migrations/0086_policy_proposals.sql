-- Adopting a later version of a pack takes two people, and versions of one pack follow each other without gap or
-- overlap. A version that was called off before it began ends on the day before its first.

create table policy.proposal (
  id text primary key,
  version int not null,
  kind text not null,
  pack_id text not null,
  pack_version text not null,
  sha256 text not null,
  content text,
  day date not null,
  reason text not null,
  state text not null,
  filed_by text not null,
  filed_at timestamptz(3) not null,
  first_by text,
  answered_by text,
  answered_at timestamptz(3),
  constraint proposal_kind_is_known check (kind in ('adopt', 'end')),
  constraint adoption_has_its_text check ((kind = 'adopt') = (content is not null)),
  constraint sha256_is_hex check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint proposal_state_is_known check (state in ('proposed', 'confirmed', 'declined')),
  constraint proposal_is_answered_or_open check ((state = 'proposed') = (answered_by is null)),
  constraint answer_has_its_time check ((answered_by is null) = (answered_at is null)),
  constraint the_product_is_no_person check (first_by <> 'system'),
  constraint nobody_adopts_alone check (
    state <> 'confirmed' or (first_by is not null and answered_by <> first_by and answered_by <> 'system')
  )
);
comment on table policy.proposal is
  'Versions of packs and of the authority matrix proposed for adoption, and ends of versions. One person of compliance proposes, another confirms.';
create unique index one_open_proposal on policy.proposal (pack_id) where state = 'proposed';
grant select, insert, update on policy.proposal to {app};
grant select on policy.proposal to {worker}, {auditor};

create function policy.version_stays() returns trigger
language plpgsql
as $$
begin
  if (new.id, new.pack_id, new.pack_version, new.sha256, new.content, new.effective_from, new.adopted_by, new.adopted_at)
    is distinct from
    (old.id, old.pack_id, old.pack_version, old.sha256, old.content, old.effective_from, old.adopted_by, old.adopted_at)
  then
    raise exception 'a version of a pack never changes: only its end is set'
      using errcode = '23514', constraint = 'version_stays';
  end if;
  return new;
end
$$;
comment on function policy.version_stays() is 'Keeps the text of an adopted version for ever, for replay.';
create trigger version_stays before update on policy.pack
  for each row execute function policy.version_stays();

alter table policy.pack
  add constraint version_ends_after_it_begins check (effective_to >= effective_from - 1);

create function policy.versions_follow() returns trigger
language plpgsql
as $$
begin
  if exists (
    select from policy.pack as one
    join policy.pack as other on other.pack_id = one.pack_id and other.id <> one.id
    where one.pack_id = new.pack_id
    and one.effective_from <= coalesce(one.effective_to, 'infinity')
    and other.effective_from <= coalesce(other.effective_to, 'infinity')
    and one.effective_from <= coalesce(other.effective_to, 'infinity')
    and other.effective_from <= coalesce(one.effective_to, 'infinity')
  ) then
    raise exception 'two versions of % would be in force on one day', new.pack_id
      using errcode = '23514', constraint = 'versions_do_not_overlap';
  end if;
  return null;
end
$$;
comment on function policy.versions_follow() is 'Looks at the end of a transaction that no day has two versions of a pack.';
create constraint trigger versions_do_not_overlap
  after insert or update on policy.pack
  deferrable initially deferred
  for each row execute function policy.versions_follow();
