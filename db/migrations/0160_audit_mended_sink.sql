-- A crash or a full disk can cut a delivery short. The next one takes the torn end off, and that is remembered,
-- so that whoever finds a shorter file knows why.
alter table audit.sink
  add column mended_at timestamptz;
comment on column audit.sink.mended_at is 'When a torn end was last taken off before a delivery; empty where there never was one.';
