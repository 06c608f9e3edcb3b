-- What the write door and the background work keep. None of it is business data: the log holds that.

create table platform.command (
  key text primary key,
  operation text not null,
  input_hash text not null,
  answer text,
  refusal text,
  at timestamptz(3) not null,
  constraint command_has_one_outcome check ((answer is null) or (refusal is null))
);
comment on table platform.command is
  'The answer to each idempotency key, stored in the transaction of its effect.';
select platform.append_only('platform.command');
grant select, insert on platform.command to {app};

create table platform.preview_count (
  day date not null,
  person_id text not null,
  outcome text not null,
  count bigint not null,
  primary key (day, person_id, outcome)
);
comment on table platform.preview_count is
  'How often each person asked for a preview, by outcome. Forbidden ones also stand in the log.';
grant select, insert, update on platform.preview_count to {app};

create table platform.file (
  digest text primary key,
  bytes bigint not null,
  media_type text not null,
  wrapped_key bytea not null,
  stored_at timestamptz(3) not null,
  constraint digest_is_sha256 check (digest ~ '^[0-9a-f]{64}$'),
  constraint bytes_is_not_negative check (bytes >= 0)
);
comment on table platform.file is
  'Evidence files by the digest of their content. The content lies encrypted in the data folder.';
select platform.append_only('platform.file');
grant select, insert on platform.file to {app};

create table platform.subject_key (
  subject_id text primary key,
  wrapped_key bytea,
  made_at timestamptz(3) not null,
  shredded_at timestamptz(3),
  constraint key_or_shredded check ((wrapped_key is null) = (shredded_at is not null))
);
comment on table platform.subject_key is
  'One key a person, wrapped by the master key. Commitments in the log and personal fields use it.';
grant select, insert, update on platform.subject_key to {app};

create table platform.job (
  id text primary key,
  kind text not null,
  state text not null,
  done bigint not null default 0,
  total bigint,
  started_by text not null,
  entity_ids text not null default '',
  input text not null,
  cursor text,
  result text,
  problem text,
  made_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  cancel_asked boolean not null default false,
  constraint state_is_known check (state in ('waiting', 'running', 'done', 'failed', 'cancelled'))
);
comment on table platform.job is
  'Long work that a person can watch: its progress, and the place from which it goes on after a restart.';
grant select, insert, update on platform.job to {app}, {worker};

create table platform.feed_cursor (
  subscriber text primary key,
  position bigint not null
);
comment on table platform.feed_cursor is 'How far each subscriber has read the log.';
grant select, insert, update on platform.feed_cursor to {app}, {worker};
