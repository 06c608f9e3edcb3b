-- Value leaves the house by one way, and each way has its own evidence and its own closing.

alter table benefits.benefit
  add column way text,
  add constraint way_is_known check (way in
    ('company_account', 'on_invoice', 'vendor', 'reimbursement', 'stock', 'service'));
comment on column benefits.benefit.way is
  'How the value leaves the house; unknown for what was received, for imported history and for observed books.';
insert into benefits.transition (from_state, to_state) values ('paid', 'approved');
