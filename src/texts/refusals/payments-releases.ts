import type { RefusalText } from '../text.ts'

/** The release of a rest: nothing more will be claimed of what was given. */
export const paymentReleaseRefusals = {
  'payments.release_company_account': {
    says: {
      zh: '该事项由我方付到客户公司账户，没有可释放的余额。',
      en: 'The benefit is paid to the customer’s company account, so there is no rest to release.',
    },
    wayOut: {
      zh: '请财务按付款单付清；少付或不付的，由申请人变更或冲销该申请。',
      en:
        'Finance pays it by a payment order; where less or nothing is to be paid, change or reverse the ' +
        'request.',
    },
  },
  'payments.release_other_way': {
    says: {
      zh: '该事项不经核销付款，没有可释放的余额。',
      en: 'The benefit is not paid on a claim, so there is no rest to release.',
    },
    wayOut: {
      zh: '无需办理；材料和凭证号齐全后即可办结。',
      en: 'Nothing needs to be done: it is completed once its papers and its voucher number are there.',
    },
  },
  'payments.release_before_giving': {
    says: {
      zh: '该事项还没有登记给出，没有可释放的余额。',
      en: 'The benefit is not recorded as given, so there is no rest of it to release.',
    },
    wayOut: {
      zh: '请先登记给出；不再给出的，请取消申请。',
      en: 'Record it as given first; where it will not be given, cancel the request.',
    },
  },
  'payments.release_completed': {
    says: {
      zh: '该事项已办结，余额不再释放，也不再撤回释放。',
      en: 'The benefit is completed: nothing of it is released any more, nor taken back.',
    },
    wayOut: {
      zh: '有误的，请附凭证申请冲销后重新登记。',
      en: 'Where it is wrong, ask for a reversal with its paper and record it anew.',
    },
  },
  'payments.release_ended': {
    says: {
      zh: '该事项已冲销或已结束，没有应付余额。',
      en: 'The benefit was reversed or has ended: nothing is owed for it.',
    },
    wayOut: { zh: '无需办理。', en: 'Nothing needs to be done.' },
  },
  'payments.nothing_to_release': {
    says: {
      zh: '没有可释放的余额：全部已核销或已释放。',
      en: 'Nothing is left to release: all of it is claimed or released.',
    },
    wayOut: {
      zh: '核销多了的，先撤回核销单或请财务不通过，再释放余额。',
      en: 'Where too much is claimed, the claim is taken back or refused first; then the rest is released.',
    },
  },
  'payments.release_withdrawn': {
    says: { zh: '该余额释放已撤回。', en: 'This release was taken back already.' },
    wayOut: {
      zh: '其余确实不再报销的，请重新登记。',
      en: 'Where nothing more follows after all, say so again.',
    },
  },
} as const satisfies Record<string, RefusalText>
