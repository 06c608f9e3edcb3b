-- Payment orders (付款单), the claims on which they rest, the accounts of our own staff, and the exceptions by which a
-- natural person is paid. Entity-scoped. Nothing here is changed once it was said, but for its state.

create schema payments;
grant usage on schema payments to {app}, {worker}, {auditor};

create sequence payments.order_number;
create sequence payments.claim_number;
grant usage on sequence payments.order_number, payments.claim_number to {app};

create table payments.staff_account (
  id text not null,
  version int not null,
  entity_id text not null,
  person_id text not null references access.person,
  holder text not null,
  bank text not null,
  number text not null,
  reference text not null,
  state text not null,
  stated_by text not null references access.person,
  stated_at timestamptz(3) not null,
  checked_by text references access.person,
  checked_at timestamptz(3),
  checked_how text,
  check_reference text,
  primary key (entity_id, id),
  constraint staff_account_id_is_unique unique (id),
  constraint account_is_stated_by_its_owner check (stated_by = person_id),
  constraint staff_account_state_is_known check (state in ('stated', 'verified', 'refused', 'replaced')),
  constraint checked_how_is_known check (checked_how in ('in_person', 'bank_confirmation', 'payroll')),
  constraint nobody_checks_their_own_account check (checked_by <> stated_by),
  constraint account_is_checked_or_open check (state in ('stated', 'replaced') or checked_by is not null),
  constraint check_is_whole check (
    (checked_by is null) = (checked_at is null) and (checked_by is null) = (checked_how is null)
    and (checked_by is null) = (check_reference is null)
  )
);
comment on table payments.staff_account is
  'Bank accounts of our own staff for what they are reimbursed: stated by its owner, verified by another person.';
create index staff_account_by_person on payments.staff_account (person_id, stated_at);
create unique index one_verified_account_a_person on payments.staff_account (person_id) where state = 'verified';

create table payments.claim_state (name text primary key);
comment on table payments.claim_state is 'The states of a claim.';
insert into payments.claim_state (name) values
  ('received'), ('in_check'), ('disputed'), ('accepted'), ('refused');
create table payments.claim_transition (
  from_state text not null references payments.claim_state (name),
  to_state text not null references payments.claim_state (name),
  primary key (from_state, to_state)
);
comment on table payments.claim_transition is 'The moves that a claim may make; a trigger refuses all others.';
insert into payments.claim_transition (from_state, to_state) values
  ('received', 'in_check'), ('received', 'disputed'), ('received', 'accepted'), ('received', 'refused'),
  ('in_check', 'disputed'), ('in_check', 'accepted'), ('in_check', 'refused'),
  ('disputed', 'in_check'), ('disputed', 'refused');

create table payments.claim (
  id text not null,
  version int not null,
  entity_id text not null,
  number text not null,
  claimant_id text not null references access.person,
  way text not null,
  payee_id text not null,
  currency char(3) not null,
  minor numeric(20,0) not null,
  file_ids text not null,
  days_after int not null,
  is_late boolean not null,
  state text not null references payments.claim_state (name),
  filed_at timestamptz(3) not null,
  checked_by text references access.person,
  checked_at timestamptz(3),
  reason text,
  answer text,
  changed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint claim_id_is_unique unique (id),
  constraint claim_number_is_unique unique (number),
  constraint claim_is_positive check (minor > 0),
  constraint claim_way_is_known check (way in ('vendor', 'reimbursement')),
  constraint reimbursed_is_whoever_claims check (way <> 'reimbursement' or payee_id = claimant_id),
  constraint receipts_are_json check (json_typeof(file_ids::json) = 'array'),
  constraint nobody_checks_their_own_claim check (checked_by <> claimant_id),
  constraint decided_claim_has_its_checker
    check (state in ('received', 'in_check', 'disputed') or checked_by is not null),
  constraint refused_claim_has_its_reason check (state not in ('refused', 'disputed') or reason is not null)
);
comment on table payments.claim is
  'Claims (核销): what was spent for benefits that were given, with its receipts, and what finance says of it.';
create index claim_by_claimant on payments.claim (claimant_id, filed_at desc);
create index claim_by_state on payments.claim (entity_id, state, filed_at);

create table payments.claim_line (
  id text not null,
  version int not null,
  entity_id text not null,
  claim_id text not null,
  request_id text not null,
  benefit_id text not null references benefits.benefit (id),
  currency char(3) not null,
  minor numeric(20,0) not null,
  invoice_id text,
  primary key (entity_id, id),
  constraint line_belongs_to_claim foreign key (entity_id, claim_id) references payments.claim (entity_id, id),
  constraint line_belongs_to_request
    foreign key (entity_id, request_id) references requests.request (entity_id, id),
  constraint one_line_a_benefit unique (claim_id, benefit_id),
  constraint line_is_positive check (minor > 0)
);
comment on table payments.claim_line is 'How much of a claim belongs to which approval.';
select platform.append_only('payments.claim_line');
create index claim_line_by_claim on payments.claim_line (claim_id);
create index claim_line_by_benefit on payments.claim_line (benefit_id);

create table payments.exception (
  id text not null,
  version int not null,
  entity_id text not null,
  request_id text not null,
  benefit_id text not null references benefits.benefit (id),
  kind text not null,
  payee_id text not null,
  holder text not null,
  bank text not null,
  number text not null,
  reference text not null,
  reason text not null,
  tax_treatment text not null,
  state text not null,
  asked_by text not null references access.person,
  asked_at timestamptz(3) not null,
  answered_by text references access.person,
  answered_at timestamptz(3),
  primary key (entity_id, id),
  constraint exception_id_is_unique unique (id),
  constraint exception_belongs_to_request
    foreign key (entity_id, request_id) references requests.request (entity_id, id),
  constraint exception_kind_is_known check (kind in ('consumer_refund', 'licensed_agent')),
  constraint tax_treatment_is_known check (tax_treatment in ('none_refund', 'labour_income', 'incidental_income')),
  constraint exception_state_is_known
    check (state in ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed')),
  constraint nobody_confirms_their_own_exception check (answered_by <> asked_by),
  constraint confirmed_exception_has_its_person
    check (state not in ('confirmed', 'declined') or (answered_by is not null and answered_at is not null))
);
comment on table payments.exception is
  'That a natural person is paid: a consumer their own refund, or a licensed agent; confirmed by a second person.';
create index exception_by_benefit on payments.exception (benefit_id);
create index exception_by_entity on payments.exception (entity_id, asked_at);

create table payments.payable (
  id text not null references benefits.benefit (id),
  version int not null,
  entity_id text not null,
  request_id text not null,
  currency char(3) not null,
  claimed_minor numeric(20,0) not null,
  payable_minor numeric(20,0) not null,
  ordered_minor numeric(20,0) not null,
  paid_minor numeric(20,0) not null,
  primary key (entity_id, id),
  constraint payable_is_one_a_benefit unique (id),
  constraint payable_belongs_to_request
    foreign key (entity_id, request_id) references requests.request (entity_id, id),
  constraint never_ordered_above_payable check (ordered_minor <= payable_minor),
  constraint never_paid_above_ordered check (paid_minor between 0 and ordered_minor),
  constraint nothing_is_claimed_below_zero check (claimed_minor >= 0)
);
comment on table payments.payable is
  'What of a benefit was claimed, may be paid, stands in live payment orders, and was paid: one row a benefit.';

create table payments.order_state (name text primary key, is_live boolean not null);
comment on table payments.order_state is 'The states of a payment order; a live one holds a part of what is payable.';
insert into payments.order_state (name, is_live) values
  ('prepared', true), ('checked', true), ('sent', true), ('unknown', true), ('paid', true),
  ('failed', false), ('returned', false), ('stopped', false);
create table payments.order_transition (
  from_state text not null references payments.order_state (name),
  to_state text not null references payments.order_state (name),
  primary key (from_state, to_state)
);
comment on table payments.order_transition is 'The moves that a payment order may make; a trigger refuses all others.';
insert into payments.order_transition (from_state, to_state) values
  ('prepared', 'checked'), ('prepared', 'stopped'), ('checked', 'sent'), ('checked', 'stopped'),
  ('sent', 'paid'), ('sent', 'failed'), ('sent', 'unknown'), ('unknown', 'paid'), ('unknown', 'failed'),
  ('paid', 'returned');

create table payments.order (
  id text not null,
  version int not null,
  entity_id text not null,
  number text not null,
  request_id text not null,
  benefit_id text not null references benefits.benefit (id),
  claim_id text,
  way text not null,
  form text not null,
  payee_kind text not null,
  payee_id text not null,
  account_id text not null,
  account_version int not null,
  currency char(3) not null,
  minor numeric(20,0) not null,
  purpose text not null,
  clause_id text references deals.clause (id),
  exception_id text,
  end_to_end_id text not null,
  state text not null references payments.order_state (name),
  made_by text not null references access.person,
  made_at timestamptz(3) not null,
  checked_by text references access.person,
  checked_at timestamptz(3),
  sent_at timestamptz(3),
  paid_on date,
  reason text,
  changed_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint order_id_is_unique unique (id),
  constraint order_number_is_unique unique (number),
  constraint end_to_end_id_is_made_once unique (end_to_end_id),
  constraint end_to_end_id_fits_a_bank check (end_to_end_id ~ '^[A-Z0-9]{8,35}$'),
  constraint order_belongs_to_request
    foreign key (entity_id, request_id) references requests.request (entity_id, id),
  constraint order_rests_on_claim foreign key (entity_id, claim_id) references payments.claim (entity_id, id),
  constraint order_rests_on_exception
    foreign key (entity_id, exception_id) references payments.exception (entity_id, id),
  constraint order_is_positive check (minor > 0),
  constraint order_way_is_known check (way in ('company_account', 'vendor', 'reimbursement')),
  constraint payee_kind_is_known check (payee_kind in ('customer', 'vendor', 'employee', 'person')),
  constraint payee_fits_the_way check (payee_kind = 'person' or (way, payee_kind) in (
    ('company_account', 'customer'), ('vendor', 'vendor'), ('reimbursement', 'employee'))),
  constraint company_account_needs_a_clause check (payee_kind <> 'customer' or clause_id is not null),
  constraint personal_payee_needs_an_exception check ((payee_kind = 'person') = (exception_id is not null)),
  constraint claimed_ways_rest_on_a_claim check ((way = 'company_account') = (claim_id is null)),
  constraint maker_never_checks check (checked_by <> made_by),
  constraint nobody_pays_themselves check (payee_id not in (made_by, coalesce(checked_by, ''))),
  constraint checked_has_its_checker
    check (state in ('prepared', 'stopped') or (checked_by is not null and checked_at is not null)),
  constraint sent_has_its_moment
    check (state in ('prepared', 'checked', 'stopped') or sent_at is not null),
  constraint paid_has_its_day check (state not in ('paid', 'returned') or paid_on is not null),
  constraint other_ends_have_a_reason
    check (state not in ('stopped', 'failed', 'returned', 'unknown') or reason is not null)
);
comment on table payments.order is
  'Payment orders: what is paid to whom, on which account version, made by one person and checked by another.';
create index order_by_benefit on payments.order (benefit_id);
create index order_by_state on payments.order (entity_id, state, made_at);
create index order_by_account on payments.order (account_id);

grant select, insert, update on payments.staff_account, payments.claim, payments.exception, payments.payable,
  payments.order to {app};
grant select, insert on payments.claim_line to {app};
grant select on payments.staff_account, payments.claim_state, payments.claim_transition, payments.claim,
  payments.claim_line, payments.exception, payments.payable, payments.order_state, payments.order_transition,
  payments.order to {worker}, {auditor};
grant select on payments.claim_state, payments.claim_transition, payments.order_state, payments.order_transition
  to {app};

do $$
declare
  name text;
begin
  foreach name in array array['staff_account', 'claim', 'claim_line', 'exception', 'payable', 'order'] loop
    execute format('alter table payments.%I enable row level security', name);
    execute format('alter table payments.%I force row level security', name);
    execute format('create policy entity_border on payments.%I using (access.may_see(entity_id))', name);
  end loop;
end
$$;
