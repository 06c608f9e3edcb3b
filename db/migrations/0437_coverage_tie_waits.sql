-- A large line that is tied by hand to a benefit of another amount waits for its second person, and names the benefit.

alter table coverage.line
  drop constraint what_is_matched_names_its_benefit,
  add constraint what_is_matched_names_its_benefit
    check (case state when 'matched' then benefit_id is not null when 'waiting' then true else benefit_id is null end);
