-- A rate decides what every foreign amount counts, so a file of rates takes two people, and a wrong rate can be put
-- right: a correction says why, and covers days that have a rate. Nothing is deleted: of two rates of a day the one that
-- was confirmed last counts from then on, and decisions keep the one with which they were taken.
create table policy.rate_file (
  id text primary key,
  version int not null,
  source text not null,
  sha256 text not null,
  content text not null,
  correction text,
  state text not null,
  filed_by text not null,
  filed_at timestamptz(3) not null,
  first_by text,
  answered_by text,
  answered_at timestamptz(3),
  constraint rate_file_sha256_is_hex check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint rate_file_state_is_known check (state in ('proposed', 'confirmed', 'declined')),
  constraint rate_file_is_answered_or_open check ((state = 'proposed') = (answered_by is null)),
  constraint rate_file_answer_has_its_time check ((answered_by is null) = (answered_at is null)),
  constraint the_product_brings_no_rates check (first_by <> 'system'),
  constraint nobody_brings_rates_alone check (
    state <> 'confirmed' or (first_by is not null and answered_by <> first_by and answered_by <> 'system')
  )
);
comment on table policy.rate_file is
  'Files of exchange rates: one person brings them in, another confirms, and only then they count.';
grant select, insert, update on policy.rate_file to {app};
grant select on policy.rate_file to {worker}, {auditor};

alter table policy.rate
  drop constraint rate_begins_once;
comment on table policy.rate is
  'Dated exchange rates into the home currency: so much for `per` units, first and last day included. Of two that cover a day, the later added counts.';
create index rate_by_currency on policy.rate (currency, from_on);
