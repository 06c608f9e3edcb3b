-- A submit locks whom its limits are counted for. Making the missing ones and locking all is one question: it is
-- asked by every submit, and each question costs both sides about as much as its answer.

create function benefits.lock_subjects(ids text[]) returns void
language plpgsql
as $$
begin
  insert into benefits.subject (id)
  select distinct given.id
  from unnest(ids) as given(id)
  order by given.id
  on conflict (id) do nothing;
  -- In one order for everybody, so that two commands never wait for each other.
  perform from benefits.subject as subject where subject.id = any(ids) order by subject.id for update;
end
$$;
comment on function benefits.lock_subjects(text[]) is
  'Locks subjects until the end of the transaction, those that are not there yet too.';
grant execute on function benefits.lock_subjects(text[]) to {app};
