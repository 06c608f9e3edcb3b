-- src/modules/policy/store-rates.ts: loadRates
select * from policy.rate order by currency, from_on

-- src/modules/policy/store.ts: packStamp
select string_agg(id || ':' || version, ',' order by id)
  || (select ' ' || version from policy.rates_version) as stamp
from policy.pack
