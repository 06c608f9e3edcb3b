-- Credited input tax that is turned out later (进项税额转出): its invoice was found void, red-lettered or false, the rule was
-- wrong, or what was bought is used for something that credits none. A document of its own says which parts, how much of
-- each, on which ground and basis; it is dated when it was found. Nothing takes it back but another document.

create table ledger.input_tax_out (
  id text not null,
  version int not null,
  entity_id text not null,
  ground text not null,
  law text not null,
  reason text not null,
  minor numeric(20,0) not null,
  booked_on date not null,
  takes_back text,
  made_by text not null,
  made_at timestamptz(3) not null,
  primary key (entity_id, id),
  constraint input_tax_out_is_never_changed check (version = 1),
  constraint input_tax_out_is_of_one foreign key (entity_id, takes_back) references ledger.input_tax_out (entity_id, id),
  constraint input_tax_out_ground_is_known check (ground in ('void', 'red_letter', 'false', 'rule', 'use')),
  constraint input_tax_out_names_its_law check (law ~ '\S'),
  constraint input_tax_out_has_a_reason check (reason ~ '\S'),
  constraint input_tax_out_is_of_something check (minor <> 0 and (minor < 0) = (takes_back is not null))
);
comment on table ledger.input_tax_out is
  'That credited input tax was turned out: on which ground and basis, by whom and when; or that such a document is taken back.';
select platform.append_only('ledger.input_tax_out');
create unique index input_tax_out_is_taken_back_once on ledger.input_tax_out (entity_id, takes_back);

-- Its parts stand among the rows of the credit, so that whatever adds those up has what is left.
alter table ledger.input_tax
  drop constraint input_tax_document_is_known,
  drop constraint credit_is_the_tax_or_nothing,
  drop constraint only_what_is_credited_has_an_amount,
  drop constraint input_tax_reason_is_known,
  add constraint input_tax_document_is_known check (document_type in ('benefit', 'input_tax', 'input_tax_out')),
  add constraint input_tax_reason_is_known check (why in
    ('credited', 'decision', 'form', 'content', 'content_unknown', 'label_unknown', 'currency', 'taken_back',
      'turned_out', 'turned_in')),
  add constraint credit_is_the_tax_or_nothing check (
    case
      when why = 'credited' then minor = tax_minor
      -- Nothing where all of it was turned out before: the credit ends all the same, and does not come back.
      when why = 'taken_back' then minor between -tax_minor and 0
      when why = 'turned_out' then minor between -tax_minor and -1
      when why = 'turned_in' then minor between 1 and tax_minor
      else minor = 0
    end
  ),
  add constraint what_is_turned_out_has_its_document check (
    (document_type = 'input_tax_out') = (why in ('turned_out', 'turned_in'))
  );
drop index ledger.input_tax_is_credited_once;
create unique index input_tax_is_credited_once on ledger.input_tax (entity_id, line_id, invoice_id)
  where why not in ('taken_back', 'turned_out', 'turned_in');
create unique index part_is_turned_out_once_a_document on ledger.input_tax (entity_id, document_id, line_id, invoice_id)
  where document_type = 'input_tax_out';
create index input_tax_by_invoice on ledger.input_tax (invoice_id);

alter table ledger.chart
  drop constraint account_is_statutory,
  add constraint account_is_statutory check (account in
    ('expense', 'payable', 'paid', 'settled', 'accrual', 'tax_advanced', 'tax_withheld', 'output_tax', 'input_tax',
      'input_tax_out'));

grant select, insert on ledger.input_tax_out to {app};
grant select on ledger.input_tax_out to {worker}, {auditor};
alter table ledger.input_tax_out enable row level security;
alter table ledger.input_tax_out force row level security;
create policy entity_border on ledger.input_tax_out using (access.may_see(entity_id));

-- What is left of the credit of a part is never less than nothing, and nothing once it was taken back as a whole.
create function ledger.check_input_tax_left() returns trigger
language plpgsql
as $$
declare
  credited numeric;
  remains numeric;
  ended boolean;
begin
  select coalesce(sum(minor) filter (where why = 'credited'), 0), coalesce(sum(minor), 0), bool_or(why = 'taken_back')
    into credited, remains, ended
    from ledger.input_tax
    where entity_id = new.entity_id and line_id = new.line_id and invoice_id = new.invoice_id;
  if remains < 0 or remains > credited or (ended and remains <> 0) then
    raise exception 'of the tax of the invoice % more is turned out than was credited', new.invoice_number
      using errcode = '23514', constraint = 'never_turned_out_above_the_credit';
  end if;
  return null;
end
$$;
create constraint trigger never_turned_out_above_the_credit after insert on ledger.input_tax
  deferrable initially deferred for each row when (new.why in ('taken_back', 'turned_out', 'turned_in'))
  execute function ledger.check_input_tax_left();

-- A part belongs to a document that stands, and has its day.
create function ledger.check_input_tax_part() returns trigger
language plpgsql
as $$
begin
  if not exists (
    select from ledger.input_tax_out as made
    where made.entity_id = new.entity_id and made.id = new.document_id and made.booked_on = new.booked_on
      and (made.takes_back is null) = (new.why = 'turned_out')
  ) then
    raise exception 'the part % has no document that turns it out', new.id
      using errcode = '23514', constraint = 'part_has_its_document';
  end if;
  return null;
end
$$;
create constraint trigger part_has_its_document after insert on ledger.input_tax
  deferrable initially deferred for each row when (new.document_type = 'input_tax_out')
  execute function ledger.check_input_tax_part();

-- A document is the sum of its parts, each credited before it, on a day of an open month; what takes one back has its parts
-- with the other sign, is not earlier, and is made by somebody else.
create function ledger.check_input_tax_out() returns trigger
language plpgsql
as $$
declare
  broken text;
begin
  broken := case
    when new.minor is distinct from (
      select -sum(minor) from ledger.input_tax
      where entity_id = new.entity_id and document_type = 'input_tax_out' and document_id = new.id
    ) then 'input_tax_out_is_the_sum_of_its_parts'
    when exists (
      select from ledger.closing where entity_id = new.entity_id and closed_until >= new.booked_on
    ) then 'input_tax_out_is_in_an_open_month'
    when exists (
      select from ledger.input_tax as part
      where part.entity_id = new.entity_id and part.document_type = 'input_tax_out' and part.document_id = new.id
        and not exists (
          select from ledger.input_tax as credit
          where credit.entity_id = part.entity_id and credit.why = 'credited' and credit.booked_on <= part.booked_on
            and (credit.line_id, credit.invoice_id, credit.benefit_id, credit.currency, credit.tax_minor)
              = (part.line_id, part.invoice_id, part.benefit_id, part.currency, part.tax_minor)
        )
    ) then 'input_tax_out_is_of_what_was_credited'
    when new.takes_back is not null and not exists (
      select from ledger.input_tax_out as made
      where made.entity_id = new.entity_id and made.id = new.takes_back and made.takes_back is null
        and made.booked_on <= new.booked_on and made.ground = new.ground and made.law = new.law
    ) then 'input_tax_out_is_taken_back_as_it_was'
    when new.takes_back is not null and exists (
      select from ledger.input_tax_out as made
      where made.entity_id = new.entity_id and made.id = new.takes_back and made.made_by = new.made_by
    ) then 'maker_never_takes_back'
    when new.takes_back is not null and exists (
      select part.line_id, part.invoice_id
      from ledger.input_tax as part
      where part.entity_id = new.entity_id and part.document_id in (new.id, new.takes_back)
      group by part.line_id, part.invoice_id
      having sum(part.minor) <> 0
    ) then 'input_tax_out_is_taken_back_whole'
  end;
  if broken is not null then
    raise exception 'the document % does not hold: %', new.id, broken
      using errcode = '23514', constraint = broken;
  end if;
  return null;
end
$$;
create constraint trigger input_tax_out_holds after insert on ledger.input_tax_out
  deferrable initially deferred for each row execute function ledger.check_input_tax_out();
