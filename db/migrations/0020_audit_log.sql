-- The transparency log. An entry is inserted after all locks of its command are held, with an id from an
-- uncached sequence, so entries about one row always stand in the order of its changes. The sequencer
-- numbers them in that order and grows an RFC 6962 tree; nothing of it is ever changed or removed.

create schema audit;
grant usage on schema audit to {app}, {worker}, {auditor};

create sequence audit.entry_id cache 1;
grant usage on sequence audit.entry_id to {app}, {worker};
-- The sequencer looks how far the ids have come, the verifier whether somebody set them back.
grant select on sequence audit.entry_id to {worker}, {auditor};

create table audit.entry (
  id bigint primary key default nextval('audit.entry_id'),
  at timestamptz(3) not null,
  operation text not null,
  object_type text not null,
  object_id text not null,
  person_id text not null,
  entity_id text,
  is_refused boolean not null,
  bytes text not null,
  leaf bytea not null,
  written_at timestamptz(3) not null default clock_timestamp(),
  constraint leaf_is_sha256 check (octet_length(leaf) = 32)
);
comment on column audit.entry.written_at is
  'When the row was written, by the clock of the database; only the lag of the sequencer is measured by it.';
comment on table audit.entry is 'What happened: the bytes that are hashed are the bytes that are stored.';
select platform.append_only('audit.entry');
create index entry_by_object on audit.entry (object_type, object_id, id);
create index entry_by_person on audit.entry (person_id, id);
create index entry_refused on audit.entry (id) where is_refused;
grant select, insert on audit.entry to {app}, {worker};
grant select on audit.entry to {auditor};

create table audit.leaf (
  number bigint primary key,
  entry_id bigint not null,
  hash bytea not null,
  constraint entry_has_one_number unique (entry_id),
  constraint leaf_stands_for_an_entry foreign key (entry_id) references audit.entry (id),
  constraint hash_is_sha256 check (octet_length(hash) = 32)
);
comment on table audit.leaf is 'The number of each entry in the log, from 0 and without gaps, given by the sequencer.';
select platform.append_only('audit.leaf');

create table audit.node (
  level int not null,
  position bigint not null,
  hash bytea not null,
  primary key (level, position),
  constraint hash_is_sha256 check (octet_length(hash) = 32)
);
comment on table audit.node is 'Complete inner nodes of the tree, so that a proof reads a few rows and not all leaves.';
select platform.append_only('audit.node');

create table audit.checkpoint (
  size bigint primary key,
  root bytea not null,
  note text not null,
  at timestamptz(3) not null
);
comment on table audit.checkpoint is 'Signed tree heads (C2SP signed note). What an outsider holds of them cannot be rewritten unseen.';
select platform.append_only('audit.checkpoint');

create table audit.sink (
  name text primary key,
  size bigint not null,
  sent_at timestamptz(3),
  problem text
);
comment on table audit.sink is 'How far each outside place has seen the log.';

create table audit.delivery (
  sink text not null,
  size bigint not null,
  sent_at timestamptz(3) not null,
  primary key (sink, size)
);
comment on table audit.delivery is
  'Checkpoints that left in letters: a bundle proves that it continues each of them.';
select platform.append_only('audit.delivery');
grant select, insert on audit.delivery to {worker};
grant select on audit.delivery to {app}, {auditor};

create table audit.verification (
  job_id text primary key,
  started_by text not null,
  at timestamptz(3) not null,
  is_ok boolean not null,
  entries bigint not null,
  rows bigint not null,
  seconds numeric(10,3) not null,
  size bigint not null,
  findings text not null
);
comment on table audit.verification is 'Results of verifications that were run in the application.';
select platform.append_only('audit.verification');

grant select on audit.leaf, audit.node, audit.checkpoint, audit.sink, audit.verification to {app}, {auditor};
grant select, insert on audit.leaf, audit.node, audit.checkpoint, audit.verification to {worker};
grant select, insert, update on audit.sink to {worker};

-- What the auditor needs to turn personal values into commitments, and to find the files of a bundle. The keys
-- are wrapped: without the master key, which is never here, they open nothing.
grant select on platform.subject_key, platform.file to {auditor};
