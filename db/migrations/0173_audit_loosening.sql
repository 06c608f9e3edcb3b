-- Whoever made the rules milder for a party does not file for it, nor sign, for a while. Who did stands in the
-- log: each entry of such an operation says in its note for whom. The indexes hold these entries alone.

create index entry_loosening on audit.entry using gin ((bytes::jsonb #> '{note,loosens}'))
where not is_refused
and operation in (
  'deals.award_tender', 'deals.close_tender', 'imports.answer_undo', 'imports.correct', 'imports.undo',
  'parties.answer_match', 'parties.classify', 'parties.correct_customer', 'parties.create_customer',
  'parties.create_person', 'parties.end_employment', 'parties.end_staff_tie', 'parties.leave_household',
  'parties.merge', 'parties.set_employment', 'parties.split'
);
create index entry_loosening_by_person on audit.entry (person_id, at)
where not is_refused
and operation in (
  'deals.award_tender', 'deals.close_tender', 'imports.answer_undo', 'imports.correct', 'imports.undo',
  'parties.answer_match', 'parties.classify', 'parties.correct_customer', 'parties.create_customer',
  'parties.create_person', 'parties.end_employment', 'parties.end_staff_tie', 'parties.leave_household',
  'parties.merge', 'parties.set_employment', 'parties.split'
);
