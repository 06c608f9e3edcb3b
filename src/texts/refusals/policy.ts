import type { RefusalText } from '../text.ts'

export const policyRefusals = {
  'policy.rates_have_problems': {
    says: {
      zh: '汇率文件有 {count} 处问题；第一处在第 {line} 行的 {field}：“{found}”。',
      en: 'The file of rates has problems, {count} in all; the first is {field} in line {line}: “{found}”.',
    },
    wayOut: {
      zh: '需要的列：date、currency、rate，可选 to（最后一天）与 per（单位）；改正后重新导入，文件不会只取一部分。',
      en:
        'Columns are date, currency, rate and, where wanted, to (last day) and per (units). Correct it ' +
        'and send ' +
        'it again; a file is taken whole or not at all.',
    },
  },
  'policy.rates_empty': {
    says: { zh: '汇率文件里没有汇率。', en: 'There is no rate in the file.' },
    wayOut: { zh: '请选择有内容的文件。', en: 'Choose a file that has rates.' },
  },
  'policy.rates_cover_twice': {
    says: {
      zh: '{currency} 在 {day} 已有汇率（来源：{source}），同一天不能有两个。',
      en: 'There is a rate for {currency} on {day} already (from {source}); a day cannot have two.',
    },
    wayOut: {
      zh: '请从文件中去掉已有的日期；原汇率有误的，作为更正导入并写明原因（--correction）。',
      en:
        'Leave out the days that are there already; where the rate there is wrong, bring the file in ' +
        'as a correction that says why (--correction).',
    },
  },
  'policy.rates_wait': {
    says: {
      zh: '{currency} {day} 的汇率已在另一份文件中，正等待第二人确认（来源：{source}）。',
      en: 'A file that waits for its second person already brings {currency} for {day} (source: {source}).',
    },
    wayOut: {
      zh: '请等待确认，或由导入的人撤回后重新导入。',
      en: 'Wait for the answer, or have whoever brought it in take it back; then bring in yours.',
    },
  },
  'policy.rates_by_another': {
    says: {
      zh: '汇率须由另一位同事确认，导入的人不能自己确认。',
      en: 'Rates take two people: whoever brings them in cannot confirm them.',
    },
    wayOut: {
      zh: '请另一位财务、合规或总经理确认。',
      en: 'Ask somebody else of finance or compliance, or the general manager, to confirm them.',
    },
  },
  'policy.text_has_problems': {
    says: {
      zh: '这份政策有 {count} 处问题；第一处在第 {line} 行：{first}。',
      en: 'This text has problems, {count} in all; the first is in line {line}: {first}.',
    },
    wayOut: {
      zh: '请先核对（check），它逐条列出行号，改正后再提出。',
      en: 'Check it first: every problem is listed with its line. Propose it again once they are repaired.',
    },
  },
  'policy.day_not_ahead': {
    says: {
      zh: '{day} 不在今天之后。政策只向前生效，过去的决定保持原样。',
      en: '{day} does not lie ahead. Policy takes effect in the future only; past decisions stand.',
    },
    wayOut: { zh: '请选择明天或以后的日期。', en: 'Choose tomorrow or a later day.' },
  },
  'policy.version_known': {
    says: { zh: '{pack} 的 {version} 版已经有了。', en: 'There is a version {version} of {pack} already.' },
    wayOut: {
      zh: '已采用的版本永不更改：请提高版本号。',
      en: 'A version never changes once it is adopted: raise the number.',
    },
  },
  'policy.version_not_higher': {
    says: {
      zh: '版本号 {version} 低于已有的 {newest}。',
      en: 'The number {version} is lower than {newest}, which is there already.',
    },
    wayOut: { zh: '请写比 {newest} 更高的版本号。', en: 'Give it a number above {newest}.' },
  },
  'policy.later_version_planned': {
    says: {
      zh: '{version} 版已定于 {day} 生效，不能在它之前或同日插入另一版。',
      en: 'Version {version} is planned from {day}; no other can begin on or before that day.',
    },
    wayOut: {
      zh: '请选择更晚的日期，或先取消那一版。',
      en: 'Choose a later day, or call that version off first.',
    },
  },
  'policy.ended_later': {
    says: {
      zh: '{version} 版到 {day} 才结束，两版不能同日有效。',
      en: 'Version {version} is in force until {day}; two cannot be in force on one day.',
    },
    wayOut: { zh: '请选择 {day} 之后的日期。', en: 'Choose a day after {day}.' },
  },
  'policy.proposal_open': {
    says: { zh: '{pack} 已有一份待复核的提议。', en: 'A proposal for {pack} waits for its answer already.' },
    wayOut: { zh: '请先确认或退回那一份。', en: 'Confirm or decline that one first.' },
  },
  'policy.proposal_not_open': {
    says: {
      zh: '没有这份待复核的提议，或它已有答复、已撤回。',
      en: 'There is no such proposal, or it was answered or taken back.',
    },
    wayOut: { zh: '请查看提议列表。', en: 'Look at the list of proposals.' },
  },
  'policy.second_person_needed': {
    says: {
      zh: '政策须由另一位同事确认，提出人不能自己确认。',
      en: 'Policy takes two people: whoever proposes it cannot confirm it.',
    },
    wayOut: {
      zh: '请合规的另一位同事或总经理确认。',
      en: 'Ask somebody else of compliance, or the general manager, to confirm it.',
    },
  },
  'policy.compliance_first': {
    says: {
      zh: '这份提议来自命令行，须先由合规提出。',
      en: 'This proposal came from the command line; compliance has to stand behind it first.',
    },
    wayOut: { zh: '请合规的同事先确认一次。', en: 'Ask somebody of compliance to confirm it first.' },
  },
  'policy.person_needed': {
    says: { zh: '确认政策须由登录的人办理。', en: 'Policy is confirmed by a person who is signed in.' },
    wayOut: {
      zh: '请合规同事登录后确认。',
      en: 'Somebody of compliance signs in and confirms it.',
    },
  },
  'policy.no_such_version': {
    says: { zh: '没有 {version} 这个版本。', en: 'There is no version {version}.' },
    wayOut: { zh: '请从版本列表中选择。', en: 'Choose one from the list of versions.' },
  },
  'policy.ended_already': {
    says: {
      zh: '{version} 版的最后一天已定为 {day}。',
      en: 'Version {version} has its last day already: {day}.',
    },
    wayOut: { zh: '无须再办。', en: 'Nothing more is needed.' },
  },
  'policy.must_go_on': {
    says: {
      zh: '{pack} 不能停用：没有它就没有公司标准或审批人。',
      en: '{pack} cannot end: without it there would be no company rule, or nobody to approve.',
    },
    wayOut: { zh: '请采用一个新版本来替代。', en: 'Adopt a later version in its place.' },
  },
} as const satisfies Record<string, RefusalText>
