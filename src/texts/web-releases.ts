import type { Sentence } from './text.ts'

/** What nobody claimed, and what was said not to follow, as finance sees it over all people. */
export const webReleaseTexts = {
  'rel.title': { zh: '余额释放', en: 'Releases' },
  'rel.open_wait': {
    zh: '{count} 项给予尚有余额未核销，合计 {amount}。',
    en: {
      one: '{count} given benefit has a rest that nobody claimed: {amount}.',
      other: '{count} given benefits have a rest that nobody claimed, {amount} together.',
    },
  },
  'rel.open_part': {
    zh: '最早的 {count} 项给予尚有余额未核销，合计 {amount}；更晚的还有。',
    en: 'The oldest {count} given benefits with a rest come to {amount}; there are later ones.',
  },
  'rel.open_none': { zh: '没有未核销的余额。', en: 'No rest waits to be claimed.' },
  'rel.late': {
    zh: '其中 {count} 项已过核销期限。',
    en: {
      one: '{count} of them is past the day for a claim.',
      other: '{count} of them are past the day for a claim.',
    },
  },
  'rel.released_sum': {
    zh: '已释放 {count} 笔，合计 {amount}。',
    en: {
      one: '{count} release: {amount}.',
      other: '{count} releases, {amount} together.',
    },
  },
  'rel.released_none': { zh: '还没有释放过余额。', en: 'Nothing was released yet.' },
  'rel.withdrawn_sum': {
    zh: '已撤回 {count} 笔，合计 {amount}，可以再核销。',
    en: {
      one: '{count} release was taken back: {amount}, which can be claimed again.',
      other: '{count} releases were taken back, {amount} together, which can be claimed again.',
    },
  },
  'rel.withdrawn_none': { zh: '没有撤回过释放。', en: 'No release was taken back.' },
  'rel.states': { zh: '查看', en: 'Show' },
  'rel.state.open': { zh: '待核销余额', en: 'Not claimed' },
  'rel.state.released': { zh: '已释放', en: 'Released' },
  'rel.state.withdrawn': { zh: '已撤回', en: 'Taken back' },
  'rel.empty_open': { zh: '没有未核销的余额', en: 'No rest here' },
  'rel.empty_open_text': {
    zh: '给予之后没有核销完的金额列在这里，最早的在前。',
    en: 'What was given and not claimed in full stands here, the oldest first.',
  },
  'rel.empty': { zh: '这里没有释放', en: 'No releases here' },
  'rel.empty_text': {
    zh: '申请人或财务登记“其余不再报销”后，列在这里。',
    en: 'Once a requester or finance says that nothing more will follow, it stands here.',
  },
  'rel.left_of': { zh: '余 {left}，共 {value}', en: '{left} left of {value}' },
  'rel.given': {
    zh: '{on} 给予，已 {count} 天',
    en: { one: 'given on {on}, {count} day ago', other: 'given on {on}, {count} days ago' },
  },
  'rel.requester': { zh: '申请人 {name}', en: 'asked for by {name}' },
  'rel.claimed': { zh: '已核销 {claimed}', en: '{claimed} claimed' },
  'rel.of_released': { zh: '已释放 {released}', en: '{released} released' },
  'rel.past': { zh: '已过核销期限', en: 'past the day for a claim' },
  'rel.not': { zh: '不能释放：{why}', en: 'Not to be released: {why}' },
  'rel.not_back': { zh: '不能撤回：{why}', en: 'Not to be taken back: {why}' },
  'rel.claim': { zh: '核销', en: 'Claim' },
  'rel.claim_gone': {
    zh: '这一项已没有可核销的余额：别人刚刚核销或释放了。',
    en: 'Nothing of it is left to claim: somebody claimed or released it just now.',
  },
  'rel.claim_of': { zh: '核销 {number}', en: 'Claim {number}' },
  'rel.release': { zh: '释放余额', en: 'Release the rest' },
  'rel.release_of': { zh: '释放余额 {number}', en: 'Release the rest of {number}' },
  'rel.release_text': {
    zh:
      '{number} 还有 {left} 没有核销。释放后不再应付给任何人，收到的权益仍按给予的金额计；' +
      '办结前可以撤回。还会来票的，请先不释放。',
    en:
      '{left} of {number} is unclaimed. Once released nobody is owed it; what was received counts as it ' +
      'was given. It can be taken back until the benefit is completed. Where a receipt may come, wait.',
  },
  'rel.released_now': { zh: '已释放：{number} 的 {left}。', en: 'Released: {left} of {number}.' },
  'rel.by': { zh: '{name} 释放', en: 'Released by {name}' },
  'rel.back_by': { zh: '{name} 撤回', en: 'taken back by {name}' },
  'rel.reason_is': { zh: '原因：{reason}', en: 'Reason: {reason}' },
  'rel.reason': { zh: '原因', en: 'Reason' },
  'rel.back': { zh: '撤回释放', en: 'Take back' },
  'rel.back_of': { zh: '撤回释放 {number}', en: 'Take back {number}' },
  'rel.back_text': {
    zh: '撤回后，{number} 的 {amount} 可以再核销。原因会写入审计日志。',
    en: '{amount} of {number} can be claimed again. The reason stands in the log.',
  },
  'rel.taken_back': {
    zh: '已撤回，{number} 的 {amount} 可以再核销。',
    en: 'Taken back: {amount} of {number} can be claimed again.',
  },
  'rel.failed': { zh: '没有办成，余额没有变化。', en: 'It was not done; the rest is as it was.' },
} as const satisfies Readonly<Record<string, Sentence>>
