-- The memorandum ledger (备查台账): what benefits and payments mean for the books, in double entry. It knows no customer; an
-- entry names the object that it stands for and the document that it was made from. Entity-scoped.

create schema ledger;
comment on schema ledger is 'Memorandum double entry: accounts, entries, lines, and how far each entity has closed its months.';
grant usage on schema ledger to {app}, {worker}, {auditor};

create table ledger.closing (
  id text not null,
  version int not null,
  entity_id text not null,
  closed_until date,
  changed_by text not null,
  changed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint closing_is_one_an_entity unique (entity_id),
  constraint whole_months_are_closed
    check (closed_until = (date_trunc('month', closed_until::timestamp) + interval '1 month - 1 day')::date)
);
comment on table ledger.closing is 'The day until which an entity has closed its books; no row or no day where no month is closed.';

create table ledger.entry (
  id text not null,
  version int not null,
  entity_id text not null,
  booked_on date not null,
  lines int not null,
  object_type text not null,
  object_id text not null,
  document_type text not null,
  document_id text not null,
  document_on date not null,
  recorded_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint entry_is_what_its_lines_say unique (id, entity_id, booked_on, lines),
  constraint entry_is_never_changed check (version = 1),
  constraint entry_has_two_sides check (lines >= 2)
);
comment on table ledger.entry is
  'One booking: the difference that a change made to what its object stands for. Its number of lines is final, so none can be added later.';
comment on column ledger.entry.document_on is
  'The day of the document. The entry stands on another day where that month was closed when it was made.';
select platform.append_only('ledger.entry');
create index entry_by_object on ledger.entry (object_id);
create index entry_by_document on ledger.entry (document_id);

create table ledger.line (
  id text not null,
  version int not null,
  entity_id text not null,
  entry_id text not null,
  booked_on date not null,
  lines int not null,
  position int not null,
  account text not null,
  currency char(3) not null,
  form text not null,
  minor numeric(20,0) not null,
  primary key (entity_id, id),
  constraint line_is_never_changed check (version = 1),
  constraint line_is_one_of_its_entry
    foreign key (entry_id, entity_id, booked_on, lines) references ledger.entry (id, entity_id, booked_on, lines),
  constraint position_is_taken_once unique (entry_id, position),
  constraint position_is_within_its_entry check (position between 1 and lines),
  constraint line_moves_something check (minor <> 0),
  constraint account_is_known check (account in
    ('hold', 'commitment', 'expense', 'payable', 'paid', 'settled', 'accrual', 'control'))
);
comment on table ledger.line is
  'One line of an entry: debit is positive, credit negative. Each line has a place of its own among the lines that its entry counts.';
select platform.append_only('ledger.line');
create index line_by_account on ledger.line (entity_id, account, currency, booked_on, id) include (minor);

-- Booking and closing never overlap: whoever books shares a lock of the entity, whoever closes holds it alone. A lock of
-- its own and not the row of the closing, which every booking would have to write on.
create function ledger.share_books(entity text) returns void
language sql volatile
as $$
  select pg_advisory_xact_lock_shared(hashtextextended('ledger.books ' || entity, 0))
$$;
comment on function ledger.share_books is 'Keeps an entity from closing or opening a month until the end of the transaction.';

create function ledger.hold_books(entity text) returns void
language sql volatile
as $$
  select pg_advisory_xact_lock(hashtextextended('ledger.books ' || entity, 0))
$$;
comment on function ledger.hold_books is 'Waits for all who are booking for an entity, and keeps others from it until the end of the transaction.';
grant execute on function ledger.share_books, ledger.hold_books to {app};

create function ledger.check_month() returns trigger
language plpgsql
as $$
begin
  perform ledger.share_books(new.entity_id);
  -- A statement of its own: it sees what was committed while the lock was waited for.
  if exists (
    select from ledger.closing where entity_id = new.entity_id and closed_until >= new.booked_on
  ) then
    raise exception 'the month of % is closed for %', new.booked_on, new.entity_id
      using errcode = '23514', constraint = 'closed_month_takes_no_entry';
  end if;
  return new;
end
$$;
create trigger closed_month_takes_no_entry before insert on ledger.entry
  for each row execute function ledger.check_month();

create function ledger.wait_for_books() returns trigger
language plpgsql
as $$
begin
  perform ledger.hold_books(new.entity_id);
  return new;
end
$$;
create trigger closing_waits_for_bookings before insert or update on ledger.closing
  for each row execute function ledger.wait_for_books();

create function ledger.check_entry() returns trigger
language plpgsql
as $$
begin
  if (select count(*) from ledger.line where entry_id = new.id) <> new.lines then
    raise exception 'the entry % has not the number of lines that it says', new.id
      using errcode = '23514', constraint = 'entry_has_its_lines';
  end if;
  if exists (select from ledger.line where entry_id = new.id group by currency having sum(minor) <> 0) then
    raise exception 'the lines of the entry % do not add up to zero', new.id
      using errcode = '23514', constraint = 'entry_balances';
  end if;
  return null;
end
$$;
create constraint trigger entry_balances after insert on ledger.entry
  deferrable initially deferred for each row execute function ledger.check_entry();

grant select, insert, update on ledger.closing to {app};
grant select, insert on ledger.entry, ledger.line to {app};
grant select on ledger.closing, ledger.entry, ledger.line to {worker}, {auditor};

do $$
declare
  name text;
begin
  foreach name in array array['closing', 'entry', 'line'] loop
    execute format('alter table ledger.%I enable row level security', name);
    execute format('alter table ledger.%I force row level security', name);
    execute format('create policy entity_border on ledger.%I using (access.may_see(entity_id))', name);
  end loop;
end
$$;
