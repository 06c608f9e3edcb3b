import type { ProfileData } from './profile.ts'

const services = '^(consulting fee|honoraria|compensation for (services|serving))'
const cash = '^cash'

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
    { path: 'benefit.country', value: 'US', source: 'self', assumption: 'place' },
    { path: 'giver.seat', value: 'US', source: 'record', when: { giverPlace: '^[a-z]{2}$' } },
    { path: 'giver.sector', value: 'drug', source: 'record', when: { product: '.' } },
    { path: 'giver.sector', value: 'device', source: 'self', unless: { product: '.' }, assumption: 'sector' },
    { path: 'payee.rail', value: 'in_kind', source: 'record', when: { rail: '^in-kind' } },
    { path: 'payee.holder', value: 'third_party', source: 'record', when: { thirdParty: '.' } },
    {
      path: 'payee.holder',
      value: 'recipient',
      source: 'self',
      when: { rail: cash },
      unless: { thirdParty: '.' },
      assumption: 'payee',
    },
  ],
  assumptions: [
    {
      id: 'meal_is_product_talk',
      facts: ['benefit.purpose', 'benefit.context'],
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
      facts: ['payee.holder'],
      says: {
        zh: '现金方式且未登记第三方的，由医生本人收取。',
        en: 'A payment in cash form without a third party went to the physician.',
      },
      why: {
        zh: '登记册在由他人收取时才记录第三方名称。',
        en: 'The register names another receiver only where there was one.',
      },
    },
  ],
}
