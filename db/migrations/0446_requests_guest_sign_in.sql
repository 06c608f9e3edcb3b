-- Guests sign in by a code on their own phone. The link behind the code is kept as a hash alone, is good for one day, and
-- ends when it is closed or a newer one is opened. What was signed in stays as it was signed, with the server's time.

create table requests.guest_link (
  id text not null,
  version int not null,
  entity_id text not null,
  request_id text not null,
  secret_hash text not null,
  held_on date not null,
  valid_from timestamptz(3) not null,
  valid_until timestamptz(3) not null,
  most int not null,
  opened_by text not null,
  opened_at timestamptz(3) not null,
  closed_by text,
  closed_at timestamptz(3),
  closed_as text,
  primary key (entity_id, id),
  constraint guest_link_id_is_unique unique (id),
  constraint guest_link_secret_is_unique unique (secret_hash),
  constraint guest_link_belongs_to_request
    foreign key (entity_id, request_id) references requests.request (entity_id, id),
  constraint guest_link_keeps_a_hash check (secret_hash ~ '^[0-9a-f]{64}$'),
  constraint guest_link_ends check (valid_from < valid_until),
  constraint guest_link_takes_some check (most between 1 and 500),
  constraint guest_link_closed_as_is_known check (closed_as in ('closed', 'replaced')),
  constraint guest_link_is_closed_whole check (num_nonnulls(closed_by, closed_at, closed_as) in (0, 3))
);
comment on table requests.guest_link is
  'A link by which guests of an approved benefit sign in on its day; its secret is kept as a hash alone.';
create unique index guest_link_is_one_open on requests.guest_link (entity_id, request_id) where closed_at is null;
create index guest_link_by_request on requests.guest_link (request_id);

grant select, insert, update on requests.guest_link to {app};
grant select on requests.guest_link to {worker}, {auditor};
alter table requests.guest_link enable row level security;
alter table requests.guest_link force row level security;
create policy entity_border on requests.guest_link using (access.may_see(entity_id));

-- Who signed in, in their own words. The same name of the same organisation is signed in once, however it is written.

create table requests.guest_sign_in (
  id text not null,
  version int not null,
  entity_id text not null,
  request_id text not null,
  link_id text not null,
  name text not null,
  employer text not null,
  position text,
  is_official text not null,
  signed_at timestamptz(3) not null,
  name_key text generated always as (lower(regexp_replace(normalize(name, NFKC), '\s', '', 'g'))) stored,
  employer_key text generated always as (lower(regexp_replace(normalize(employer, NFKC), '\s', '', 'g'))) stored,
  primary key (entity_id, id),
  constraint guest_sign_in_id_is_unique unique (id),
  constraint guest_sign_in_is_once unique (entity_id, request_id, name_key, employer_key),
  constraint guest_sign_in_by_link foreign key (link_id) references requests.guest_link (id),
  constraint guest_sign_in_belongs_to_request
    foreign key (entity_id, request_id) references requests.request (entity_id, id),
  constraint guest_sign_in_official_is_known check (is_official in ('yes', 'no', 'unknown'))
);
comment on table requests.guest_sign_in is
  'Who signed in by the link, as they wrote it themselves; nothing of it is changed, whoever records the giving adds to it.';
select platform.append_only('requests.guest_sign_in');
create index guest_sign_in_by_request on requests.guest_sign_in (request_id);
create index guest_sign_in_by_link on requests.guest_sign_in (link_id);

grant select, insert on requests.guest_sign_in to {app};
grant select on requests.guest_sign_in to {worker}, {auditor};
alter table requests.guest_sign_in enable row level security;
alter table requests.guest_sign_in force row level security;
create policy entity_border on requests.guest_sign_in using (access.may_see(entity_id));

-- Which sign-in somebody of a list is, and who signed in and is on no list, each with the reason.

alter table requests.attendee add column sign_in_id text;
alter table requests.attendee add constraint attendee_signed_in
  foreign key (sign_in_id) references requests.guest_sign_in (id);
create index attendee_by_sign_in on requests.attendee (sign_in_id) where sign_in_id is not null;
alter table requests.giving add column left_out text;
alter table requests.giving add constraint giving_left_out_is_a_list check (json_typeof(left_out::json) = 'array');
