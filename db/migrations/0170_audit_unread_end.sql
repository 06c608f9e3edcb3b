-- What stands at the end of an outside copy and is neither a checkpoint nor the beginning of one was not left by a
-- crash. It is evidence, so it is left as it is; that it was met is remembered.
alter table audit.sink
  add column unread_end_at timestamptz;
comment on column audit.sink.unread_end_at is 'When a delivery last found an end that is no checkpoint, left it and wrote behind it; empty where there never was one.';
