-- src/modules/access/auth/store-factor.ts: findOpened
select u.id as "accountId", u.email, f.secret as "sealedSecret", s.token,
  s."challengeStep"::int as step
from auth.session as s
join auth."user" as u on u.id = s."userId"
join auth."twoFactor" as f on f."userId" = u.id
where s.challenge = $1

-- src/modules/access/auth/store-factor.ts: spendStep
insert into auth.factor_step as known (user_id, last_step)
values ($1, $2)
on conflict (user_id) do update
set last_step = excluded.last_step
where known.last_step < excluded.last_step

-- src/modules/access/auth/store-factor.ts: showFactor
update auth.session set "factorAt" = $2, "activeAt" = $2, "shownStep" = $3 where token = $1

-- src/modules/access/auth/store.ts: findSessionSql
select s."userId" as "accountId", a.person_id as "personId", a.language,
  a.is_open as "isOpen", …, s."createdAt" as "startedAt", s."activeAt", s."factorAt",
  s.challenge is not null as "isUnused", v.version as "organisationVersion"
from auth.session as s
join access.account as a on a.id = s."userId"
cross join access.organisation_version as v
where s.token = $1

-- src/modules/access/auth/store.ts: findTokenSql
select t.account_id as "accountId", a.person_id as "personId", a.language,
  a.is_open as "isOpen", …, t.operations, t.expires_at as "expiresAt",
  v.version as "organisationVersion"
from access.api_token as t
join access.account as a on a.id = t.account_id
cross join access.organisation_version as v
where t.token_hash = $1
and t.revoked_at is null

-- src/modules/access/auth/store.ts: touchSession
update auth.session set "activeAt" = $2, challenge = null, "challengeStep" = null
where token = $1

-- src/modules/access/auth/store.ts: startSession
update auth.session set "createdAt" = $2, "activeAt" = $2, "factorAt" = $3, challenge = $4,
  "challengeStep" = $5
where token = $1

-- src/modules/access/auth/store.ts: findWaiting
select u.id as "accountId", a.person_id as "personId", o.version as "organisationVersion", u.email,
  f.secret as "sealedSecret", v."expiresAt"
from auth.verification as v
join auth."user" as u on u.id = v.value
join auth."twoFactor" as f on f."userId" = u.id
join access.account as a on a.id = u.id
cross join access.organisation_version as o
where v.identifier = $1

-- src/modules/access/auth/store.ts: limitChallenge
update auth.verification set "expiresAt" = $2 where identifier = $1

-- src/modules/access/auth/store.ts: findFactor
select u.id as "accountId", u.email, f.secret as "sealedSecret"
from auth."user" as u
join auth."twoFactor" as f on f."userId" = u.id
where u.id = $1

-- src/modules/access/auth/store.ts: countAttempt
insert into auth.failure (subject, count, last_at) values ($1, 0, $2) on conflict do nothing

-- src/modules/access/auth/store.ts: countAttempt
select count, last_at, paused_until from auth.failure where subject = $1 for update

-- src/modules/access/auth/store.ts: keepAttempts
update auth.failure set count = $2, last_at = $3, paused_until = $4 where subject = $1

-- src/modules/access/auth/store.ts: keepCredentials
insert into auth."user" (id, name, email, "emailVerified", "twoFactorEnabled", "createdAt",
  "updatedAt")
values ($1, $1, $2, true, $3, $4, $4)
on conflict (id) do update
set email = excluded.email, "twoFactorEnabled" = excluded."twoFactorEnabled",
  "updatedAt" = excluded."updatedAt"

-- src/modules/access/auth/store.ts: keepCredentials
insert into auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
values ($1, $1, 'credential', $1, $2, $3, $3)
on conflict (id) do update
set password = excluded.password, "updatedAt" = excluded."updatedAt"

-- src/modules/access/auth/store.ts: findPassword
select u.email, k.password as "passwordHash"
from auth."user" as u
join auth.account as k on k."userId" = u.id
where u.id = $1
and k."providerId" = 'credential'

-- src/modules/access/auth/store.ts: keepPassword
update auth.account set password = $2, "updatedAt" = $3
where "userId" = $1
and "providerId" = 'credential'

-- src/modules/access/auth/store.ts: keepPassword
insert into auth.password_call (user_id, seal)
values ($1, $2)
on conflict (user_id) do update
set seal = excluded.seal

-- src/modules/access/auth/store.ts: lacksPassword
select a.id
from access.account as a
where a.id = $1
and not exists (select from auth."user" as u where u.id = a.id)

-- src/modules/access/auth/store.ts: keepFactor
update auth."user" set "twoFactorEnabled" = true, "updatedAt" = $2 where id = $1

-- src/modules/access/auth/store.ts: replaceFactor
insert into auth."twoFactor" (id, "userId", secret, "backupCodes", verified)
values ($1, $1, $2, '', true)

-- src/modules/access/store-entity-names.ts: loadEntityNames
select name_zh, name_en from access.entity order by code

-- src/modules/access/store-organisation.ts: organisationVersion
select version from access.organisation_version

-- src/modules/access/store-organisation.ts: loadSql
select version,
  (select coalesce(json_agg(e), '[]') from access.entity as e) as entities,
  (select coalesce(json_agg(u), '[]') from access.unit as u) as units,
  (select coalesce(json_agg(p), '[]') from access.person as p) as people,
  (select coalesce(json_agg(g), '[]') from (
    select id, version, person_id, role, entity_id, unit_id, limit_currency, limit_minor::text, from_on,
      until_on, state, is_founding, proposed_by, proposed_at::text, answered_by,
      answered_at::text, is_emergency
    from access.role_grant
  ) as g) as grants,
  (select coalesce(json_agg(m), '[]') from access.manager as m) as managers,
  (select coalesce(json_agg(d), '[]') from (
    select id, version, from_id, to_id, kinds, from_on, until_on, cap_currency, cap_minor::text, reason,
      made_by, made_at::text, ended_at::text, ended_by
    from access.delegation
  ) as d) as delegations,
  (select coalesce(json_agg(f), '[]') from (
    select id, version, entity_id, from_on, sector, listed_in, nexus, codes, reporting, reason, state,
      is_founding, proposed_by, proposed_at::text, answered_by, answered_at::text
    from access.entity_profile
  ) as f) as profiles
from access.organisation_version

-- src/modules/access/store.ts: loadDuties
select id, version, object_type, object_id, person_id, duty
from access.duty
where object_type = $1
and object_id = any($2)
order by id

-- src/modules/access/store.ts: lockRows
select * from … where id = any($1) order by id …

-- src/modules/access/store.ts: waitingAbout
select id, person_id from … where state = 'proposed' and person_id = any($1)

-- src/modules/access/store.ts: listTokens
select * from access.api_token where account_id = $1 order by made_at desc, id

-- src/modules/access/store.ts: emailOf
select email from access.account where id = $1

-- src/modules/access/store.ts: findAccount
select * from access.account where email = $1

-- src/modules/access/store.ts: listAccounts
select * from access.account where person_id = any($1) order by email

-- src/modules/access/store.ts: addressesOf
select email, language
from access.account
where person_id = $1
and is_open
order by email

-- src/modules/access/store.ts: loadAccountHolders
select id, person_id from access.account where id = any($1)
