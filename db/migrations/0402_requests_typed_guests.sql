-- A guest who is typed and not on record is found again by name, however it is written: with or without spaces, in wide or
-- narrow signs, in capitals or not. A column of its own, since an index on an expression is not used behind the entity border.

alter table requests.attendee add column name_key text generated always as (
  lower(regexp_replace(normalize(name, NFKC), '\s', '', 'g'))
) stored;
create index attendee_by_name on requests.attendee (name_key, given_on) where name_key is not null;
