-- What may still have to be paid out is found by its way, whatever else the register holds.

create index benefit_owed on benefits.benefit (way, happened_on, id)
  where book = 'own' and direction = 'given' and state in ('approved', 'given');
