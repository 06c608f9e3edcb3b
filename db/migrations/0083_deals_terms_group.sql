-- Whose terms a clause can be compared with: customers of one role and grade get the same. The group is that of
-- the day on which the clause was recorded; older clauses have none and are compared with nobody.

alter table deals.clause add column terms_group text;
comment on column deals.clause.terms_group is 'Role and grade of the customer when the clause was recorded.';
create index clause_by_terms on deals.clause (form, terms_group, rate_percent);
