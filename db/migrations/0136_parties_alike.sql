-- What a customer got stands beside what customers of the same kind, role and grade got.
create index customer_by_class on parties.customer (type, role, coalesce(grade, ''), id) where merged_into is null;
