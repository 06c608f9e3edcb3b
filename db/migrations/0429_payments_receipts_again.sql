-- A receipt is paid once: the paper of a claim is looked up by its content among the papers of all requests of the group and the
-- claims that name them, before the claim is accepted. A claim that was refused or taken back names nothing any more.
create index claim_line_by_request on payments.claim_line (request_id);

-- Fifty are told of each claim, and one of the same currency and amount first: it decides.
create function payments.receipts_again(claim_ids text[])
returns table (
  claim_id text, entity_id text, number text, currency text, minor numeric, request_number text
)
language plpgsql security definer set search_path = payments, pg_temp
as $$
declare
  seen text := current_setting('app.entities', true);
begin
  perform set_config('app.entities', '*', true);
  return query
    select again.mine_id, again.twin_entity, again.other_number, again.other_currency, again.other_minor, again.request_number
    from (
      select one.*, row_number() over (
          partition by one.mine_id
          order by one.is_same desc, one.other_number nulls last, one.request_number, one.twin_entity
        ) as place
      from (
        select distinct mine.id as mine_id, twin.entity_id as twin_entity, other.number as other_number,
          other.currency::text as other_currency, other.minor as other_minor, request.number as request_number,
          coalesce(other.currency = mine.currency and other.minor = mine.minor, false) as is_same
        from payments.claim as mine
        cross join lateral jsonb_array_elements_text(mine.file_ids::jsonb) as named (file_id)
        join requests.evidence as paper on paper.entity_id = mine.entity_id and paper.id = named.file_id
        join requests.evidence as twin
          on twin.digest = paper.digest and twin.request_id is not null and twin.withdrawn_at is null
        join requests.request as request on request.entity_id = twin.entity_id and request.id = twin.request_id
        left join lateral (
          select claim.number, claim.currency, claim.minor
          from payments.claim_line as line
          join payments.claim as claim on claim.entity_id = line.entity_id and claim.id = line.claim_id
          where line.request_id = twin.request_id
            and claim.id <> mine.id
            and claim.state not in ('refused', 'withdrawn')
            and claim.file_ids::jsonb ? twin.id
        ) as other on true
        where mine.id = any (claim_ids)
          -- A card statement shows many charges and stands behind as many claims.
          and not exists (
            select from payments.claim_line as line where line.claim_id = mine.id and line.proof_id = paper.id
          )
          and (other.number is not null or not exists (
            select from payments.claim_line as line
            where line.claim_id = mine.id and line.request_id = twin.request_id
          ))
      ) as one
    ) as again
    where again.place <= 50
    order by again.mine_id, again.place;
  perform set_config('app.entities', coalesce(seen, ''), true);
end
$$;
comment on function payments.receipts_again is
  'Which claims and requests of the group have a paper of the same content as these claims.';
revoke execute on function payments.receipts_again from public;
grant execute on function payments.receipts_again to {app};
