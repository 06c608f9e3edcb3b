-- When a customer record was merged into another: from that day on what it is owed goes to the account of the other one, which
-- is a change of account and cools off. Of merges before this nobody recorded it in the row; they cool off no more.

alter table parties.customer add column merged_at timestamptz(3);
alter table parties.customer add constraint merged_at_is_of_a_merge check (merged_at is null or merged_into is not null);
comment on column parties.customer.merged_at is 'When it was merged; empty where it was not, or before that was recorded.';
