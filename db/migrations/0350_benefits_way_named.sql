-- A benefit of ours without a way was completed before there were ways, and the books hold it as settled. Whatever is paid or
-- completed from now on names its way, so that nothing that was claimed or paid is settled a second time.

create function benefits.check_way() returns trigger
language plpgsql
as $$
begin
  if new.way is null and new.state <> old.state and new.state in ('paid', 'completed')
    and new.book = 'own' and new.direction = 'given' and new.source not like 'import%'
  then
    raise exception 'the benefit % is closed without its way', new.id
      using errcode = '23514', constraint = 'closed_benefit_names_its_way';
  end if;
  return new;
end
$$;
create trigger closed_benefit_names_its_way before update of state on benefits.benefit
  for each row execute function benefits.check_way();
