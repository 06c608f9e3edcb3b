-- What an import brought by mistake is taken back when the import is undone, whatever its state: an offer that was
-- declined or ran out is closed for everybody else, but left standing it would be there twice after the next import.

create or replace function benefits.check_move() returns trigger
language plpgsql
as $$
begin
  if new.state = old.state then
    return new;
  end if;
  if old.source like 'import%' and old.state in ('declined', 'expired') and new.state = 'reversed' then
    return new;
  end if;
  if not exists (
    select from benefits.transition where from_state = old.state and to_state = new.state
  ) then
    raise exception 'a benefit cannot go from % to %', old.state, new.state
      using errcode = '23514', constraint = 'move_is_allowed';
  end if;
  return new;
end
$$;
