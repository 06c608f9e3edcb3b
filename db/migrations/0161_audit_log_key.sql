-- The log is signed with a key that grows from the master key, which is never in the database. A lost key that is
-- replaced by a new one, or the key of another installation, would sign checkpoints that verify for nobody: so the
-- name of the key is kept from the first start, and an application with another one neither serves nor signs.
create table audit.log_key (
  is_only boolean primary key default true,
  name text not null,
  constraint there_is_one_log_key check (is_only)
);
comment on table audit.log_key is 'The name of the key that signs this log; checkpoints carry the same name.';
select platform.append_only('audit.log_key');
grant select, insert on audit.log_key to {app};
grant select on audit.log_key to {worker}, {auditor};
