-- src/modules/deals/store.ts: loadClauses
select *
from deals.clause
where agreement_id = any(array(select id from deals.agreement where customer_id = any($1::text[])))
order by id
