-- A clause relaxes what is asked of a benefit. An agreement counts from the moment on which a second person has checked
-- it against the signed document: until then it is a draft. Agreements that were active before stay so; of them nobody
-- is on record who recorded or checked them.

alter table deals.agreement add column document text;
alter table deals.agreement add column recorded_by text;
alter table deals.agreement add column checked_by text;
alter table deals.agreement add column checked_at timestamptz(3);
comment on column deals.agreement.document is 'Where the signed document lies, as whoever recorded it says.';
alter table deals.agreement add constraint nobody_checks_their_own_agreement check (checked_by <> recorded_by);
alter table deals.agreement add constraint agreement_check_has_its_time
  check ((checked_by is null) = (checked_at is null));
alter table deals.agreement add constraint agreement_counts_once_checked
  check (recorded_by is null or state in ('draft', 'declined') or checked_by is not null);

alter table deals.agreement drop constraint state_is_known;
alter table deals.agreement add constraint state_is_known
  check (state in ('draft', 'active', 'inactive', 'archived', 'declined'));

-- What was declined may be recorded again as it should be.
alter table deals.agreement drop constraint number_is_unique;
create unique index number_is_unique on deals.agreement (number) where state <> 'declined';
