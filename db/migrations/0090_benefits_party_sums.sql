-- The page of a party adds up thousands of lines: it reads them from the index alone.

drop index benefits.line_by_recipient, benefits.line_by_org;
create index line_by_recipient on benefits.line (recipient_id, happened_on desc)
  include (org_id, book, direction, form, entity_id, currency, minor);
create index line_by_org on benefits.line (org_id, happened_on desc)
  include (book, direction, form, entity_id, currency, minor)
  where org_id is not null;
alter table benefits.line set (
  autovacuum_vacuum_insert_scale_factor = 0.01,
  autovacuum_analyze_scale_factor = 0.02
);
