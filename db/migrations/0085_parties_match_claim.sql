-- Who is who is a matter for two people: that a name which is all but the same is another party, or that two records
-- are one, is asked by whoever sees it and answered by compliance. Group-wide, as the parties are.

create table parties.match_claim (
  id text primary key,
  version int not null,
  kind text not null,
  schema text not null,
  subject text not null,
  others text not null,
  reason text not null,
  state text not null,
  asked_by text not null,
  asked_at timestamptz(3) not null,
  answered_by text,
  answered_at timestamptz(3),
  party_id text,
  constraint claim_kind_is_known check (kind in ('same', 'apart')),
  constraint claim_schema_is_known check (schema in ('organisation', 'person')),
  constraint claim_state_is_known check (state in ('proposed', 'confirmed', 'declined')),
  constraint claim_subject_is_json check (json_typeof(subject::json) = 'object'),
  constraint claim_others_are_a_list check (json_typeof(others::json) = 'array'),
  constraint claim_answer_is_whole
    check ((state = 'proposed') = (answered_by is null) and (answered_by is null) = (answered_at is null)),
  constraint claim_has_two_people check (answered_by <> asked_by)
);
comment on table parties.match_claim is
  'That a new name is none of the known ones, or that two records are one party: asked by one person, answered by another.';

grant select, insert, update on parties.match_claim to {app};
grant select on parties.match_claim to {worker}, {auditor};
