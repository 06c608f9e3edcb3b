-- What those who may see a request say to each other about it. Entity-scoped; a comment stays as it was written.

create table requests.comment (
  id text not null,
  version int not null,
  entity_id text not null,
  request_id text not null,
  author_id text not null,
  text text not null,
  mentions text not null,
  reply_to text,
  at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint comment_belongs_to_request
    foreign key (entity_id, request_id) references requests.request (entity_id, id),
  constraint comment_replies_to_comment
    foreign key (entity_id, reply_to) references requests.comment (entity_id, id),
  constraint comment_says_something check (text <> ''),
  constraint mentions_is_list check (json_typeof(mentions::json) = 'array')
);
comment on table requests.comment is
  'Comments on a request in threads, with the colleagues whom they mention. No comment changes or decides anything.';
select platform.append_only('requests.comment');
create index comment_by_request on requests.comment (request_id, at);

grant select, insert on requests.comment to {app};
grant select on requests.comment to {worker}, {auditor};
alter table requests.comment enable row level security;
alter table requests.comment force row level security;
create policy entity_border on requests.comment using (access.may_see(entity_id));
