-- src/modules/parties/store-alike.ts: findAlike
select id
from parties.customer
where type = $1
and role = $2
and coalesce(grade, '') = $3
and merged_into is null
and id <> $4
order by id
limit $5

-- src/modules/parties/store-called.ts: findCustomersCalled
select id as text, coalesce(merged_into, id) as id
from parties.customer
where id = any($1::text[])
union
select name, coalesce(merged_into, id)
from parties.customer
where name = any($1::text[])
order by 1, 2

-- src/modules/parties/store-claims.ts: loadOpenClaims
select *
from parties.match_claim
where state = 'proposed'
and case kind when 'apart' then subject::json ->> 'name' = any($1) else others = any($2) end
order by id

-- src/modules/parties/store-families.ts: mergedIntoSql
select id, merged_into from parties.customer where merged_into = any($1::text[])
union all
select id, merged_into from parties.customer where id = any($1::text[]) and merged_into is not null
union all
select id, merged_into from parties.person where merged_into = any($1::text[])
union all
select id, merged_into from parties.person where id = any($1::text[]) and merged_into is not null

-- src/modules/parties/store-families.ts: familySql
with recursive family (id) as (
  select unnest($1::text[])
  union
  select next.id
  from family
  join lateral (
    select merged_into as id from parties.customer where id = family.id and merged_into is not null
    union all
    select id from parties.customer where merged_into = family.id
    union all
    select merged_into from parties.person where id = family.id and merged_into is not null
    union all
    select id from parties.person where merged_into = family.id
  ) as next on true
)
select id, merged_into from parties.customer where id in (select id from family)
union all
select id, merged_into from parties.person where id in (select id from family)

-- src/modules/parties/store-near.ts: loadNear
select person_id from parties.employment where customer_id = any($1::text[])
union select other_id from parties.relation where person_id = any($1::text[])
union select person_id from parties.relation where other_id = any($1::text[])
union select other.person_id
from parties.household_member as own
join parties.household_member as other on other.household_id = own.household_id
where own.person_id = any($1::text[])

-- src/modules/parties/store-reach.ts: reachSql
with recursive own (id) as (
  select unnest($1::text[])
  union
  select next.id
  from own
  …
), near (id) as (
  select id from own
  union
  select person_id
  from parties.employment
  where customer_id in (select id from own) and (until_on is null or until_on >= $2)
  union
  select customer_id
  from parties.employment
  where person_id in (select id from own) and (until_on is null or until_on >= $2)
  union
  select other.person_id
  from parties.household_member as one
  join parties.household_member as other on other.household_id = one.household_id
  where one.person_id in (select id from own)
  and (one.until_on is null or one.until_on >= $2)
  and (other.until_on is null or other.until_on >= $2)
  union
  select other_id
  from parties.relation
  where person_id in (select id from own) and (until_on is null or until_on >= $2)
  union
  select person_id
  from parties.relation
  where other_id in (select id from own) and (until_on is null or until_on >= $2)
), reach (id) as (
  select id from near
  union
  select next.id
  from reach
  …
)
select id from reach order by id

-- src/modules/parties/store-record.ts: listWaitingAccounts
select *
from parties.account
where state = 'stated'
and ($1::timestamptz is null or (stated_at, id) > ($1, $2))
order by stated_at, id
limit $3

-- src/modules/parties/store-record.ts: countWaitingAccounts
select count(*)::int as count
from parties.account
where state = 'stated'
and ($1::text is null or stated_by <> $1)

-- src/modules/parties/store-search.ts: findCustomersByKeys
select *
from parties.customer
where string_to_array(name_keys, ' ') && $1::text[]
order by … desc, id
limit …

-- src/modules/parties/store-search.ts: findPeopleByKeys
select detail.*
from parties.person_detail as detail
where string_to_array(detail.name_keys, ' ') && $1::text[]
order by … desc, detail.id
limit …

-- src/modules/parties/store-search.ts: customersNamedSql
select id
from parties.customer
where name ilike $1 or short_name ilike $1 or latin_name ilike $1
order by length(name), id
limit $2

-- src/modules/parties/store-search.ts: formerlyNamedSql
select customer_id as id
from parties.former_name
where value ilike $1
group by customer_id
order by min(length(value)), customer_id
limit $2

-- src/modules/parties/store-search.ts: peopleNamedSql
select detail.id
from parties.person_detail as detail
where detail.name ilike $1 or detail.latin_name ilike $1
order by length(detail.name), detail.id
limit $2

-- src/modules/parties/store-ties.ts: nearSql
with asked (id) as (
  select unnest($1::text[])
), near (root, id) as (
  select id, id
  from asked
  union
  select one.person_id, other.person_id
  from parties.household_member as one
  join parties.household_member as other on other.household_id = one.household_id
  where one.person_id in (select id from asked)
  union
  select person_id, other_id
  from parties.relation
  where person_id in (select id from asked)
  union
  select other_id, person_id
  from parties.relation
  where other_id in (select id from asked)
)
select near.root, tie.staff_id, tie.from_on, tie.until_on
from near
join parties.staff_tie as tie on tie.party_id = near.id

-- src/modules/parties/store-work.ts: sharedWorkSql
with recursive firm (id) as (
  select unnest($1::text[])
  union
  select next.id
  from firm
  join lateral (
    select merged_into as id from parties.customer where id = firm.id and merged_into is not null
    union all
    select id from parties.customer where merged_into = firm.id
  ) as next on true
),
work as materialized (
  select person_id, customer_id, from_on, until_on
  from parties.employment
  where customer_id = any(array(select id from firm))
),
same (person_id, id) as (
  select person_id, person_id from work
  union
  select same.person_id, next.id
  from same
  join lateral (
    select merged_into as id from parties.person where id = same.id and merged_into is not null
    union all
    select id from parties.person where merged_into = same.id
  ) as next on true
)
select distinct one.person_id as one, other.person_id as other
from work as one
join same on same.person_id = one.person_id
join parties.employment as other on other.person_id = same.id
where other.customer_id <> one.customer_id
and one.from_on <= coalesce(other.until_on, date '9999-12-31')
and other.from_on <= coalesce(one.until_on, date '9999-12-31')

-- src/modules/parties/store.ts: lockPeople
select id
from parties.person
where id = any($1::text[])
order by id
for update

-- src/modules/parties/store.ts: lockCustomers
select id
from parties.customer
where id = any($1::text[])
order by id
for update

-- src/modules/parties/store.ts: loadPeopleOf
select person.id
from parties.employment as employment
join parties.person as person on person.id = employment.person_id
where employment.customer_id = any($1::text[])
and employment.from_on <= $2
and (employment.until_on is null or employment.until_on >= $2)
and person.merged_into is null
group by person.id
order by min(employment.from_on), person.id

-- src/modules/parties/store.ts: loadHousehold
select distinct member.person_id as id
from parties.household_member as member
where member.household_id = $1
and member.from_on <= $2
and (member.until_on is null or member.until_on >= $2)
order by 1
