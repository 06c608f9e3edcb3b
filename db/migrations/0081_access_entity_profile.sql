-- What the rules ask of the company that gives: sector, listings, links to other countries, codes signed. Stated by
-- one person and confirmed by another, because it decides which rules apply. What nobody stated is null: unknown.

create table access.entity_profile (
  id text primary key,
  version int not null,
  entity_id text not null references access.entity,
  from_on date not null,
  sector text,
  listed_in text,
  nexus text,
  codes text,
  reporting text,
  reason text not null,
  state text not null,
  is_founding boolean not null,
  proposed_by text not null,
  proposed_at timestamptz(3) not null,
  answered_by text,
  answered_at timestamptz(3),
  constraint sector_is_known check (sector in ('general', 'drug', 'device', 'gpo', 'health_provider', 'insurance',
    'bank', 'travel_agency', 'cosmetics', 'soft_drinks', 'tobacco', 'precious_metals', 'online_platform')),
  constraint listed_in_are_countries check (listed_in ~ '^([A-Z]{2}( [A-Z]{2})*)?$'),
  constraint nexus_are_countries check (nexus ~ '^([A-Z]{2}( [A-Z]{2})*)?$'),
  constraint profile_state_is_known check (state in ('proposed', 'confirmed', 'declined')),
  constraint nobody_confirms_their_own_profile check (is_founding or answered_by <> proposed_by),
  constraint only_the_product_founds_a_profile check (
    is_founding = (proposed_by = 'system' and answered_by is not distinct from 'system')
  ),
  constraint profile_is_answered_or_open check ((state = 'proposed') = (answered_by is null)),
  constraint profile_answer_has_its_time check ((answered_by is null) = (answered_at is null))
);
comment on table access.entity_profile is
  'What the rules ask of each legal entity, from a day on. Lists are codes with blanks between; empty says "none".';
create index entity_profile_by_entity on access.entity_profile (entity_id, from_on);

create trigger organisation_changed after insert or update on access.entity_profile
  for each statement execute function access.organisation_changed();

grant select, insert, update on access.entity_profile to {app};
grant select on access.entity_profile to {worker}, {auditor};
