import type { RefusalText } from '../text.ts'

export const partiesRefusals = {
  'parties.unknown': {
    says: { zh: '没有找到这个客户或人员。', en: 'This customer or person was not found.' },
    wayOut: { zh: '请重新搜索并选择。', en: 'Search again and choose from the list.' },
  },
  'parties.known_already': {
    says: {
      zh: '「{name}」已有登记，不能另立新名。',
      en: '“{name}” is known already and cannot be entered as new.',
    },
    wayOut: {
      zh: '请选择已登记的名称；确属不同主体时，请联系合规。',
      en: 'Choose the known name; if it really is somebody else, ask compliance.',
    },
  },
  'parties.known_several': {
    says: {
      zh: '有 {count} 个已登记的对象都可能是所指的：{names}。',
      en: 'Any of {count} known parties may be meant: {names}.',
    },
    wayOut: {
      zh: '请选择所指的那一个；都不是的，请联系合规。',
      en: 'Choose the one that is meant; if it is none of them, ask compliance.',
    },
  },
  'parties.own_entity': {
    says: {
      zh: '「{name}」是本集团的主体，不是客户。',
      en: '“{name}” is an entity of our own group and no customer.',
    },
    wayOut: {
      zh: '请选择实际收受的客户；集团主体之间的往来不在此登记。',
      en: 'Choose the customer who gets it; what our entities give each other is not entered here.',
    },
  },
  'parties.several': {
    says: {
      zh: '这里写了几个人或几家单位，或是一群人、家属，不能作为一个对象登记。',
      en: 'This names several people or organisations, a group or relatives: they are no one party.',
    },
    wayOut: {
      zh: '请逐一填写，每人或每家单位各立一项；名称栏只写名称，职务和部门另填。',
      en: 'Enter them one by one, each in an entry of its own: the name alone, its position apart.',
    },
  },
  'parties.no_name': {
    says: { zh: '这里没有写出名称。', en: 'This is nobody’s name.' },
    wayOut: { zh: '请填写此人或单位的真实名称。', en: 'Write what the person or organisation is called.' },
  },
  'parties.name_of_another': {
    says: {
      zh: '这是另一已登记客户「{name}」的名称，不能写在这条记录上。',
      en: 'This is the name of another customer on record, “{name}”, and cannot be written here.',
    },
    wayOut: {
      zh: '确属同一单位的，请合并两条记录；确属两家的，请先登记各自的统一社会信用代码，再更正名称。',
      en:
        'If the two are one, merge the records; if they are two, record the credit code of each first, ' +
        'then correct the name.',
    },
  },
  'parties.look_first': {
    says: {
      zh: '有 {count} 个已登记的名称与此相近（如「{name}」），需要先核对。',
      en: {
        one: '“{name}” is known and resembles this name.',
        other: '{count} known names resemble this one, “{name}” among them.',
      },
    },
    wayOut: {
      zh: '请逐一核对：是同一主体就选择它，不是则注明理由。',
      en: 'Look at each: choose it if it is the same, or say why it is another.',
    },
  },
  'parties.match_needs_compliance': {
    says: {
      zh: '「{name}」与此名称几乎一致，是否为不同主体须由合规确认，本人的申请由合规的另一位同事确认。',
      en:
        '“{name}” is all but the same; only compliance can say that this is another, and somebody else ' +
        'there than whoever asks.',
    },
    wayOut: { zh: '请提交合规核对，或选择已登记的名称。', en: 'Ask compliance, or choose the known name.' },
  },
  'parties.nothing_to_confirm': {
    says: {
      zh: '没有几乎一致的名称，不需要合规核对。',
      en: 'No known name is all but the same; compliance need not be asked.',
    },
    wayOut: { zh: '请在表单中注明理由后提交。', en: 'Say in the form why it is another, and submit.' },
  },
  'parties.match_waits': {
    says: { zh: '同一问题已提交合规核对，尚未答复。', en: 'Compliance has been asked the same already.' },
    wayOut: {
      zh: '请等待答复，或由提交人撤回后重新提交。',
      en: 'Wait for the answer, or have whoever asked take it back; then ask anew.',
    },
  },
  'parties.claim_answered': {
    says: {
      zh: '这个核对事项已有答复或已撤回。',
      en: 'This question has been answered or taken back already.',
    },
    wayOut: {
      zh: '请按答复办理；情况有变的，请重新提出。',
      en: 'Go by the answer; ask anew if things changed.',
    },
  },
  'parties.claim_needs_another': {
    says: { zh: '提出核对的人不能自己答复。', en: 'Whoever asked cannot give the answer.' },
    wayOut: { zh: '请由合规的另一位同事答复。', en: 'Another colleague in compliance answers it.' },
  },
  'parties.reason_missing': {
    says: {
      zh: '缺少理由，而理由要随记录保存。',
      en: 'The reason is missing, and it is kept with the record.',
    },
    wayOut: { zh: '请写明依据的事实。', en: 'Write which facts this rests on.' },
  },
  'parties.nothing_changes': {
    says: {
      zh: '内容与现有记录相同，没有需要变更之处。',
      en: 'The record says this already; nothing changes.',
    },
    wayOut: { zh: '请修改内容，或直接关闭。', en: 'Change something, or close the form.' },
  },
  'parties.credit_code_wrong': {
    says: {
      zh: '统一社会信用代码「{code}」未通过校验，应为 18 位且校验位相符。',
      en: 'The credit code “{code}” fails its check: it has 18 characters, the last a check.',
    },
    wayOut: { zh: '请对照营业执照重新输入。', en: 'Enter it again from the business licence.' },
  },
  'parties.credit_code_taken': {
    says: {
      zh: '该统一社会信用代码已登记在「{name}」名下，一个代码只对应一个法人。',
      en: 'This credit code belongs to “{name}” already; one code stands for one legal person.',
    },
    wayOut: { zh: '请选择「{name}」。', en: 'Choose “{name}”.' },
  },
  'parties.ownership_contradicts': {
    says: {
      zh: '客户类型（{type}）与所有制（{ownership}）相互矛盾。',
      en: 'The kind of customer ({type}) and its ownership ({ownership}) contradict each other.',
    },
    wayOut: {
      zh: '请核对工商或机构登记信息后更正其一。',
      en: 'Check the public register and correct one of the two.',
    },
  },
  'parties.merged_away': {
    says: {
      zh: '「{name}」已并入其他客户，不能单独变更。',
      en: '“{name}” was merged into another customer.',
    },
    wayOut: {
      zh: '请变更合并后的客户，或先拆分。',
      en: 'Change the customer it was merged into, or split it first.',
    },
  },
  'parties.class_not_of_person': {
    says: {
      zh: '身份类别「{class}」适用于单位，不适用于个人。',
      en: 'The class “{class}” is for organisations, not for people.',
    },
    wayOut: { zh: '请选择个人的身份类别。', en: 'Choose a class for people.' },
  },
  'parties.class_needs_evidence': {
    says: {
      zh: '确认身份类别「{class}」需要相应的证明，现有材料不足。',
      en: 'To confirm the class “{class}” its proof is needed, and it is not there.',
    },
    wayOut: {
      zh: '请上传该类别认可的证明；暂无证明可按本人申报登记，在核实前按「未知」判断。',
      en: 'Add a proof that this class accepts. Without one it is kept as declared and counts as unknown.',
    },
  },
  'parties.class_not_by_word': {
    says: {
      zh: '现有身份类别为「{class}」，口头说明不能放宽。',
      en: 'The class in force is “{class}”; a statement alone cannot relax it.',
    },
    wayOut: {
      zh: '请提供任免、离职等证明文件，由合规变更。',
      en: 'Let compliance change it on a document, such as a notice of leaving office.',
    },
  },
  'parties.class_later_known': {
    says: {
      zh: '{day} 起已有经核实的身份类别，不能从更早的日期改写。',
      en: 'A verified class from {day} on is on record, and history is not rewritten.',
    },
    wayOut: { zh: '请将生效日期设在 {day} 之后。', en: 'Let the change begin after {day}.' },
  },
  'parties.left_office_missing': {
    says: {
      zh: '离任公职人员需要离任日期，限制期由此起算。',
      en: 'A former official needs the last day in office; the cooling-off period counts from it.',
    },
    wayOut: { zh: '请按离任通知填写日期。', en: 'Enter it from the notice of leaving.' },
  },
  'parties.left_office_late': {
    says: {
      zh: '离任日期 {day} 晚于或等于类别生效日，此前仍是公职人员。',
      en: 'Until {day} the person is still in office.',
    },
    wayOut: { zh: '请将生效日期设在离任之后。', en: 'Let the class begin after the last day in office.' },
  },
  'parties.merge_with_itself': {
    says: { zh: '两边是同一条记录，无需合并。', en: 'Both sides are the same record.' },
    wayOut: { zh: '请选择另一条记录。', en: 'Choose another record.' },
  },
  'parties.merge_needs_survivors': {
    says: { zh: '其中一方已被并入其他记录。', en: 'One of the two was merged into another before.' },
    wayOut: { zh: '请对合并后的记录操作。', en: 'Merge the records that they now stand for.' },
  },
  'parties.merge_codes_differ': {
    says: {
      zh: '两个客户的统一社会信用代码不同（{kept}、{gone}），是两个法人。',
      en: 'The credit codes differ ({kept}, {gone}): these are two legal persons.',
    },
    wayOut: {
      zh: '如其中一个代码有误，请先更正；关联企业请登记为关联关系。',
      en: 'If a code is wrong, correct it first; for companies of one group record the relation.',
    },
  },
  'parties.merge_facts_differ': {
    says: {
      zh: '两条记录的「{fact}」记载不同，规则据此判断，合并后会丢失其一。',
      en: 'The records differ in “{fact}”; rules rest on it, and a merge would lose one of the two.',
    },
    wayOut: {
      zh: '请先凭证明更正有误的一条，再合并。',
      en: 'Correct the wrong one first, with its evidence, and merge then.',
    },
  },
  'parties.not_merged': {
    says: {
      zh: '该记录没有被合并，无需拆分。',
      en: 'This record is not merged, so there is nothing to split.',
    },
    wayOut: { zh: '请选择被并入的记录。', en: 'Choose the record that was merged.' },
  },
  'parties.split_code_taken': {
    says: {
      zh: '其统一社会信用代码现由另一客户使用，拆分后会重复。',
      en: 'Another customer holds its credit code today; a split would make two.',
    },
    wayOut: { zh: '请先更正另一客户的代码。', en: 'Correct the code of the other customer first.' },
  },
  'parties.in_this_household': {
    says: { zh: '该人员自 {day} 起已在此家庭中。', en: 'The person has been in this household since {day}.' },
    wayOut: { zh: '无需重复登记。', en: 'Nothing needs to be done.' },
  },
  'parties.in_other_household': {
    says: {
      zh: '该人员自 {day} 起属于另一家庭，同一时间只计入一个家庭。',
      en: 'The person has been in another household since {day}; one counts for one household at a time.',
    },
    wayOut: { zh: '请先登记离开原家庭的日期。', en: 'Record the last day in the other household first.' },
  },
  'parties.employed_already': {
    says: {
      zh: '自 {day} 起已登记在该单位任职。',
      en: 'The person has worked there since {day} by the record.',
    },
    wayOut: { zh: '请更正原任职的起止日期。', en: 'Correct the dates of that employment.' },
  },
  'parties.related_to_self': {
    says: { zh: '不能把本人登记为自己的亲属。', en: 'Nobody is a relative of their own.' },
    wayOut: { zh: '请选择另一人。', en: 'Choose another person.' },
  },
  'parties.tie_does_not_fit': {
    says: {
      zh: '这种关系不适用于该对象：亲属关系针对个人，持股或任职针对单位。',
      en: 'This tie does not fit: family is of a person, ownership and office of an organisation.',
    },
    wayOut: { zh: '请选择适合的关系或对象。', en: 'Choose the tie or the party that fits.' },
  },
  'parties.own_tie': {
    says: { zh: '不能结束自己的关联关系。', en: 'Nobody ends a tie of their own.' },
    wayOut: { zh: '请由另一位合规官登记。', en: 'Another compliance officer records it.' },
  },
  'parties.ended_already': {
    says: { zh: '该记录已于 {day} 结束。', en: 'This ended on {day} already.' },
    wayOut: { zh: '如日期有误，请按更正处理。', en: 'If that day is wrong, record a correction.' },
  },
  'parties.ends_before_it_begins': {
    says: {
      zh: '结束日期 {until} 早于开始日期 {from}。',
      en: 'The last day {until} lies before the first day {from}.',
    },
    wayOut: { zh: '请更正其中一个日期。', en: 'Correct one of the two days.' },
  },
  'parties.needs_compliance': {
    says: {
      zh: '这项内容会放宽对该人员的判断，须由合规核实后登记。',
      en: 'This relaxes what the rules ask of the person, so compliance records it after a check.',
    },
    wayOut: {
      zh: '请把证明交给合规；收紧的内容可以自行登记。',
      en: 'Give the proof to compliance. What only tightens you can record yourself.',
    },
  },
  'parties.in_no_household': {
    says: {
      zh: '{day} 该人员不属于任何家庭。',
      en: 'On {day} the person belongs to no household.',
    },
    wayOut: { zh: '请核对日期。', en: 'Check the day.' },
  },
  'parties.not_yet': {
    says: {
      zh: '{day} 还没有到，记录只写已经成立的事实。',
      en: '{day} is still to come, and the record says what holds already.',
    },
    wayOut: {
      zh: '请填写事实成立的日期，最晚为今天。',
      en: 'Enter the day from which it holds, today at the latest.',
    },
  },
  'parties.fact_comes_later': {
    says: {
      zh: '登记新单位时不能直接写明「{fact}」：这会放宽规则，没有证明前视为未知。',
      en:
        '“{fact}” is not taken while a customer is entered: it would relax the rules, and is unknown until ' +
        'it is proved.',
    },
    wayOut: {
      zh: '请先不填这一项登记，再由合规凭证明补全档案。收紧的内容可以直接写明。',
      en:
        'Enter the customer without it; compliance then completes the record with evidence. What only ' +
        'tightens is taken at once.',
    },
  },
  'parties.fact_needs_evidence': {
    says: {
      zh: '更正「{fact}」需要相应的证明，而现在没有或种类不符。',
      en: 'To correct “{fact}” its evidence is needed; there is none, or of another kind.',
    },
    wayOut: {
      zh: '请选择该项认可的证明种类，并写明文号或出处。',
      en: 'Choose a kind of evidence that this entry accepts, and write where it is found.',
    },
  },
  'parties.account_number_wrong': {
    says: {
      zh: '账号格式不对，应为 5 至 34 位字母或数字。',
      en: 'An account number has 5 to 34 letters or digits.',
    },
    wayOut: {
      zh: '请对照合同或开户证明重新输入。',
      en: 'Enter it again from the contract or the bank’s letter.',
    },
  },
  'parties.account_checked_already': {
    says: { zh: '这个账户已经核验过。', en: 'This account has been checked already.' },
    wayOut: { zh: '账户有变更的，请登记新账户。', en: 'If the account has changed, record the new one.' },
  },
  'parties.account_own': {
    says: {
      zh: '账户由您登记，须由另一人核验。',
      en: 'You put this account on record, so another person verifies it.',
    },
    wayOut: { zh: '请合规或财务的另一位同事核验。', en: 'Ask another colleague of compliance or finance.' },
  },
  'parties.account_of_own_request': {
    says: {
      zh: '您有给该客户或其人员的申请在办理中或近期的利益记录，申请人不核验收款账户。',
      en:
        'You ask for a benefit for this customer or its people, or did lately; whoever asks does not ' +
        'verify where it goes.',
    },
    wayOut: { zh: '请合规或财务的另一位同事核验。', en: 'Ask another colleague of compliance or finance.' },
  },
  'parties.of_own_request': {
    says: {
      zh: '您有给该对象的申请在办理中或近期的利益记录，申请人不登记会放宽规则的内容。',
      en:
        'You ask for a benefit for this party, or did lately; whoever asks does not record what makes the ' +
        'rules milder for it.',
    },
    wayOut: {
      zh: '请合规的另一位同事核实后登记。',
      en: 'Ask another colleague of compliance to check and record it.',
    },
  },
  'parties.account_same_channel': {
    says: {
      zh: '核验须通过另一渠道，不能用告知账户的同一渠道。',
      en: 'An account is verified through a second channel, not the one by which it came.',
    },
    wayOut: {
      zh: '请改用已知电话回拨、上门或银行确认。',
      en: 'Call back on a known number, visit, or have the bank confirm it.',
    },
  },
} as const satisfies Record<string, RefusalText>
