-- What a line of a claim comes to at the rate of the day is its amount at that rate, rounded half to even to the smallest
-- unit of the currency that is paid, and nothing else: by it a typed amount is measured, and at it a day's rate is paid.
-- A trigger and no check: what stands was made by the same rule, and a search of the gates looks at it too.

create function payments.decimals_of(currency text) returns int
language sql immutable
as $$
  select case
    when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
    when currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF',
      'XPF') then 0
    else 2
  end
$$;
comment on function payments.decimals_of is 'The decimals of a currency (ISO 4217), as money is kept in its smallest unit.';

create function payments.at_rate(minor numeric, rate text, base text, quote text) returns numeric
language sql immutable
as $$
  select floor(worth.exact) + case
    when worth.exact - floor(worth.exact) > 0.5 then 1
    when worth.exact - floor(worth.exact) = 0.5 then mod(floor(worth.exact), 2)
    else 0
  end
  from (
    select minor * rate::numeric * ('1e' || (payments.decimals_of(quote) - payments.decimals_of(base)))::numeric as exact
  ) as worth
$$;
comment on function payments.at_rate is
  'An amount at a rate in the smallest units of both currencies, rounded half to even.';

create function payments.check_day_amount() returns trigger
language plpgsql security definer set search_path = payments, pg_temp
as $$
begin
  if new.day_minor is distinct from payments.at_rate(new.minor, new.rate, new.currency, new.pay_currency) then
    raise exception 'the line % does not come to % at the rate of its day', new.id, new.day_minor
      using errcode = '23514', constraint = 'day_amount_is_at_the_rate';
  end if;
  return null;
end
$$;
create trigger day_amount_is_at_the_rate after insert or update on payments.claim_line
  for each row when (new.pay_currency is not null)
  execute function payments.check_day_amount();
