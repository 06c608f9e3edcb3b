-- A colleague's reminder (催办) and the system's own are two things: the first must neither replace the second nor
-- bring the escalation forward. And whoever is asked because somebody is overdue sits on that person's seat, so that
-- one signature of the two is enough, also where all of a step must agree.

alter table approvals.task
  add column nudged_at timestamptz(3),
  add column stands_for text;
comment on column approvals.task.nudged_at is 'When a colleague last reminded of it; reminded_at is the system''s own.';
comment on column approvals.task.stands_for is
  'The task on whose seat this one sits: it was escalated or handed on. One signature decides for the seat.';
