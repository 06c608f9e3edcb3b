-- A new name that resembles known parties stands only because somebody told it apart from each of them, with a reason.
-- Group-wide, as the parties are.

create table parties.told_apart (
  id text primary key,
  version int not null,
  party_id text not null,
  other_id text not null,
  reason text not null,
  told_by text not null,
  told_at timestamptz(3) not null,
  constraint told_apart_is_of_two check (party_id <> other_id),
  constraint told_apart_once unique (party_id, other_id),
  constraint told_apart_has_a_reason check (reason <> '')
);
comment on table parties.told_apart is 'From which known party a new one was told apart, by whom, and why.';
create index told_apart_by_other on parties.told_apart (other_id);
select platform.append_only('parties.told_apart');

grant select, insert on parties.told_apart to {app};
grant select on parties.told_apart to {worker}, {auditor};
