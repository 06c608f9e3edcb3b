-- What an entry dated before others does to them. It changes no past decision; where one would be stricter now that
-- the earlier benefit is on record, that is kept beside the register for compliance.

create table benefits.alert (
  id text primary key,
  version int not null,
  benefit_id text not null,
  cause_id text not null,
  outcome text not null,
  level text,
  rules text not null,
  raised_at timestamptz(3) not null,
  constraint alert_names_its_benefit foreign key (benefit_id) references benefits.benefit (id),
  constraint alert_names_its_cause foreign key (cause_id) references benefits.benefit (id),
  constraint cause_is_another check (cause_id <> benefit_id),
  constraint version_is_one check (version = 1),
  constraint outcome_is_known check (outcome in ('hold', 'prohibit', 'escalate', 'allow_with_conditions'))
);
comment on table benefits.alert is
  'A benefit that the rules would treat more strictly now that an earlier one is on record, with what they would say.';
select platform.append_only('benefits.alert');
create index alert_by_benefit on benefits.alert (benefit_id);
grant select, insert on benefits.alert to {app};
grant select on benefits.alert to {worker}, {auditor};
