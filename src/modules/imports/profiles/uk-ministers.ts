import type { ProfileData } from './profile.ts'

const officeHolders =
  '\\b(president|vice president|prime minister|minister|vice-minister|chancellor|king|queen|' +
  'sultan|amir|emir|crown prince|prince|princess|ambassador|embassy|high commission(er)?|' +
  'government|secretary|mayor|governor|delegation|consul(ate)?|commissioner|' +
  'senator|congress|parliament|republic|ministry)\\b'
const people = '\\b(president|minister|ambassador|h\\.?e\\.?|dr|sheikh|prince|princess|secretary|mayor)\\b'

type FactData = NonNullable<ProfileData['facts']>[number]

/** Facts that hold for every row because of one stated assumption. */
function given(assumption: string, facts: Readonly<Record<string, FactData['value']>>): FactData[] {
  return Object.entries(facts).map(([path, value]) => ({ path, value, source: 'document', assumption }))
}

/**
 * The register of gifts and hospitality of ministers of the United Kingdom, as published: gifts given and
 * received, and hospitality received. Values below the limit are not published; many entries say no amount.
 */
export const ukMinisters: ProfileData = {
  id: 'uk-ministers',
  version: 1,
  title: { zh: '英国大臣礼品与招待登记', en: "UK ministers' gifts and hospitality" },
  book: 'observed',
  encodings: ['utf-8', 'windows-1252'],
  columns: {
    type: ['type'],
    unit: ['department', 'Department'],
    reporter: ['minister', 'Minister', 'name of minister'],
    date: ['date', 'date of gift', 'date of hospitality', 'date gift given/received'],
    item: ['gift', 'gift given/received'],
    hospitality: ['hospitality_type', 'type of hospitality', 'type of hospitality received', 'hospitality'],
    direction: ['given_or_received', 'given or received'],
    otherParty: [
      'donor_recipient',
      'provider',
      'to/from',
      'person or organisation that offered hospitality',
      'individual or organisation that offered hospitality',
    ],
    value: ['value', 'value (£)', 'value of hospitality'],
    outcome: ['outcome'],
    accompanied: ['accompanied', 'accompanied by guest', 'accompanied by'],
    source: ['source'],
  },
  required: [['reporter'], ['date'], ['item', 'hospitality'], ['otherParty']],
  nil: {
    patterns: [
      '^[*“"]?nil(?: ?-? ?returns?)?\\b',
      '^nul+\\b',
      '^none\\b',
      '^no ([a-z]+ ){0,2}(gifts?|hospitality|returns?|declarations?|entries)\\b',
      '^(there (was|were) no|(did|has|have) not received?)\\b',
      '^hospitality ?[:-] ?(nil|none)\\b',
      '^zero$',
      '^not in (post|office)\\b',
      '^n ?/ ?a ?[-–—:,] ?nil\\b',
      '^nothing\\b',
      '^n ?/ ?a\\.?$',
      '^n\\.a\\.$',
      '^not applicable\\b',
      '^[-–—.]+$',
    ],
    frame: ['type', 'unit', 'reporter', 'accompanied', 'source'],
  },
  identity: {
    by: 'content',
    fields: ['reporter', 'date', 'item', 'hospitality', 'direction', 'otherParty', 'value'],
  },
  direction: {
    otherwise: 'received',
    rules: [
      { pattern: '^(given|gave)\\b', is: 'given' },
      {
        pattern:
          '^received.*\\b(by|for)\\b.*\\b(mrs|mr|spouse|wife|husband|partner|family|daughter|son|child)',
        is: 'received',
        isForRelative: true,
      },
      { pattern: '^receive', is: 'received' },
      { pattern: '^declined|^refused', is: 'declined' },
      { pattern: '^offered', is: 'offered' },
    ],
  },
  parties: {
    outward: {
      giver: [{ kind: 'person', name: 'reporter' }],
      recipient: [{ kind: 'unknown', name: 'otherParty' }],
    },
    inward: {
      giver: [{ kind: 'unknown', name: 'otherParty' }],
      recipient: [{ kind: 'person', name: 'reporter' }],
      org: [{ kind: 'entity', name: 'unit' }],
    },
    unnamed: [
      '^(?:unknown|anonymous|various|several|n ?/ ?k|t\\.?b\\.?[ac]\\.?|to be (?:confirmed|advised)|' +
        'not (?:known|stated|recorded|disclosed|provided|given|available|specified))' +
        '(?: (?:hosts?|donors?|givers?|providers?|organi[sz]ations?|companies|people|sources?))?$',
      '^[?.]+$',
    ],
  },
  wanted: [['item', 'hospitality']],
  dates: { order: 'dmy', serials: true, period: 'source', earliest: '2010-01-01' },
  money: {
    currency: 'GBP',
    words: [
      {
        pattern: '^(above|over|exceeds?)( the)? (limit|threshold)\\b|^above$',
        known: 'at_least',
        amount: '140.00',
        assumption: 'limit',
      },
      {
        pattern: '^(below|under|within)( the)? (limit|threshold)\\b|^below$',
        known: 'at_most',
        amount: '140.00',
        assumption: 'limit',
      },
      {
        pattern:
          '^(?:£ ?)?(?:(?:value|cost|price|amount|information) )?(?:nil\\b.*|' +
          'none(?: given| stated| provided)?|' +
          'n ?/ ?[ak]\\.?|n\\.a\\.|n[ak]|not (?:yet )?(?:known|applicable|available|stated|provided|' +
          'disclosed|given|declared|recorded|quantified|valued|specified|held)|un(?:known|disclosed|' +
          'available|specified|recorded|quantified|quantifiable|valued)|t\\.?b\\.?[ac]\\.?|' +
          'to be (?:confirmed|advised|determined)|await(?:ing|ed)\\b.*|pending\\b.*|' +
          'no (?:cost|value|charge)\\b.*|nominal(?: value)?|minimal(?: value)?|negligible|de minimis|' +
          'free(?: of charge)?|f\\.?o\\.?c\\.?|complimentary|[-?.]+)(?: ?/ ?nominal)?(?: ?\\([^()0-9]*\\))?$',
        known: 'not_said',
      },
    ],
  },
  forms: {
    rules: [
      {
        when: {
          hospitality:
            '\\b(flights?|travel|acc?omm?odation|hotel|overnight|nights?|transport|trains?|rail|trip|stay|' +
            'jet|helicopter|chauffeur|car hire|airport|cruise|villa)\\b',
        },
        form: 'travel',
      },
      {
        when: {
          hospitality:
            '\\b(tickets?|match|game|concert|theatre|opera|ballet|festival|races?|racing|' +
            'football|rugby|cricket|tennis|golf|show|performance|premiere|film|' +
            'cinema|exhibition|awards?|gala|ball|sports?|entertainment|party)\\b',
        },
        form: 'entertainment',
      },
      {
        when: {
          hospitality:
            '\\b(breakfast|brunch|lunch(eon)?|dinner|supper|meal|tea|coffee|drinks?|reception|canap[eé]s|' +
            'buffet|refreshments?|snacks?|cocktails?|champagne|food|catering|bbq|barbecue|banquet|wine)\\b',
        },
        form: 'meal',
      },
      { when: { type: '^gift', item: '.' }, form: 'gift' },
      { when: { item: '.' }, form: 'gift' },
    ],
    otherwise: { when: { hospitality: '.' }, form: 'entertainment', assumption: 'hospitality_kind' },
  },
  classes: {
    rules: [
      {
        when: { otherParty: '^(the )?(first lady|first gentleman|mrs |.*\\b(spouse|wife|husband) of)' },
        direction: 'outward',
        class: 'related_person',
        assumption: 'office',
      },
      {
        when: { otherParty: officeHolders },
        direction: 'outward',
        class: 'foreign_official',
        assumption: 'office',
      },
      // A courtesy title with a first name: whoever is married to the minister. Peers are styled without one.
      { when: { reporter: '^lady \\S+ \\S+$' }, direction: 'inward', class: 'related_person' },
      { when: { reporter: '.' }, direction: 'inward', class: 'public_official' },
    ],
  },
  facts: [
    { path: 'recipient.country', value: 'GB', source: 'record', direction: 'inward' },
    { path: 'recipient.authority', value: 'other', source: 'record', direction: 'inward' },
    {
      path: 'recipient.officialDealings',
      value: true,
      source: 'self',
      direction: 'inward',
      assumption: 'dealings',
    },
    { path: 'giver.seat', value: 'GB', source: 'record', direction: 'outward' },
    { path: 'recipient.classVerified', value: true, source: 'record', direction: 'inward' },

    ...given('one_law', { 'giver.listedIn': [], 'giver.nexus': ['GB'], 'benefit.country': 'GB' }),
    { path: 'giver.seat', value: 'GB', source: 'document', direction: 'inward', assumption: 'one_law' },
    ...given('asked_before', { 'request.kind': 'benefit', 'request.retroactive': false }),
    ...given('no_tender', {
      'tender.state': 'none',
      'tender.matter': 'none',
      'tender.recipientRole': 'none',
      'tender.governmentProcurement': false,
    }),
    ...given('in_kind', { 'payee.rail': 'in_kind', 'payee.holder': 'recipient', 'thirdParty.role': 'none' }),
    ...given('published', { 'benefit.flags.concealed': false, 'benefit.flags.rewardForPastAct': false }),
    { path: 'customer.ownership', value: 'public_body', source: 'record', direction: 'inward' },
    {
      path: 'customer.ownership',
      value: 'public_body',
      source: 'self',
      direction: 'outward',
      assumption: 'office',
    },
  ],
  doubts: [
    { when: { item: people }, unless: { otherParty: people }, field: 'item', code: 'party.maybe_swapped' },
  ],
  assumptions: [
    {
      id: 'limit',
      facts: ['benefit.value'],
      says: {
        zh: '“Above limit”指超过 140 英镑：价值只知下限。',
        en: '“Above limit” means more than £140: the value is known only from below.',
      },
      why: {
        zh: '140 英镑是大臣礼品的登记限额；登记册不公布更高的金额。',
        en: 'That is the limit from which ministers declare a gift; the register publishes no amount.',
      },
    },
    {
      id: 'hospitality_kind',
      facts: ['benefit.form'],
      says: {
        zh: '无法识别种类的招待，按娱乐处理。',
        en: 'Hospitality of no recognised kind counts as entertainment.',
      },
      why: {
        zh: '娱乐的规则比餐饮更严。',
        en: 'The rules for entertainment are stricter than those for meals.',
      },
    },
    {
      id: 'office',
      facts: ['recipient.class'],
      says: {
        zh: '大臣赠礼的受益人，按其头衔判断身份。',
        en: 'Who receives a gift from a minister is classed by the title in the name.',
      },
      why: { zh: '登记册只有姓名和头衔一栏。', en: 'The register has one column for name and title.' },
    },
    {
      id: 'dealings',
      facts: ['recipient.officialDealings'],
      says: { zh: '大臣与送礼方有公务往来。', en: 'The minister has official dealings with the giver.' },
      why: {
        zh: '登记册只收录因公收到的礼品与招待。',
        en: 'The register holds what ministers receive in their office.',
      },
    },
    {
      id: 'one_law',
      facts: ['giver.listedIn', 'giver.nexus', 'giver.seat', 'benefit.country'],
      says: {
        zh:
          '大臣收到的，按与英国的联系判断：适用英国规则和公司政策。大臣送出的，对方国别不明：' +
          '可能适用的各国规则一并判断。',
        en:
          'What ministers received is judged by the rules of the United Kingdom and company policy. ' +
          'For what they gave, the country of the other side is not known: ' +
          'the rules of each that it may be count.',
      },
      why: {
        zh: '登记册不写明对方来自何处；国别不明的，从严判断。',
        en: 'The register does not say where the other side comes from, and what is not known never relaxes.',
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
        en: 'The question is what the rules of the day would have said, not when it was declared.',
      },
    },
    {
      id: 'no_tender',
      facts: ['tender.state', 'tender.matter', 'tender.recipientRole', 'tender.governmentProcurement'],
      says: {
        zh: '没有与送礼方有关的招标、检查或许可事项。',
        en: 'No tender, inspection or licence that involved the giver was open.',
      },
      why: {
        zh: '登记册不记录此类事项；若确有，结论会更严。',
        en: 'The register knows no such matters; with one open, the answer would be stricter.',
      },
    },
    {
      id: 'in_kind',
      facts: ['payee.rail', 'payee.holder', 'thirdParty.role'],
      says: {
        zh: '实物与招待由本人直接收取，没有中间人。',
        en: 'Things and hospitality were received directly, with nobody in between.',
      },
      why: {
        zh: '登记册只收录礼品和招待，不收录付款。',
        en: 'The register holds gifts and hospitality and no payments.',
      },
    },
    {
      id: 'published',
      facts: ['benefit.flags.concealed', 'benefit.flags.rewardForPastAct'],
      says: {
        zh: '没有隐瞒，也不是对过往行为的酬谢。',
        en: 'Nothing was concealed, and nothing rewarded a past act.',
      },
      why: {
        zh: '由大臣所在部门公开；目的有问题的，登记册看不出来。',
        en: 'The department published it; a wrong purpose would not show in the register.',
      },
    },
  ],
}
