-- src/modules/budgets/store.ts: holdBudgets
select budgets.hold_budget(id) from unnest($1::text[]) as id

-- src/modules/budgets/store.ts: listChanges
select *
from budgets.change
where entity_id = $1
and ($2::text is null or budget_id = $2)
order by proposed_at desc, id desc
limit $3
