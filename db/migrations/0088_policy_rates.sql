-- The company's own exchange rates. As soon as there is one, the shipped sample is not used any more.

create table policy.rate (
  id text primary key,
  version int not null,
  currency text not null,
  per int not null,
  rate text not null,
  from_on date not null,
  to_on date not null,
  source text not null,
  sha256 text not null,
  added_by text not null,
  added_at timestamptz(3) not null,
  constraint currency_is_a_code check (currency ~ '^[A-Z]{3}$' and currency <> 'CNY'),
  constraint rate_is_positive check (rate ~ '^[0-9]{1,12}(\.[0-9]{1,10})?$' and rate ~ '[1-9]'),
  constraint unit_is_positive check (per between 1 and 999999),
  constraint ends_after_it_begins check (to_on >= from_on),
  constraint sha256_is_hex check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint rate_begins_once unique (currency, from_on)
);
comment on table policy.rate is
  'Dated exchange rates into the home currency, from a file of finance: so much for `per` units, first and last day included.';
select platform.append_only('policy.rate');
grant select, insert on policy.rate to {app};
grant select on policy.rate to {worker}, {auditor};

create table policy.rates_version (
  is_only boolean primary key default true check (is_only),
  version bigint not null
);
comment on table policy.rates_version is
  'The transaction that last added rates: another number means that the rates in memory are old.';
insert into policy.rates_version (version) values (0);

create function policy.rates_changed() returns trigger
language plpgsql security definer set search_path = policy, pg_temp
as $$
begin
  update policy.rates_version set version = pg_current_xact_id()::text::bigint;
  return null;
end $$;
revoke execute on function policy.rates_changed from public;

create trigger rates_changed after insert on policy.rate
  for each statement execute function policy.rates_changed();
grant select on policy.rates_version to {app}, {worker}, {auditor};
