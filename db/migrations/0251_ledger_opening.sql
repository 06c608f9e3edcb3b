-- Benefits that were promised or given before there were books are booked once, at the first start with them.

create table ledger.opening (
  object_type text primary key,
  reached text not null,
  is_done boolean not null
);
comment on table ledger.opening is 'How far the objects of earlier days have been booked; what was booked stands in the log.';
grant select, insert, update on ledger.opening to {app};
grant select on ledger.opening to {worker}, {auditor};
