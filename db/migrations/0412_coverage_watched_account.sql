-- Accounts that a company wants looked at beside those that names and numbers tell. Adding one only tightens, so that one
-- person is enough; compliance ends it, with the reason. Nothing that is looked at by itself can be taken off.
create table coverage.watched_account (
  id text not null,
  version int not null,
  entity_id text not null,
  code text not null,
  kind text not null,
  reason text not null,
  state text not null,
  added_by text not null,
  added_at timestamptz(3) not null,
  ended_by text,
  ended_at timestamptz(3),
  end_reason text,
  primary key (entity_id, id),
  constraint watched_account_id_is_unique unique (id),
  constraint watched_code_is_a_code check (code ~ '^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$'),
  constraint watched_reason_says_something check (reason ~ '\S'),
  constraint watched_state_is_known check (state in ('watched', 'ended')),
  constraint watched_kind_is_known check (kind in (
    'entertainment', 'gift', 'meeting', 'consulting', 'promotion', 'commission', 'labour', 'welfare', 'travel',
    'training', 'office', 'vehicle', 'sample', 'donation', 'research', 'rent', 'freight', 'sundry'
  )),
  constraint watched_end_is_whole check (
    (state = 'ended') = (ended_by is not null) and (ended_by is null) = (ended_at is null)
    and (ended_by is null) = (end_reason is null)
  )
);
comment on table coverage.watched_account is
  'Accounts that an entity wants looked at, by the beginning of their number, beside those that names tell.';
create unique index account_is_watched_once on coverage.watched_account (entity_id, code) where state = 'watched';

grant select, insert, update on coverage.watched_account to {app};
grant select on coverage.watched_account to {worker}, {auditor};
alter table coverage.watched_account enable row level security;
alter table coverage.watched_account force row level security;
create policy entity_border on coverage.watched_account using (access.may_see(entity_id));
