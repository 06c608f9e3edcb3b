-- src/modules/policy/store-near.ts: countTry
insert into policy.near_try (person_id, matter, amount, at)
values ($1, $2, $3, $4)
on conflict (person_id, matter, amount) do update
set at = excluded.at

-- src/modules/policy/store-near.ts: countTry
select count(*) as count, min(at) as first_at,
  exists (
    select from policy.near_limit
    where person_id = $1
    and matter = $2
    and at > $3::timestamptz - make_interval(mins => $4)
  ) as recorded
from policy.near_try
where person_id = $1
and matter = $2
and at > $3::timestamptz - make_interval(mins => $4)
and at <= $3::timestamptz

-- src/modules/policy/store-rates.ts: loadRates
select * from policy.rate order by currency, from_on

-- src/modules/policy/store-tax.ts: loadTaxFacts
select id,
  coalesce(record::json #> '{decision,effects}', '[]'::json) as effects,
  record::json #>> '{facts,benefit,valuation}' as valuation,
  record::json #>> '{facts,payee,rail}' as rail,
  record::json #>> '{facts,thirdParty,feePercent}' as fee_percent,
  record::json #>> '{facts,thirdParty,contract}' as contract,
  record::json #> '{facts,thirdParty,contractRevenue}' as contract_revenue
from policy.decision
where id = any($1)

-- src/modules/policy/store.ts: packStamp
select string_agg(id || ':' || version, ',' order by id)
  || (select ' ' || version from policy.rates_version) as stamp
from policy.pack

-- src/modules/policy/store.ts: adoptedHashes
select encode(sha256(convert_to(content, 'UTF8')), 'hex') as sha256 from policy.pack
