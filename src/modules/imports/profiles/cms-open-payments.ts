import type { ProfileData } from './profile.ts'

const services = '^(consulting fee|honoraria|compensation for (services|serving))'
const cash = '^cash'

type FactData = NonNullable<ProfileData['facts']>[number]

/** Facts that hold for every row because of one stated assumption. */
function given(assumption: string, facts: Readonly<Record<string, FactData['value']>>): FactData[] {
  return Object.entries(facts).map(([path, value]) => ({ path, value, source: 'document', assumption }))
}

/** A fact of the account to which money went, where no third party took it. */
function account(path: string, value: string | boolean): FactData {
  return {
    path,
    value,
    source: 'document',
    when: { rail: cash },
    unless: { thirdParty: '.' },
    assumption: 'account',
  }
}

/**
 * The public register of payments by makers of drugs and devices to physicians in the United States, general
 * payments, program years 2013 to 2015. Physicians appear by number only, so no name enters the product.
 */
export const cmsOpenPayments: ProfileData = {
  id: 'cms-open-payments',
  version: 1,
  title: { zh: '美国公开支付登记（医生）', en: 'CMS Open Payments, general payments to physicians' },
  book: 'observed',
  encodings: ['utf-8', 'windows-1252'],
  columns: {
    key: ['Record_ID'],
    recipientId: ['Physician_Profile_ID', 'Covered_Recipient_Profile_ID'],
    giver: ['Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name'],
    giverId: ['Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_ID'],
    giverPlace: ['Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_State'],
    value: ['Total_Amount_of_Payment_USDollars'],
    date: ['Date_of_Payment'],
    rail: ['Form_of_Payment_or_Transfer_of_Value'],
    nature: ['Nature_of_Payment_or_Transfer_of_Value'],
    thirdParty: ['Name_of_Third_Party_Entity_Receiving_Payment_or_Transfer_of_Value'],
    product: ['Name_of_Associated_Covered_Drug_or_Biological1'],
    note: ['Contextual_Information'],
  },
  required: [['key'], ['recipientId'], ['giverId', 'giver'], ['value'], ['date'], ['nature'], ['rail']],
  constants: { source: 'CMS Open Payments' },
  nil: { patterns: ['^nil( return)?$'], frame: [] },
  identity: { by: 'number', fields: ['key'] },
  direction: { otherwise: 'given' },
  parties: {
    outward: {
      giver: [{ kind: 'entity', name: 'giver', ids: [{ scheme: 'cms-maker', field: 'giverId' }] }],
      recipient: [{ kind: 'person', ids: [{ scheme: 'cms-physician', field: 'recipientId' }] }],
    },
    inward: { giver: [{ kind: 'unknown', name: 'giver' }], recipient: [{ kind: 'unknown' }] },
  },
  dates: { order: 'mdy', earliest: '2013-01-01' },
  money: { currency: 'USD' },
  forms: {
    rules: [
      {
        when: { nature: '^food', product: '.' },
        form: 'meal',
        purpose: 'working_meal',
        context: 'product_meeting',
        assumption: 'meal_is_product_talk',
      },
      { when: { nature: '^food' }, form: 'meal' },
      { when: { nature: '^travel' }, form: 'travel' },
      { when: { nature: '^entertainment' }, form: 'entertainment' },
      { when: { nature: services }, form: 'service_fee', purpose: 'consulting' },
      {
        when: { nature: '^royalty' },
        form: 'service_fee',
        purpose: 'contract_performance',
        assumption: 'royalty_is_fee',
      },
      { when: { nature: '^gift', rail: cash }, form: 'cash' },
      { when: { nature: '^gift' }, form: 'gift' },
      {
        when: { nature: '^education', rail: cash },
        form: 'sponsorship',
        purpose: 'sponsorship',
        assumption: 'education',
      },
      { when: { nature: '^education' }, form: 'gift', assumption: 'education' },
      { when: { nature: '^grant' }, form: 'sponsorship', purpose: 'sponsorship' },
      { when: { nature: '^charitable' }, form: 'donation', purpose: 'donation' },
      {
        when: { nature: '^current or prospective ownership' },
        form: 'cash_equivalent',
        assumption: 'ownership',
      },
    ],
  },
  classes: { rules: [{ when: { recipientId: '.' }, class: 'hcp' }] },
  facts: [
    { path: 'recipient.country', value: 'US', source: 'record' },
    { path: 'recipient.classVerified', value: true, source: 'record' },
    { path: 'benefit.country', value: 'US', source: 'document', assumption: 'place' },
    { path: 'giver.seat', value: 'US', source: 'record', when: { giverPlace: '^[a-z]{2}$' } },
    { path: 'giver.sector', value: 'drug', source: 'record', when: { product: '.' } },
    {
      path: 'giver.sector',
      value: 'device',
      source: 'document',
      unless: { product: '.' },
      assumption: 'sector',
    },
    { path: 'payee.rail', value: 'in_kind', source: 'record', when: { rail: '^in-kind' } },
    { path: 'payee.holder', value: 'third_party', source: 'record', when: { thirdParty: '.' } },
    {
      path: 'payee.holder',
      value: 'recipient',
      source: 'document',
      unless: { thirdParty: '.' },
      assumption: 'payee',
    },
    account('payee.accountType', 'personal'),
    account('payee.nameMatch', true),
    account('payee.verified', true),
    account('payee.changedByEmailOnly', false),
    ...given('asked_before', { 'request.kind': 'benefit', 'request.retroactive': false }),
    ...given('one_law', { 'giver.listedIn': [], 'giver.nexus': ['US'] }),
    ...given('no_tender', {
      'tender.state': 'none',
      'tender.matter': 'none',
      'tender.recipientRole': 'none',
      'tender.governmentProcurement': false,
    }),
    ...given('practice', { 'customer.ownership': 'private', 'customer.publicPurchaser': false }),
    {
      path: 'customer.federalHealthProgramme',
      value: true,
      source: 'document',
      assumption: 'federal_programme',
    },
    ...given('published', { 'benefit.flags.concealed': false, 'benefit.flags.rewardForPastAct': false }),
    {
      path: 'thirdParty.role',
      value: 'none',
      source: 'document',
      unless: { thirdParty: '.' },
      assumption: 'payee',
    },
    {
      path: 'benefit.travel.cashAllowance',
      value: { currency: 'USD', minor: '0' },
      source: 'record',
      when: { nature: '^travel', rail: '^in-kind' },
    },
  ],
  assumptions: [
    {
      id: 'meal_is_product_talk',
      facts: ['benefit.purpose', 'benefit.context'],
      source: 'document',
      says: {
        zh: '登记了药品名称的餐饮，按产品交流餐处理。',
        en: 'Food for which a product is named was a meal at a product talk.',
      },
      why: {
        zh: '登记册只记录关联产品，不记录场合。',
        en: 'The register names the product and not the occasion.',
      },
    },
    {
      id: 'royalty_is_fee',
      facts: ['benefit.form'],
      says: {
        zh: '专利与许可费按服务费处理。',
        en: 'A royalty or licence fee counts as a fee for a service.',
      },
      why: {
        zh: '事实清单中没有许可费这一形式，服务费的规则最接近且最严。',
        en: 'The facts know no royalty; the rules for fees come closest and are the stricter ones.',
      },
    },
    {
      id: 'education',
      facts: ['benefit.form'],
      source: 'document',
      says: {
        zh: '教育类：实物按礼品处理，以现金方式支付的按赞助处理。',
        en: 'Education in kind counts as a gift, education in cash as sponsorship.',
      },
      why: {
        zh: '登记册不说明是教材还是会议费用。',
        en: 'The register does not say whether it was a book or a course.',
      },
    },
    {
      id: 'ownership',
      facts: ['benefit.form'],
      says: {
        zh: '股权或投资权益按现金等价物处理。',
        en: 'An ownership or investment interest counts as a cash equivalent.',
      },
      why: { zh: '证券与现金一样可以转让。', en: 'Securities can be spent like money.' },
    },
    {
      id: 'place',
      facts: ['benefit.country'],
      says: { zh: '权益在美国享用。', en: 'The benefit was enjoyed in the United States.' },
      why: {
        zh: '登记册只收录在美国执业的医生，未逐项记录地点。',
        en: 'The register covers physicians who practise there and gives no place.',
      },
    },
    {
      id: 'sector',
      facts: ['giver.sector'],
      says: {
        zh: '未登记药品名称的支付，按器械企业处理。',
        en: 'A payment without a drug named comes from a maker of devices.',
      },
      why: {
        zh: '登记册没有行业一栏；申报规则对药品和器械企业相同。',
        en: 'The register has no column for it, and the reporting rules treat both alike.',
      },
    },
    {
      id: 'payee',
      facts: ['payee.holder', 'thirdParty.role'],
      says: {
        zh: '未登记第三方的，由医生本人收取，没有中间人。',
        en: 'Where no third party is named, the physician received it and nobody stood between.',
      },
      why: {
        zh: '登记册在由他人收取时才记录第三方名称。',
        en: 'The register names another receiver only where there was one.',
      },
    },
    {
      id: 'account',
      facts: ['payee.accountType', 'payee.nameMatch', 'payee.verified', 'payee.changedByEmailOnly'],
      says: {
        zh: '以现金方式支付的，付至医生本人名下、已核对的账户。',
        en: 'Money went to an account in the physician’s own name that had been checked.',
      },
      why: {
        zh: '登记册不含账户信息，而收款医生的身份由申报企业核对并可由医生提出异议。',
        en: 'The register holds no accounts; makers match each physician, who may dispute the entry.',
      },
    },
    {
      id: 'asked_before',
      facts: ['request.kind', 'request.retroactive'],
      says: {
        zh: '按给予之前提出申请来判断。',
        en: 'Each row is judged as if it had been asked for before it was given.',
      },
      why: {
        zh: '问题是当时的规则会如何答复，而不是登记是否及时。',
        en: 'The question is what the rules of the day would have said, not when it was reported.',
      },
    },
    {
      id: 'one_law',
      facts: ['giver.listedIn', 'giver.nexus'],
      says: {
        zh: '给予方只与美国有联系，适用美国规则和公司政策。',
        en: 'The maker’s only link is with the United States; its rules and the company policy apply.',
      },
      why: {
        zh: '登记册只写明给予方所在的州，不写上市地和其他联系。',
        en: 'The register gives the maker’s state and neither listings nor other links.',
      },
    },
    {
      id: 'no_tender',
      facts: ['tender.state', 'tender.matter', 'tender.recipientRole', 'tender.governmentProcurement'],
      says: {
        zh: '给予时没有与该医生有关的招标、检查或许可事项。',
        en: 'No tender, inspection or licence that involved the physician was open.',
      },
      why: {
        zh: '登记册不记录采购事项；若确有此类事项，结论会更严。',
        en: 'The register knows no purchases; with one open, the answer would be stricter.',
      },
    },
    {
      id: 'practice',
      facts: ['customer.ownership', 'customer.publicPurchaser'],
      says: {
        zh: '医生在私人诊所或非政府机构执业。',
        en: 'The physician practises privately or at an institution that is no public body.',
      },
      why: {
        zh: '登记册不含执业机构；在公立机构任职的医生，结论会更严。',
        en: 'The register names no employer; for staff of a public hospital the answer would be stricter.',
      },
    },
    {
      id: 'federal_programme',
      facts: ['customer.federalHealthProgramme'],
      says: {
        zh: '医生参与联邦医保业务。',
        en: 'The physician treats patients of federal health programmes.',
      },
      why: {
        zh: '绝大多数执业医生参与；这一假定只会使结论更严。',
        en: 'Nearly all do, and the assumption can only make an answer stricter.',
      },
    },
    {
      id: 'published',
      facts: ['benefit.flags.concealed', 'benefit.flags.rewardForPastAct'],
      says: {
        zh: '给付没有隐瞒，也不是对过往行为的酬谢。',
        en: 'Nothing was concealed, and nothing rewarded a past act.',
      },
      why: {
        zh: '给付由给予方自行公开申报；目的有问题的，登记册看不出来。',
        en: 'The maker reported it for publication; a wrong purpose would not show in the register.',
      },
    },
  ],
}
