-- What was promised and earned up to the end of a month and nobody recorded as given yet (预提): it is expense of that month,
-- and taken back on the first day of the next one. One row a benefit, month and currency. Entity-scoped.

create table ledger.accrual (
  id text not null,
  version int not null,
  entity_id text not null,
  month text not null,
  benefit_id text not null,
  form text not null,
  currency text not null,
  minor numeric(20,0) not null,
  happened_on date not null,
  reversal_id text not null,
  booked_by text not null,
  booked_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint one_accrual_a_month unique (benefit_id, month, entity_id, currency),
  constraint accrual_has_its_own_reversal unique (reversal_id),
  constraint accrual_is_of_a_month check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  constraint accrual_is_earned_by_the_end_of_its_month check (to_char(happened_on, 'YYYY-MM') <= month),
  constraint accrual_is_not_negative check (minor >= 0)
);
comment on table ledger.accrual is
  'What of a promised benefit stands as expense at the end of a month without having been given. Nothing is deleted: what no longer holds stands at zero.';
create index accrual_by_month on ledger.accrual (entity_id, month);

grant select, insert, update on ledger.accrual to {app};
grant select on ledger.accrual to {worker}, {auditor};
alter table ledger.accrual enable row level security;
alter table ledger.accrual force row level security;
create policy entity_border on ledger.accrual using (access.may_see(entity_id));
