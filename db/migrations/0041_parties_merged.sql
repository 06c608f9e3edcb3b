-- Sums and history follow merges: a survivor is asked for together with all that were merged into it.

create index customer_by_survivor on parties.customer (merged_into) where merged_into is not null;
create index person_by_survivor on parties.person (merged_into) where merged_into is not null;
