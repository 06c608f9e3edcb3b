import type { RefusalText } from '../text.ts'

export const dealsRefusals = {
  'deals.agreement_checked': {
    says: {
      zh: '该合同已复核或已撤回。',
      en: 'This agreement has been checked or taken back already.',
    },
    wayOut: { zh: '请查看合同的当前状态。', en: 'Look at where the agreement stands.' },
  },
  'deals.own_agreement': {
    says: { zh: '登记人不能复核自己登记的合同。', en: 'Whoever recorded an agreement cannot also check it.' },
    wayOut: {
      zh: '请由另一位财务或合规同事对照签署原件复核。',
      en: 'Somebody else of finance or compliance checks it against the signed document.',
    },
  },
  'deals.third_party_answered': {
    says: {
      zh: '该中间人登记已核实、已否决或已撤回。',
      en: 'This record of a third party was verified, declined or taken back already.',
    },
    wayOut: {
      zh: '请查看登记的当前状态；情况有变请另行登记。',
      en: 'Look at where it stands; record anew what changed.',
    },
  },
  'deals.own_third_party': {
    says: {
      zh: '登记人不能核实自己登记的中间人。',
      en: 'Whoever recorded a third party cannot also verify it.',
    },
    wayOut: {
      zh: '请由合规的另一位同事对照资料核实。',
      en: 'Somebody else of compliance holds it against its papers.',
    },
  },
  'deals.third_party_is_a_person': {
    says: {
      zh: '该客户是自然人，中间人登记只针对单位。',
      en: 'This party is a natural person; only organisations are recorded as third parties.',
    },
    wayOut: {
      zh: '持证的个人代理，请由财务按收款人例外登记。',
      en: 'Finance proposes the payee exception of a licensed agent.',
    },
  },
  'deals.third_party_unproved': {
    says: {
      zh: '这一项写了结论，却没有写明所依据的资料。',
      en: 'This is stated without the paper on which it rests.',
    },
    wayOut: {
      zh: '请填写资料的编号、范围和存放处；没有资料的，不作肯定登记。',
      en: 'Name the paper, its scope and where it lies; without one, do not state it.',
    },
  },
  'deals.third_party_waits': {
    says: {
      zh: '该中间人在本公司已有一份登记待核实。',
      en: 'A record of this third party waits to be verified in this company already.',
    },
    wayOut: {
      zh: '请等合规核实，或由登记人撤回后重新登记。',
      en: 'Wait for compliance, or have whoever recorded it take it back.',
    },
  },
  'deals.third_party_not_in_force': {
    says: {
      zh: '只有已核实的中间人登记可以终止。',
      en: 'Only a verified record of a third party can be ended.',
    },
    wayOut: {
      zh: '待核实的登记，请登记人撤回或由合规否决。',
      en: 'What still waits is taken back by whoever recorded it, or declined.',
    },
  },
  'deals.of_own_request': {
    says: {
      zh: '您有给该客户或相关人员的申请在办理中或近期的利益记录，申请人不登记事项的结束。',
      en:
        'You ask for a benefit for this customer or its people, or did lately; whoever asks does not ' +
        'record that the matter has ended.',
    },
    wayOut: {
      zh: '请合规的另一位同事核实后登记。',
      en: 'Ask another colleague of compliance to check and record it.',
    },
  },
  'deals.number_taken': {
    says: {
      zh: '合同编号「{number}」已登记，一个编号只对应一份合同。',
      en: 'The agreement number “{number}” is on record already; one number stands for one agreement.',
    },
    wayOut: {
      zh: '请核对编号，或打开已登记的合同。',
      en: 'Check the number, or open the agreement on record.',
    },
  },
  'deals.entity_unknown': {
    says: { zh: '没有找到签约的集团主体。', en: 'The signing entity of the group was not found.' },
    wayOut: { zh: '请从列表中选择主体。', en: 'Choose an entity from the list.' },
  },
  'deals.clause_outside': {
    says: {
      zh: '第 {number} 条的期限超出合同期限，超出部分没有依据。',
      en: 'Clause {number} runs beyond the agreement, and nothing supports it there.',
    },
    wayOut: { zh: '请调整条款或合同的起止日期。', en: 'Change the days of the clause or of the agreement.' },
  },
  'deals.ends_before_it_begins': {
    says: {
      zh: '结束日期 {until} 早于开始日期 {from}。',
      en: 'The last day {until} lies before the first day {from}.',
    },
    wayOut: { zh: '请更正其中一个日期。', en: 'Correct one of the two days.' },
  },
  'deals.not_yet': {
    says: {
      zh: '日期 {day} 还没有到，结果须在发生后登记。',
      en: 'The day {day} is still to come; a result is recorded once it is there.',
    },
    wayOut: { zh: '请在当日或之后登记。', en: 'Record it on that day or later.' },
  },
  'deals.tender_ended': {
    says: { zh: '该事项已于 {day} 结束。', en: 'This matter ended on {day} already.' },
    wayOut: { zh: '如有新的招标或事项，请另行登记。', en: 'Record a new tender or matter as its own.' },
  },
  'deals.role_held': {
    says: {
      zh: '该人员在此事项中的身份已登记。',
      en: 'The role of this person in this matter is on record already.',
    },
    wayOut: { zh: '无需重复登记。', en: 'Nothing needs to be done.' },
  },
} as const satisfies Record<string, RefusalText>
