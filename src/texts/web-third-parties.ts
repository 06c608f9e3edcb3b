import type { Sentence } from './text.ts'

/** The register of third parties, such as middlemen, on the page of an organisation. */
export const webThirdPartyTexts = {
  'third.title': { zh: '中间人登记', en: 'Middleman record' },
  'third.none': {
    zh: '没有登记；没有核实有效的登记，佣金申请会等待。',
    en: 'Nothing on record; without a verified record in force a commission waits.',
  },
  'third.new': { zh: '登记中间人', en: 'Record as a middleman' },
  'third.new_title': { zh: '登记中间人：{name}', en: 'Record {name} as a middleman' },
  'third.head': { zh: '{role} · {entity}', en: '{role} · {entity}' },
  'third.span': { zh: '{from} 至 {until}', en: '{from} to {until}' },
  'third.in_force': { zh: '今日有效', en: 'In force today' },
  'third.recorded': { zh: '{name} 登记，{at}', en: 'recorded by {name}, {at}' },
  'third.verified': { zh: '{name} 核实', en: 'checked by {name}' },
  'third.declined': { zh: '{name} 否决', en: 'declined by {name}' },
  'third.verify': { zh: '核实', en: 'Verify' },
  'third.verify_title': { zh: '核实中间人登记', en: 'Verify the record of a third party' },
  'third.verify_text': {
    zh: '请对照资料原件逐项核对。核实后，佣金申请以此为准。',
    en: 'Hold each line against its paper. Once verified, commissions are decided on it.',
  },
  'third.reason': { zh: '说明', en: 'Note' },
  'third.reason_hint': { zh: '否决时必填', en: 'Needed to decline' },
  'third.confirm': { zh: '与资料一致', en: 'It agrees with its papers' },
  'third.decline': { zh: '否决', en: 'Decline' },
  'third.end': { zh: '终止', en: 'End' },
  'third.end_title': { zh: '终止中间人登记', en: 'End the record of a third party' },
  'third.end_text': {
    zh: '终止后，此后作出的判断不再采用这份登记：未批准的佣金会等待；已批准未付的佣金不能付款，直到新的登记核实。',
    en:
      'Decisions from now on know nothing of it: commissions that are not approved wait, and payment of ' +
      'approved ones is refused until a new record is verified.',
  },
  'third.end_reason': { zh: '原因', en: 'Reason' },
  'third.entity': { zh: '主体', en: 'Entity' },
  'third.role': { zh: '身份', en: 'Role' },
  'third.licensed': { zh: '有相应的经营资质', en: 'Licensed for the service' },
  'third.licence': { zh: '执照编号、范围和存放处', en: 'Number and scope of the licence, and where it lies' },
  'third.independent': {
    zh: '独立：不是交易双方，也不是其雇员、代理人或代表',
    en: 'Independent: neither party, nor their staff, agents or representatives',
  },
  'third.declaration': { zh: '独立性声明及存放处', en: 'Declaration, and where it lies' },
  'third.owner_known': { zh: '受益所有人已查明', en: 'Beneficial owners known' },
  'third.owners': { zh: '依据的资料及存放处', en: 'The paper that shows them, and where it lies' },
  'third.staff': { zh: '与客户人员有关联', en: 'Tied to staff of the customer' },
  'third.official': { zh: '与公职人员有关联', en: 'Tied to an official' },
  'third.clean': { zh: '尽职调查无未决事项', en: 'Due diligence without open finding' },
  'third.due_diligence': { zh: '尽调报告及存放处', en: 'Report, and where it lies' },
  'third.yes': { zh: '是', en: 'Yes' },
  'third.no': { zh: '否', en: 'No' },
  'third.unknown': { zh: '未核查', en: 'Not looked at' },
  'third.from': { zh: '有效期自', en: 'Holds from' },
  'third.until': { zh: '有效期至', en: 'Holds until' },
  'third.second': {
    zh: '登记后由合规的另一人核实；登记人和为该单位提出利益申请的人不能核实。',
    en: 'Compliance verifies it: never whoever records it, nor whoever asks for something for it.',
  },
  'third.send': { zh: '登记，等待核实', en: 'Record it for verification' },
} as const satisfies Record<string, Sentence>
