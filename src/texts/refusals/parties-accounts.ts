import type { RefusalText } from '../text.ts'

/** What is wrong with the place of a payee's bank, or with the phone on which the bank tells the payee. */
export const partyAccountRefusals = {
  'parties.place_incomplete': {
    says: {
      zh: '开户行的省份与城市要一起填写，只填了其中一项。',
      en: 'The province and the city of the bank come together; only one of them is there.',
    },
    wayOut: {
      zh: '请补上另一项，或两项都不填。',
      en: 'Add the other one, or leave both out.',
    },
  },
  'parties.province_unknown': {
    says: {
      zh: '“{text}”不是省级行政区的名称。',
      en: '“{text}” names none of the 34 provinces, municipalities and regions (GB/T 2260).',
    },
    wayOut: {
      zh: '请按国家标准的 34 个名称填写，全称或简称均可，例如“江苏省”或“江苏”；城市另填一项。',
      en: 'Write its name in full or for short, such as 江苏省, 江苏 or Jiangsu; the city has its own field.',
    },
  },
  'parties.city_wrong': {
    says: {
      zh: '“{text}”不能作为城市名称。',
      en: '“{text}” cannot be the name of a city.',
    },
    wayOut: {
      zh: '请填写 1 至 30 个文字的城市名称，例如“苏州市”，不带数字和符号。',
      en: 'Write its name in 1 to 30 letters, such as 苏州市, without figures and signs.',
    },
  },
  'parties.city_elsewhere': {
    says: {
      zh: '“{city}”是另一个省级行政区的名称，不是“{province}”的城市。',
      en: '“{city}” is the name of a division of its own and no city of “{province}”.',
    },
    wayOut: {
      zh: '请填写开户行所在的城市；直辖市的省份和城市填同一名称，例如“上海市”“上海市”。',
      en: 'Write the city of the bank; of a municipality both are its name, such as 上海市 and 上海市.',
    },
  },
  'parties.phone_wrong': {
    says: {
      zh: '收款方电话的格式不对。',
      en: 'The phone of the payee is not one telephone number of mainland China.',
    },
    wayOut: {
      zh: '请填写一个 11 位手机号，或带区号的座机号，例如 0512-66668888。',
      en: 'Write one mobile number of 11 figures, or a landline with its area code, such as 0512-66668888.',
    },
  },
  'parties.phone_not_asked': {
    says: {
      zh: '目前没有银行模板要求收款方电话，因此不收集。',
      en: 'No template of our banks requires the phone of a payee, so none is kept.',
    },
    wayOut: {
      zh: '请不要填写电话。银行确实要求的，先由财务启用把“收款方电话”列设为必填的模板。',
      en:
        'Leave it out. Where a bank does require it, finance first puts a template in force that has the ' +
        'phone of the payee as a required column.',
    },
  },
} as const satisfies Record<string, RefusalText>
