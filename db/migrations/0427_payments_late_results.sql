-- Which result files of banks were taken before, by their bytes and by what their rows say: a row without a number of ours is
-- matched by account and amount, so that the same rows again would find the next payment in the same amount. Entity-scoped.

create table payments.result_file (
  id text not null,
  version int not null,
  entity_id text not null,
  digest text not null,
  rows_digest text not null,
  imported_by text not null,
  imported_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint result_file_is_never_changed check (version = 1),
  constraint result_file_has_digests check (digest ~ '^[0-9a-f]{64}$' and rows_digest ~ '^[0-9a-f]{64}$')
);
comment on table payments.result_file is
  'Result files of banks that were taken, so that the same rows again say nothing new; the file itself lies sealed.';
select platform.append_only('payments.result_file');
create index result_file_by_digest on payments.result_file (digest);
create index result_file_by_rows on payments.result_file (rows_digest);

grant select, insert on payments.result_file to {app};
grant select on payments.result_file to {worker}, {auditor};
alter table payments.result_file enable row level security;
alter table payments.result_file force row level security;
create policy entity_border on payments.result_file using (access.may_see(entity_id));

-- As before; whoever typed the account of a natural person into an exception neither makes nor checks its payment, as with the
-- account of every other payee.
create or replace function payments.are_apart(o payments.order) returns boolean
language sql stable
as $$
  select not exists (
      select from access.duty
      where object_type = 'request' and object_id = o.request_id
        and duty in ('requester', 'approver') and person_id in (o.made_by, coalesce(o.checked_by, ''))
    )
    and not exists (
      select from access.duty
      where object_type = 'claim' and object_id = o.claim_id
        and duty = 'requester' and person_id in (o.made_by, coalesce(o.checked_by, ''))
    )
    and not exists (
      select from payments.exception
      where id = o.exception_id and asked_by in (o.made_by, coalesce(o.checked_by, ''))
    )
    and not exists (
      select from requests.request
      where id = o.request_id and requester_id in (o.made_by, coalesce(o.checked_by, ''))
    )
    and exists (
      select from access.duty
      where object_type = 'payment_order' and object_id = o.id and person_id = o.made_by and duty = 'payer'
    )
    and (o.checked_by is null or exists (
      select from access.duty
      where object_type = 'payment_order' and object_id = o.id and person_id = o.checked_by and duty = 'checker'
    ))
$$;
comment on function payments.are_apart is
  'True where who made and who checked an order neither asked for the benefit, claimed nor approved it, nor stated a person’s account.';
