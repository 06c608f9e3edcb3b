-- The e-invoices that a company received are compared beside its journal: what is for a benefit by its content and
-- has neither a claim nor a line with a benefit behind it stands on the same work list. And a line may be declared
-- late: it names the request until the benefit is there.

alter table coverage.run
  add column sheet text,
  add column pool text,
  add column spoilt text,
  add constraint pool_is_tied check (pool is null or (
    (pool::json #>> '{total,minor}')::numeric
      = (pool::json #>> '{other,minor}')::numeric + (pool::json #>> '{covered,minor}')::numeric
      + (pool::json #>> '{listed,minor}')::numeric + (pool::json #>> '{unlisted,minor}')::numeric
    and (pool::json #>> '{total,count}')::int
      = (pool::json #>> '{other,count}')::int + (pool::json #>> '{covered,count}')::int
      + (pool::json #>> '{listed,count}')::int + (pool::json #>> '{unlisted,count}')::int));
comment on column coverage.run.sheet is 'The sheet of the workbook that was read, where somebody chose one.';
comment on column coverage.run.spoilt is
  'The first lines that could not be read, each with its file and the reason.';
comment on column coverage.run.pool is
  'The list of received e-invoices that was compared, with count and sum of each part, tied to the cent.';

alter table coverage.line
  add column source text not null default 'journal',
  add column staff text,
  add column invoice_number text,
  add column invoice_minor numeric(20,0),
  add column request_id text,
  add constraint line_source_is_known check (source in ('journal', 'invoice')),
  add constraint invoice_has_number_and_sum check ((invoice_number is null) = (invoice_minor is null)),
  add constraint what_comes_from_an_invoice_names_it check (source = 'journal' or invoice_number is not null),
  drop constraint line_state_is_known,
  add constraint line_state_is_known
    check (state in ('open', 'waiting', 'explained', 'matched', 'declared')),
  add constraint what_is_declared_names_its_request check ((state = 'declared') <= (request_id is not null));
comment on column coverage.line.source is 'Whether it stands in the journal, or only among the received e-invoices.';
comment on column coverage.line.staff is 'Who spent it, as the journal names them.';
comment on column coverage.line.invoice_number is 'The received e-invoice of this spend.';
comment on column coverage.line.invoice_minor is 'What that invoice says in all, with tax.';
comment on column coverage.line.request_id is 'The late declaration that was begun from this line.';
create index line_by_request on coverage.line (entity_id, request_id) where request_id is not null;

alter table coverage.certificate
  add column pool text,
  add constraint certificate_pool_is_tied check (pool is null or (
    (pool::json #>> '{total,minor}')::numeric
      = (pool::json #>> '{other,minor}')::numeric + (pool::json #>> '{covered,minor}')::numeric
      + (pool::json #>> '{explained,minor}')::numeric + (pool::json #>> '{open,minor}')::numeric
    and (pool::json #>> '{total,count}')::int
      = (pool::json #>> '{other,count}')::int + (pool::json #>> '{covered,count}')::int
      + (pool::json #>> '{explained,count}')::int + (pool::json #>> '{open,count}')::int));
comment on column coverage.certificate.pool is
  'Count and sum of the received e-invoices and of their parts, where a list of them was compared.';
