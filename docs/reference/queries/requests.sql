-- src/modules/requests/store.ts: countMine
select state, count(*) as count
from requests.request
where requester_id = $1
group by state

-- src/modules/requests/store.ts: loadRecentParties
select party
from (
  select unnest(array[customer_id, person_id]) as party, changed_at
  from requests.request
  where requester_id = $1
  order by changed_at desc
  limit 100
) as recent
where party is not null
group by party
order by max(changed_at) desc
limit 10

-- src/modules/requests/store.ts: requestsOfBenefits
select benefit_id, id from requests.request where benefit_id = any($1::text[])
