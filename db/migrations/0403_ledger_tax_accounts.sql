-- The taxes on a benefit in the books (CN-IIT-01, CN-VAT-01, CN-CIT-06): what was withheld from its recipient, what the
-- company advanced for them, and the output tax of goods that were given away.

alter table ledger.line
  drop constraint account_is_known,
  add constraint account_is_known check (account in
    ('hold', 'commitment', 'expense', 'payable', 'paid', 'settled', 'accrual', 'control',
     'tax_advanced', 'tax_withheld', 'output_tax'));

alter table ledger.chart
  drop constraint account_is_statutory,
  add constraint account_is_statutory check (account in
    ('expense', 'payable', 'paid', 'settled', 'accrual', 'tax_advanced', 'tax_withheld', 'output_tax'));
