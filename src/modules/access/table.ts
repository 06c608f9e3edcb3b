import { businessRoles, type Role } from './roles.ts'
import type { AccessRow, AccessTable } from './rule.ts'
import { allow, forWaiting, inPerson, row } from './table-rows.ts'

/** Administrators and auditors hold no business rights. */
const business = businessRoles
const leaders: readonly Role[] = ['sales_manager', 'department_head', 'programme_manager']
const overseers: readonly Role[] = ['finance', 'compliance', 'general_manager']
const watchers: readonly Role[] = [...overseers, 'auditor', 'outside_auditor']

/** A register of ours is that of one entity; one of others is nobody's. Administrators import neither. */
const onImports = allow(['compliance'], ['entity', 'no_entity'])
const onImport = row('second', onImports)
const importing = row('second', allow(['compliance'], ['any']))

const anyone: AccessRow = { isPublic: true, factor: 'none', rules: [] }
const everyone = row('none', allow('everyone', ['any']))
const businessAny = row('none', allow(business, ['any']))
const deciding = row('second', allow(business, ['assigned', 'delegated']))
/**
 * Administrators decide nothing of the business; they answer what needs a second person in the organisation.
 */
const answering = row('second', ...deciding.rules, allow(['administrator'], ['assigned']))
const asDecider = inPerson(row('none', allow(business, ['assigned', 'delegated'])))
const administering = row('second', allow(['administrator'], ['any']))
const administeringFresh = row('fresh', allow(['administrator'], ['any']))
const lookingUpStaff = row('second', allow(['administrator', 'compliance', 'auditor'], ['any']))
const seeing = row(
  'none',
  allow(business, ['own', 'assigned', 'delegated']),
  allow(leaders, ['team']),
  allow(watchers, ['entity']),
)
const searching = row('none', allow([...business, 'auditor', 'outside_auditor'], ['any']))
const takingAFile = row('second', allow([...leaders, ...watchers], ['own']))
const seeingInvoices = row('none', allow(business, ['own']), allow(watchers, ['entity']))
const releasing = row('none', allow(business, ['own']), allow(['finance'], ['entity']))
const claiming = row('none', allow(business, ['own']), allow(['finance', 'compliance'], ['entity']))
/** What ends a restraint is compliance's to record; what adds one, everybody's in business. */
const loosening = row('none', allow(['compliance'], ['any']))
/**
 * One of compliance proposes a version; another, or the general manager, is the second of the two persons.
 */
const watchingPolicy = row(
  'second',
  allow(['compliance', 'general_manager', 'auditor', 'outside_auditor'], ['any']),
)
const auditing = row(
  'second',
  allow(['auditor', 'outside_auditor', 'compliance', 'general_manager', 'administrator'], ['any']),
)

/** What meets the lawful books is finance's; whoever oversees reads it. */
const keepingBooks = row('second', allow(watchers, ['entity']))

/** Who may do what: one row an operation of the contract. Whatever stands in no row is denied. */
export const accessTable: AccessTable = {
  'access.welcome': anyone,
  'access.sign_in': anyone,
  'access.second_factor': anyone,
  'access.fresh_factor': everyone,
  'access.sign_out': forWaiting(everyone),
  'access.me': forWaiting(everyone),
  'access.set_language': everyone,
  'access.set_password': inPerson(everyone),
  'access.staff': businessAny,

  'access.organisation': everyone,
  'access.people': lookingUpStaff,
  'access.person': lookingUpStaff,
  'access.create_entity': administering,
  'access.profiles': lookingUpStaff,
  'access.propose_profile': administeringFresh,
  'access.answer_profile': row('fresh', allow(['administrator', 'compliance'], ['any'])),
  'access.create_unit': administering,
  'access.create_person': administering,
  'access.end_employment': administeringFresh,
  'access.answer_leaving': row('fresh', allow(['administrator', 'compliance'], ['any'])),
  'access.answer_emergency': row('fresh', allow(['administrator', 'compliance', 'general_manager'], ['any'])),
  'access.propose_manager': administeringFresh,
  'access.answer_manager': row('fresh', allow(['administrator', 'compliance'], ['any'])),
  'access.reinstate': administeringFresh,
  'access.answer_reinstatement': row('fresh', allow(['administrator', 'compliance'], ['any'])),
  'access.create_account': administeringFresh,
  'access.reset_account': administeringFresh,
  'access.give_factor': row('fresh', allow(['administrator', 'compliance'], ['any'])),
  'access.close_account': administeringFresh,
  'access.roles': lookingUpStaff,
  'access.propose_role': administeringFresh,
  'access.answer_role': row('fresh', allow(['administrator', 'compliance'], ['any'])),
  'access.end_role': administeringFresh,
  'access.tokens': everyone,
  'access.create_token': row('fresh', allow('everyone', ['any'])),
  'access.revoke_token': row('none', allow('everyone', ['own'])),

  'approvals.inbox': row('none', allow([...business, 'administrator'], ['any'])),
  'approvals.detail': row('none', ...seeing.rules, allow(['administrator'], ['assigned'])),
  'approvals.batch_sheet': businessAny,
  'approvals.batch_approve': row('second', allow(business, ['any'])),
  'approvals.approve': answering,
  'approvals.reject': answering,
  'approvals.return': deciding,
  'approvals.transfer': asDecider,
  'approvals.add_signer': asDecider,
  'approvals.copy': row('none', allow(business, ['own', 'assigned', 'delegated'])),
  // Whoever proposes a role or a line manager is no business role, and reminds and takes back as others do.
  'approvals.remind': row(
    'none',
    allow(business, ['own', 'assigned', 'delegated']),
    allow(['administrator'], ['own', 'assigned']),
  ),
  'approvals.withdraw': row('none', allow([...business, 'administrator'], ['own'])),
  'approvals.delegations': everyone,
  'approvals.delegate': inPerson(businessAny),
  'approvals.end_delegation': row('none', allow(business, ['own', 'assigned'])),

  'requests.preview': businessAny,
  'requests.record_attempt': businessAny,
  'requests.kinds': businessAny,
  'requests.create_draft': businessAny,
  'requests.save_draft': ownIn('draft'),
  'requests.draft': row(
    'none',
    allow(business, ['own']),
    allow(['compliance'], ['entity'], ['more_information']),
  ),
  'requests.submit': ownIn('draft'),
  'requests.upload': businessAny,
  'requests.download': seeing,
  'requests.record_download': seeing,
  'requests.detail': seeing,
  'requests.mine': businessAny,
  // What was given is not withdrawn, and a reversal of it that waits is: by whoever asked for it.
  'requests.withdraw': row(
    'none',
    ...ownIn('submitted', 'more_information', 'given', 'completed').rules,
    allow(['compliance'], ['entity'], ['given', 'completed']),
  ),
  'requests.answer': ownOrCompliance('more_information'),
  'requests.change': ownIn('draft', 'submitted', 'more_information', 'approved'),
  // For whoever has left, compliance records what they gave.
  'requests.give': ownOrCompliance('approved'),
  // The code is shown to whoever records the giving, and a guest who has it needs no session.
  'requests.guest_link': row('none', allow(business, ['own']), allow(['compliance'], ['entity'])),
  'requests.open_guest_link': ownOrCompliance('approved'),
  'requests.close_guest_link': ownOrCompliance('approved'),
  'requests.invitation': anyone,
  'requests.guest_sign_in': anyone,
  'requests.preview_give': row('none', allow(business, ['own']), allow(['compliance'], ['entity'])),
  'requests.complete': ownOrCompliance('given', 'paid'),
  'requests.decline': ownOrCompliance('approved', 'given'),
  'requests.cancel': row(
    'none',
    ...ownOrCompliance('draft', 'approved').rules,
    allow(['compliance'], ['entity'], ['more_information']),
  ),
  'requests.settle': ownOrCompliance('given'),
  'requests.comment': row(
    'none',
    allow(business, ['own', 'assigned', 'delegated']),
    allow(leaders, ['team']),
    allow(overseers, ['entity']),
  ),
  'requests.reverse': ownOrCompliance('given', 'completed'),
  'requests.answer_reversal': row('fresh', allow(['compliance', 'general_manager'], ['any'])),

  'benefits.register': seeing,
  'benefits.totals': seeing,
  'benefits.options': searching,
  'benefits.export': row('fresh', allow(leaders, ['team']), allow(watchers, ['entity'])),
  'benefits.export_file': takingAFile,
  'benefits.record_download': takingAFile,
  'jobs.progress': row('none', allow('everyone', ['own'])),
  'jobs.cancel': row('none', allow('everyone', ['own'])),

  'parties.search': searching,
  'parties.page': searching,
  'parties.lines': seeing,
  'parties.record': searching,
  'parties.correct_customer': loosening,
  'parties.state_account': businessAny,
  'parties.check_account': row('fresh', allow(['compliance', 'finance'], ['any'])),
  'parties.waiting_accounts': row('second', allow(['compliance', 'finance'], ['any'])),
  'parties.create_customer': businessAny,
  'parties.create_person': businessAny,
  'parties.classify': businessAny,
  'parties.set_employment': businessAny,
  'parties.join_household': businessAny,
  'parties.relate': businessAny,
  'parties.tie_staff': businessAny,
  'parties.end_staff_tie': loosening,
  'parties.end_employment': loosening,
  'parties.leave_household': loosening,
  'parties.ask_match': businessAny,
  'parties.answer_match': row('fresh', allow(['compliance'], ['any'])),
  'parties.merge': row('fresh', allow(['compliance'], ['any'])),
  'parties.split': row('fresh', allow(['compliance'], ['any'])),

  'deals.create_agreement': row('none', allow(['finance', 'compliance', 'programme_manager'], ['entity'])),
  'deals.check_agreement': row('fresh', allow(['finance', 'compliance'], ['entity'])),
  'deals.record_third_party': row('none', allow(['finance', 'compliance'], ['entity'])),
  'deals.verify_third_party': row('fresh', allow(['compliance'], ['entity'])),
  'deals.end_third_party': row('none', allow(['finance', 'compliance'], ['entity'])),
  'deals.third_parties': searching,
  'deals.create_tender': businessAny,
  'deals.set_tender_role': businessAny,
  'deals.award_tender': loosening,
  'deals.close_tender': loosening,
  'deals.create_event': businessAny,
  'deals.of_customer': searching,
  'deals.events': businessAny,

  'ledger.trial_balance': keepingBooks,
  'ledger.entries': keepingBooks,
  'ledger.check': keepingBooks,
  'ledger.periods': keepingBooks,
  'ledger.filing_pack': row('fresh', allow(watchers, ['entity'])),
  'ledger.record_pack': row('fresh', allow(watchers, ['entity'])),
  'ledger.accruals': keepingBooks,
  'ledger.book_accruals': row('second', allow(['finance'], ['entity'])),
  'ledger.propose_period': row('second', allow(['finance'], ['entity'])),
  'ledger.answer_period': row('fresh', allow(['finance', 'general_manager'], ['entity'])),
  'budgets.list': row('second', allow(watchers, ['entity'])),
  'budgets.benefits': row('second', allow(watchers, ['entity'])),
  'budgets.propose': row('second', allow(['finance', 'general_manager'], ['entity'])),
  'budgets.answer': row('fresh', allow(['finance', 'general_manager'], ['entity'])),
  'ledger.vouchers': keepingBooks,
  'ledger.voucher_exports': keepingBooks,
  'ledger.export_vouchers': row('fresh', allow(['finance'], ['entity'])),
  'ledger.voucher_file': row('second', allow(['finance'], ['entity'])),
  'ledger.record_download': row('second', allow(['finance'], ['entity'])),
  // A finance system may tell the numbers by itself.
  'ledger.record_voucher': row('none', allow(['finance'], ['entity'])),
  'ledger.import_vouchers': row('none', allow(['finance'], ['entity'])),
  'ledger.correct_voucher': row('second', allow(['finance'], ['entity'])),
  'ledger.chart': keepingBooks,
  'ledger.set_chart': row('second', allow(['finance'], ['entity'])),
  'ledger.dimensions': keepingBooks,
  'ledger.set_account_dimensions': row('second', allow(['finance'], ['entity'])),
  'ledger.set_dimension_code': row('second', allow(['finance'], ['entity'])),
  'ledger.input_tax': keepingBooks,
  'ledger.set_input_tax': row('second', allow(['finance'], ['entity'])),
  // What it credited is turned out; taking that back credits it again, so that is another person's.
  'ledger.turn_out_input_tax': row('second', allow(['finance'], ['entity'])),
  'ledger.turn_back_input_tax': row('second', allow(['finance'], ['entity'])),
  'ledger.import_dimension_codes': row('second', allow(['finance'], ['entity'])),

  'coverage.start': row('second', allow(['finance'], ['entity'])),
  'coverage.job': row('second', allow(['finance'], ['any'])),
  'coverage.runs': keepingBooks,
  'coverage.run': keepingBooks,
  'coverage.lines': keepingBooks,
  'coverage.unbooked': keepingBooks,
  'coverage.mark': row('second', allow(['finance'], ['entity'])),
  'coverage.add_pool': row('second', allow(['finance'], ['entity'])),
  'coverage.candidates': row('second', allow(['finance'], ['entity'])),
  'coverage.declare': row('second', allow(['finance'], ['entity'])),
  'coverage.certificate': keepingBooks,
  'coverage.confirm': row('second', allow(['compliance'], ['entity'])),
  'coverage.sign': row('fresh', allow(['compliance'], ['entity'])),
  'coverage.watch_account': row('second', allow(['finance', 'compliance'], ['entity'])),
  'coverage.end_watch': row('second', allow(['compliance'], ['entity'])),
  'coverage.watched_accounts': keepingBooks,
  'coverage.record': row('second', allow(['finance'], ['entity'])),

  'payments.prepare': row('fresh', allow(['finance'], ['entity'])),
  'payments.check': row('fresh', allow(['finance', 'general_manager'], ['entity'])),
  'payments.prepare_set': row('fresh', allow(['finance'], ['entity'])),
  'payments.check_sheet': row('second', allow(['finance', 'general_manager'], ['entity'])),
  'payments.check_set': row('fresh', allow(['finance', 'general_manager'], ['entity'])),
  'payments.stop': row('second', allow(['finance', 'compliance', 'general_manager'], ['entity'])),
  'payments.tax_schedule': row('second', allow(watchers, ['entity'])),
  'payments.charge_tax': row('second', allow(['finance'], ['entity'])),
  'payments.set_tax_year': row('second', allow(['finance'], ['entity'])),
  'payments.tax_file': row('fresh', allow(watchers, ['entity'])),
  'payments.record_tax_file': row('fresh', allow(watchers, ['entity'])),
  'payments.queue': row('second', allow(watchers, ['entity'])),
  'payments.payables': row('second', allow(watchers, ['entity'])),
  'payments.payable_claims': row('second', allow(watchers, ['entity'])),
  'payments.file_claim': claiming,
  'payments.check_claim': row('second', allow(['finance'], ['entity'])),
  'payments.answer_claim': businessAny,
  'payments.withdraw_claim': businessAny,
  // It gives nobody anything: whoever asked for the benefit may say so, and finance.
  'payments.release': releasing,
  'payments.withdraw_release': releasing,
  'payments.releases': row('second', allow(watchers, ['entity'])),
  'payments.releasable': row('second', allow(watchers, ['entity'])),
  'payments.claimable': businessAny,
  'payments.claims': row('second', allow(watchers, ['entity'])),
  'payments.my_claims': businessAny,
  'payments.state_own_account': row('fresh', allow('everyone', ['any'])),
  'payments.state_leaver_account': row('fresh', allow(['finance', 'compliance'], ['entity'])),
  'payments.check_staff_account': row('fresh', allow(['finance', 'compliance'], ['entity'])),
  'payments.my_account': everyone,
  // What nobody may check nobody needs to see: the numbers are those of natural persons.
  'payments.staff_accounts': row('second', allow(['finance', 'compliance'], ['entity'])),
  'payments.propose_exception': row('fresh', allow(['finance', 'compliance'], ['entity'])),
  'payments.answer_exception': row('fresh', allow(['compliance', 'general_manager'], ['entity'])),
  'payments.exception_payees': row('second', allow(['finance', 'compliance'], ['entity'])),
  'payments.exceptions': row('second', allow(watchers, ['entity'])),

  'bank.state_account': row('fresh', allow(['finance'], ['entity'])),
  'bank.verify_account': row('fresh', allow(['finance', 'general_manager'], ['entity'])),
  'bank.templates': row('second', allow(watchers, ['entity'])),
  'bank.template': row('second', allow(watchers, ['entity'])),
  'bank.template_file': row('second', allow(watchers, ['entity'])),
  'bank.propose_template': row('second', allow(['finance'], ['entity'])),
  'bank.draft_template': row('fresh', allow(['finance'], ['entity'])),
  'bank.confirm_template': row('fresh', allow(['finance', 'general_manager'], ['entity'])),
  'bank.withdraw_template': row('fresh', allow(['finance', 'general_manager'], ['entity'])),
  'bank.change_form': row('fresh', allow(['finance'], ['entity'])),
  'bank.answer_form': row('fresh', allow(['finance', 'general_manager'], ['entity'])),
  'bank.make_batch': row('fresh', allow(['finance'], ['entity'])),
  'bank.preview_batch': row('second', allow(['finance'], ['entity'])),
  'bank.batch_file': row('fresh', allow(['finance'], ['entity'])),
  'bank.record_download': row('fresh', allow(['finance'], ['entity'])),
  'bank.import_statement': row('second', allow(['finance'], ['entity'])),
  'bank.import_results': row('second', allow(['finance'], ['entity'])),
  'bank.answer_line': row('fresh', allow(['finance', 'general_manager'], ['entity'])),
  'bank.unmatch_line': row('fresh', allow(['finance', 'general_manager'], ['entity'])),
  'bank.settle_unknown': row('fresh', allow(['finance', 'general_manager'], ['entity'])),
  'bank.refundable': row('second', allow(['finance', 'general_manager'], ['entity'])),
  'bank.lines': row('second', allow(watchers, ['entity'])),
  'bank.reconciliation': row('second', allow(watchers, ['entity'])),

  'policy.rates': everyone,
  'policy.import_rates': row('second', allow(['finance'], ['any'])),
  'policy.answer_rates': row('fresh', allow(['finance', 'compliance', 'general_manager'], ['any'])),
  'policy.record_near_limit': businessAny,
  'policy.near_limits': row('second', allow(['compliance', 'auditor', 'outside_auditor'], ['any'])),
  'policy.versions': everyone,
  'policy.version': everyone,
  'policy.check': row('second', allow(['compliance', 'general_manager'], ['any'])),
  'policy.proposals': watchingPolicy,
  'policy.proposal': watchingPolicy,
  'policy.propose': row('fresh', allow(['compliance'], ['any'])),
  'policy.propose_end': row('fresh', allow(['compliance'], ['any'])),
  'policy.answer': row('fresh', allow(['compliance', 'general_manager'], ['any'])),

  'invoices.read': businessAny,
  'invoices.record': row('none', allow(business, ['entity'])),
  'invoices.add_file': row('none', allow(business, ['own']), allow(['finance', 'compliance'], ['entity'])),
  'invoices.correct': row('none', allow(business, ['own']), allow(['finance'], ['entity'])),
  'invoices.check': row('second', allow(['finance', 'compliance'], ['entity'])),
  'invoices.list': seeingInvoices,
  'invoices.detail': seeingInvoices,
  'invoices.file': seeingInvoices,
  'invoices.record_download': seeingInvoices,
  'invoices.alerts': row('second', allow(['compliance', 'auditor', 'outside_auditor'], ['entity'])),
  'invoices.answer_alert': row('fresh', allow(['compliance'], ['entity'])),
  'invoices.buyers': businessAny,
  'invoices.state_buyer': row('fresh', allow(['finance'], ['entity'])),

  'imports.profiles': importing,
  'imports.start': onImport,
  'imports.runs': onImport,
  'imports.run': onImport,
  'imports.job': importing,
  'imports.problems': onImport,
  'imports.problem_list': onImport,
  'imports.problem': onImport,
  'imports.correct': onImport,
  // Undoing an import frees limits.
  'imports.undo': row('fresh', onImports),
  // Who of them is asked stands in its round.
  'imports.answer_undo': row('fresh', allow(['compliance', 'general_manager'], ['any'])),
  'imports.add_parties': importing,
  'imports.store_rows': importing,
  'imports.keep_problems': importing,
  'imports.finish': importing,
  'imports.reverse_rows': importing,

  'audit.state': everyone,
  'audit.proof': everyone,
  'audit.consistency': everyone,
  'audit.verify': auditing,
  'audit.verification': auditing,
  'audit.administration': everyone,
  'audit.entries': auditing,
}

function ownIn(...states: string[]): AccessRow {
  return row('none', allow(business, ['own'], states))
}

function ownOrCompliance(...states: string[]): AccessRow {
  return row('none', allow(business, ['own'], states), allow(['compliance'], ['entity'], states))
}
