/**
 * What those who administer do, and those who rearrange the rules: everybody on the staff may read that it
 * was done, by whom and about whom.
 */
export const administrative: readonly string[] = [
  'access.found_company',
  'access.open_emergency',
  'access.answer_emergency',
  'access.create_entity',
  'access.propose_profile',
  'access.answer_profile',
  'access.create_unit',
  'access.create_person',
  'access.end_employment',
  'access.answer_leaving',
  'access.propose_manager',
  'access.answer_manager',
  'access.reinstate',
  'access.answer_reinstatement',
  'access.create_account',
  'access.reset_account',
  'access.give_factor',
  'access.close_account',
  'access.propose_role',
  'access.answer_role',
  'access.end_role',
  'policy.adopt_shipped',
  'policy.propose',
  'policy.propose_end',
  'policy.answer',
  'policy.import_rates',
  'policy.answer_rates',
]
