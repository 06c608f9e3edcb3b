-- The log-in library's own tables (better-auth), under its own column names, and what we keep beside them.
-- Ungoverned: who is who stands in schema access; here lie only the means of proving it. The role that serves
-- requests cannot read any of it, so a hole in a query shows no password hash.

create schema auth;
comment on schema auth is 'Tables of the log-in library; ungoverned. Only the worker role reads them.';
grant usage on schema auth to {worker};

create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "twoFactorEnabled" boolean default false,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
comment on table auth."user" is 'One row an account of schema access, under the same identifier.';

create table auth.session (
  id text primary key,
  "userId" text not null references auth."user" on delete cascade,
  token text not null unique,
  "expiresAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "activeAt" timestamptz not null default now(),
  "factorAt" timestamptz
);
comment on table auth.session is
  'Open sessions. The token alone opens nothing: the cookie also carries its signature under a key off the database.';
create index session_by_user on auth.session ("userId");

create table auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
comment on table auth.account is 'Means of log-in of a user; here only passwords, as scrypt hashes.';
create index account_by_user on auth.account ("userId");

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
comment on table auth.verification is 'Sign-ins that wait for their second factor.';
create index verification_by_identifier on auth.verification (identifier);

create table auth."twoFactor" (
  id text primary key,
  "userId" text not null unique references auth."user" on delete cascade,
  secret text not null,
  "backupCodes" text not null,
  verified boolean default true,
  "failedVerificationCount" int default 0,
  "lockedUntil" timestamptz
);
comment on table auth."twoFactor" is 'Secrets of the second factor, encrypted under a key off the database.';

create table auth.factor_step (
  user_id text primary key references auth."user" on delete cascade,
  last_step bigint not null
);
comment on table auth.factor_step is
  'The last time step whose code each user has spent: one code opens one session, however many try it at once.';

create table auth.failure (
  subject text primary key,
  count int not null,
  last_at timestamptz(3) not null,
  paused_until timestamptz(3)
);
comment on table auth.failure is
  'Attempts since the last success, by a keyed digest of the address typed, known or not: across challenges, '
  'sessions and network addresses.';

grant select, insert, update, delete on all tables in schema auth to {worker};
