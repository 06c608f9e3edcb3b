-- A code is spent by its first use. When the answer to that use is lost, the person sends the very same again, and would
-- be told that the code is wrong, though it counted. A session therefore keeps by which code it was proved.
alter table auth.session
  add column challenge text,
  add column "challengeStep" bigint,
  add column "shownStep" bigint,
  add constraint one_challenge_opens_one_session unique (challenge),
  add constraint challenge_has_its_step check ((challenge is null) = ("challengeStep" is null));
comment on column auth.session.challenge is
  'The sign-in that opened it, until it is first used: until then the answer to the second step may have been lost.';
comment on column auth.session."challengeStep" is 'The time step of the code that opened it, as long as it has a challenge.';
comment on column auth.session."shownStep" is 'The time step of the code that was last shown in it while it was open.';
