-- src/modules/requests/store-askers.ts: findAskers
select requester_id as person_id
from requests.request
where (customer_id = any($1::text[]) or person_id = any($1::text[]))
and (
  state in ('submitted', 'more_information', 'approved')
  or (state in ('given', 'completed') and happened_on >= $2)
)
union
select person_id
from requests.attempt
where via = 'submit' and (at at time zone $3)::date >= $2::date
and (
  application::json #>> '{customer,partyId}' = any($1::text[])
  or application::json #>> '{recipient,partyId}' = any($1::text[])
)
order by 1

-- src/modules/requests/store-commissions.ts: loadCommissions
select benefit_id, id as request_id, entity_id,
  application::json #>> '{facts,thirdParty.contract}' as contract,
  value_minor::text as minor, trim(value_currency) as currency, state,
  coalesce(submitted_at, created_at) as filed_at,
  application::json #>> '{facts,thirdParty.contractRevenue,minor}' as revenue
from requests.request
where entity_id = any($1::text[])
and form = 'commission'
and benefit_id is not null
and value_minor is not null
and application::json #>> '{facts,thirdParty.contract}' is not null
and state in ('submitted', 'more_information', 'approved', 'given', 'paid', 'completed')
order by benefit_id

-- src/modules/requests/store-completion.ts: findClosable
select id, version, benefit_id
from requests.request
where state in ('given', 'paid')
and id in (
  select unnest($1::text[])
  union
  select id from requests.request where benefit_id = any($2::text[])
)
order by id
limit …

-- src/modules/requests/store-completion.ts: closableAfter
select id
from requests.request
where state in ('given', 'paid')
and id > $1
order by id
limit …

-- src/modules/requests/store-evidence.ts: findDigestsElsewhere
select distinct digest
from requests.evidence
where digest = any($1::text[])
and request_id is not null
and request_id <> $2
and withdrawn_at is null

-- src/modules/requests/store-evidence.ts: countEvidence
select r.benefit_id, count(*) as count
from requests.request r
join requests.evidence e on e.request_id = r.id
where r.benefit_id = any($1::text[])
  and e.withdrawn_at is null
group by r.benefit_id

-- src/modules/requests/store-expiry.ts: loadOpenSince
select *
from requests.request
where not is_late
and ((state = 'approved'
    and greatest((changed_at at time zone 'UTC')::date, coalesce(happened_on, '-infinity')) < $1::date)
  or (state = 'more_information'
    and waiting_on = 'applicant'
    and (changed_at at time zone 'UTC')::date < $2::date)
  or (state in ('submitted', 'more_information') and requester_id = any($3::text[])))
order by changed_at, id
limit 500

-- src/modules/requests/store-given.ts: benefitsWithPaper
select distinct request.benefit_id as "benefitId"
from requests.request as request
join requests.evidence as evidence on evidence.request_id = request.id
where request.benefit_id = any($1::text[])
and evidence.kind = $2
and evidence.withdrawn_at is null

-- src/modules/requests/store-given.ts: loadPaidBy
select *
from requests.request
where requester_id = $1
and state = 'paid'
and benefit_id is not null
and ($2::text is null or id = $2)
order by happened_on desc, id desc
limit $3

-- src/modules/requests/store-given.ts: loadGivenBy
select *
from requests.request
where requester_id = $1
and state in ('approved', 'given')
and benefit_id is not null
and ($2::text is null or id = $2)
order by happened_on desc, id desc
limit $3

-- src/modules/requests/store-giving.ts: vendorsOfGivings
select "benefitId", "vendorId", name
from (
  select distinct on (request.id) request.benefit_id as "benefitId",
    giving.vendor_id as "vendorId",
    case when giving.vendor_id is null then giving.vendor_name end as name
  from requests.request as request
  join requests.giving as giving on giving.request_id = request.id
  where request.benefit_id = any($1::text[])
  order by request.id, giving.ordinal desc
) as latest
where "vendorId" is not null or name is not null
order by "benefitId"

-- src/modules/requests/store-giving.ts: findElsewhere
select attendee.giving_id as "givingId", attendee.request_id as "requestId",
  attendee.person_id as "personId", attendee.name, attendee.employer,
  request.customer_id as "customerId", giving.given_on as on, giving.place,
  (select count(*)::int from requests.attendee as other
   where other.giving_id = giving.id and other.side = 'guest') as guests
from requests.attendee as attendee
join requests.giving as giving on giving.id = attendee.giving_id
join requests.request as request on request.id = attendee.request_id
where (attendee.person_id = any($1::text[]) or attendee.name_key = any($2::text[]))
  and attendee.given_on between $3 and $4
  and attendee.request_id <> $5
  and request.state not in ('declined', 'reversed')
  and not exists (
    select from requests.giving as later
    where later.request_id = giving.request_id and later.ordinal > giving.ordinal)
order by giving.given_on, attendee.giving_id, attendee.id

-- src/modules/requests/store-giving.ts: countNaming
select count(distinct giving.request_id)::int as count
from requests.giving as giving
join requests.request as request on request.id = giving.request_id
where giving.entity_id = $1
  and giving.invoice_number = $2
  and giving.request_id <> $3
  and request.state not in ('declined', 'reversed')
  and not exists (
    select from requests.giving as later
    where later.request_id = giving.request_id and later.ordinal > giving.ordinal)

-- src/modules/requests/store-held.ts: loadHeld
select *
from requests.request
where state = 'more_information'
and outcome = 'hold'
and id > $1
and ($2 or customer_id = any($3::text[]) or person_id = any($3::text[]) or entity_id = any($4::text[])
  or id = any($5::text[]))
order by id
limit $6

-- src/modules/requests/store-held.ts: loadWaitingOnCompliance
select *
from requests.request
where state = 'more_information'
and waiting_on = 'compliance'
order by changed_at, id

-- src/modules/requests/store-lost.ts: requestsOfFiles
select distinct evidence.digest, coalesce(request.number, request.id) as number
from requests.evidence
join requests.request on request.id = evidence.request_id
where evidence.digest = any($1)
order by number, digest

-- src/modules/requests/store.ts: loadEvidence
select *
from requests.evidence
where request_id = any($1::text[])
and withdrawn_at is null
order by added_at, id

-- src/modules/requests/store.ts: countMine
select state, count(*) as count
from requests.request
where requester_id = $1
  and (state <> 'cancelled' or submitted_at is not null)
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
