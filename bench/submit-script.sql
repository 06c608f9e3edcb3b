\set d random(1, 2000)
select md5(random()::text || clock_timestamp()::text) as k \gset
begin;
insert into benefits.subject (id) values ('pgb_' || :d) on conflict (id) do nothing;
select id from benefits.subject where id = 'pgb_' || :d for update;
insert into policy.decision (id, version, object_type, object_id, outcome, level, sha256, record, at)
values ('dec_' || :k, 1, 'request', 'req_' || :k, 'allow_with_conditions', null, repeat('a', 64), :record::text,
  now());
insert into benefits.benefit (id, version, number, book, direction, state, entity_id, form, title, reason, requester_id,
  customer_id, recipient_kind, recipient_id, recipient_count, value_minor, value_currency, value_is_at_least,
  happened_on, recorded_at, is_late, outcome, decision_id, source)
values ('ben_' || :k, 1, 'PGB-' || :k, 'own', 'given', 'submitted', 'ent_1', 'rebate', '季度达量 · 返利', '按合同',
  'per_1', 'pgb_' || :d, 'entity', 'pgb_' || :d, 1, 100000, 'CNY', false, current_date, now(), false,
  'allow_with_conditions', 'dec_' || :k, 'web');
insert into benefits.line (id, version, benefit_id, book, direction, recipient_id, org_id, giver_person_id, giver_group,
  entity_id, form, minor, currency, happened_on, recorded_at)
values ('line_' || :k, 1, 'ben_' || :k, 'own', 'given', 'pgb_' || :d, 'pgb_' || :d, 'per_1', 'group', 'ent_1',
  'rebate', 100000, 'CNY', current_date, now());
insert into requests.request (id, version, entity_id, number, state, requester_id, benefit_id, customer_id, form, title,
  reason, value_minor, value_currency, happened_on, application, outcome, decision_id, waiting_on, is_late, created_at,
  submitted_at, changed_at)
values ('req_' || :k, 1, 'ent_1', 'PGB-' || :k, 'submitted', 'per_1', 'ben_' || :k, 'pgb_' || :d, 'rebate',
  '季度达量 · 返利', '按合同', 100000, 'CNY', current_date, '{}', 'allow_with_conditions', 'dec_' || :k, 'approver',
  false, now(), now(), now());
insert into access.duty (id, version, object_type, object_id, person_id, duty)
values ('request' || chr(58) || 'req_' || :k::text || chr(58) || :person::text, 1, 'request', 'req_' || :k::text, :person::text, 'requester');
insert into approvals.flow (id, version, entity_id, object_type, object_id, requester_id, kind, state, current_ordinal,
  opened_at)
values ('flow_' || :k, 1, 'ent_1', 'request', 'req_' || :k, 'per_1', 'rebate', 'open', 1, now());
insert into approvals.step (id, version, entity_id, flow_id, ordinal, level, role, need, state)
values ('step_' || :k, 1, 'ent_1', 'flow_' || :k, 1, 'L1', 'line_manager', 'any', 'active'),
  ('step2_' || :k, 1, 'ent_1', 'flow_' || :k, 2, 'L2', 'department_head', 'any', 'waiting');
insert into approvals.task (id, version, entity_id, flow_id, step_id, person_id, source, state, opened_at, due_at)
values ('task_' || :k, 1, 'ent_1', 'flow_' || :k, 'step_' || :k, 'per_2', 'route', 'active', now(), now()),
  ('task2_' || :k, 1, 'ent_1', 'flow_' || :k, 'step2_' || :k, 'per_3', 'route', 'waiting', null, null);
insert into platform.command (key, operation, input_hash, answer, at)
values (:k::text, 'requests.submit', repeat('b', 64), '{}', now());
insert into audit.entry (at, operation, object_type, object_id, person_id, entity_id, is_refused, bytes, leaf)
values (now(), 'requests.submit', 'request', 'req_' || :k, 'per_1', 'ent_1', false, :entry::text,
  decode(repeat('ab', 32), 'hex'));
commit;
