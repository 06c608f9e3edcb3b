-- Four-eyes objects of the whole group (a role, a policy, a party) have their rounds beyond the borders of entities.

do $$
declare
  name text;
begin
  foreach name in array array['flow', 'step', 'task', 'copy'] loop
    execute format('drop policy entity_border on approvals.%I', name);
    execute format(
      'create policy entity_border on approvals.%I using (access.may_see(entity_id) or entity_id = ''group'')', name);
  end loop;
end
$$;
