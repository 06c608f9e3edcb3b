-- What was given leaves the sums by a reversal alone, and a reversal is a matter for two people: it is asked for with
-- its paper, and somebody of compliance confirms it. Entity-scoped, as the request is.

create table requests.reversal (
  id text not null,
  version int not null,
  entity_id text not null,
  request_id text not null,
  verb text not null,
  reason text not null,
  file_ids text not null,
  state text not null,
  asked_by text not null,
  asked_at timestamptz(3) not null,
  answered_by text,
  answered_at timestamptz(3),
  primary key (entity_id, id),
  constraint reversal_id_is_unique unique (id),
  constraint reversal_belongs_to_request
    foreign key (entity_id, request_id) references requests.request (entity_id, id),
  constraint reversal_verb_is_known check (verb in ('reverse', 'decline')),
  constraint reversal_state_is_known check (state in ('proposed', 'confirmed', 'declined')),
  constraint reversal_files_are_a_list check (json_typeof(file_ids::json) = 'array'),
  constraint reversal_has_its_paper check (json_array_length(file_ids::json) > 0),
  constraint reversal_answer_is_whole
    check ((state = 'proposed') = (answered_by is null) and (answered_by is null) = (answered_at is null)),
  constraint reversal_has_two_people check (answered_by <> asked_by)
);
comment on table requests.reversal is
  'That something given is to be taken off the sums again: asked for with its paper, confirmed by a second person.';
create unique index reversal_is_asked_once on requests.reversal (request_id) where state = 'proposed';

grant select, insert, update on requests.reversal to {app};
grant select on requests.reversal to {worker}, {auditor};
alter table requests.reversal enable row level security;
alter table requests.reversal force row level security;
create policy entity_border on requests.reversal using (access.may_see(entity_id));

-- A late declaration tells of something that was given: whatever ends its round, the benefit stays given.

alter table requests.request
  add column ended_as text,
  add constraint ended_as_is_known check (ended_as in ('withdrawn', 'rejected', 'cancelled', 'declined'));
comment on column requests.request.ended_as is
  'What ended the round of a late declaration, which stays given all the same; null for everything else.';

insert into benefits.transition (from_state, to_state) values
  ('submitted', 'given'), ('more_information', 'given');

-- A file proves something of the request that it came with, and of no other.

create function requests.check_evidence() returns trigger
language plpgsql
as $$
begin
  if old.request_id is not null and new.request_id is distinct from old.request_id then
    raise exception 'the evidence of a request stays with it'
      using errcode = '23514', constraint = 'evidence_stays';
  end if;
  return new;
end
$$;
create trigger evidence_stays before update on requests.evidence
  for each row execute function requests.check_evidence();
