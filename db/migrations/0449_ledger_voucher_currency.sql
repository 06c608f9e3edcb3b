-- A document that books in two currencies has a voucher in each, and the finance system numbers each by itself: what left or
-- has a number says in which currency it is, and by which reference it left, so that a number that comes back finds its month.

alter table ledger.fixed_voucher
  add column currency char(3),
  add column reference text,
  add constraint fixed_in_a_currency check (currency ~ '^[A-Z]{3}$');
comment on column ledger.fixed_voucher.currency is
  'The currency of the voucher; none where an earlier build held all currencies of its document together.';
comment on column ledger.fixed_voucher.reference is
  'The reference under which it first left in a file; none where it has not left, or left in a file of an earlier build.';
