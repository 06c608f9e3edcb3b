-- Indexes for reading the register at a million rows: each order and each rare mark has one, and the totals read
-- from an index alone.

create index benefit_by_entity on benefits.benefit (entity_id, happened_on desc, id desc);
create index benefit_late on benefits.benefit (book, happened_on desc, id desc) where is_late;
create index benefit_not_given on benefits.benefit (book, happened_on desc, id desc) where direction <> 'given';
create index benefit_for_totals on benefits.benefit (book, happened_on)
  include (state, direction, form, outcome, entity_id, requester_id, is_late, value_minor, value_currency);
