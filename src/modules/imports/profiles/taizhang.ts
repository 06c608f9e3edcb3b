import { phoneHeadings } from './phone-headings.ts'
import type { ProfileData } from './profile.ts'

/** Beside the kind of a row a word may also be denied, or name how something was paid. */
const unlessDenied =
  '(?<!不含|不送|未送|未含|不是|并非|没有|谢绝|婉拒|拒收|退回|禁止|严禁|代替|替代|不得|无|非)'
const cards =
  '购物卡|礼品卡|预付卡|储值卡|加油卡|油卡|超市卡|消费卡|电子卡(?!尺|片)|充值卡|话费充值|提货券|提货卡|' +
  '月饼券|蟹券|蟹卡|京东卡|E卡|礼卡|现金[券卡]'
const cash =
  '红包(?!装|封|袋|墙)|礼金|压岁|现钞|(微信|支付宝)转账|转账(?=给|至|到)|' +
  '现金(?!支付|结算|结账|付款|付讫|报销|垫付|方式|流|管理|业务|折|返|[券卡])'
const valuables =
  '黄金(?!周|海岸|时段|会员|芽|叶|水岸|地段|搭档|奖|酒|茶|糕|饼|豆)|金条|金币|银条|购物金|' +
  '数字货币|虚拟货币|比特币|股票|股权(?!转让|融资|投资|项目)'
const wordFields = ['item', 'reason', 'note'] as const

/**
 * The general profile for a Chinese register kept as a spreadsheet (台账): benefits that our company gave,
 * with the headings and words that such lists use.
 */
export const taizhang: ProfileData = {
  id: 'taizhang',
  version: 4,
  title: { zh: '通用权益台账', en: 'General register of benefits (台账)' },
  book: 'own',
  encodings: ['utf-8', 'gb18030'],
  columns: {
    number: ['序号', '编号', '单号', '流水号', '登记号', 'No.', 'No'],
    date: [
      '日期',
      '发生日期',
      '赠送日期',
      '给予日期',
      '接待日期',
      '消费日期',
      '业务日期',
      '登记日期',
      '时间',
      '发生时间',
      'Date',
    ],
    orgName: [
      '客户名称',
      '客户',
      '客户单位',
      '单位名称',
      '受赠单位',
      '接待单位',
      '对方单位',
      '公司名称',
      'Customer',
    ],
    orgCode: ['统一社会信用代码', '信用代码', '社会信用代码', '税号', '纳税人识别号'],
    orgType: ['客户性质', '单位性质', '客户类型', '企业性质', '单位类型'],
    recipientName: [
      '受益人',
      '受赠人',
      '收礼人',
      '接收人',
      '领取人',
      '被接待人',
      '客户联系人',
      '联系人',
      '受益人姓名',
      '姓名',
      'Recipient',
    ],
    title: ['职务', '职位', '岗位', '受益人职务', 'Title'],
    ...phoneHeadings,
    recipientClass: ['受益人类型', '受益人身份', '人员类别', '身份'],
    type: ['权益类型', '类型', '类别', '种类', '权益种类', '费用类型', '礼品类型', '形式', 'Type'],
    item: ['权益内容', '礼品名称', '品名', '名称', '内容', '物品名称', '明细', 'Item'],
    // A total before an amount, and an amount before what may be the value of one piece.
    value: [
      '总金额',
      '合计金额',
      '总价',
      '合计',
      '小计',
      '金额',
      '费用金额',
      '消费金额',
      '发生金额',
      '含税金额',
      'Amount',
    ],
    worth: ['价值', '礼品价值', '物品价值', 'Value'],
    unitPrice: ['单价', '礼品单价', '物品单价', '含税单价', 'Unit price'],
    quantity: ['数量', '件数', '份数', '个数', 'Quantity', 'Qty'],
    count: ['人数', '受益人数', '接待人数'],
    direction: ['方向', '收/送', '收送', '赠送/收受'],
    reason: ['事由', '用途', '赠送原因', '原因', '接待事由', '目的', '场合', 'Reason'],
    handler: ['经办人', '申请人', '赠送人', '接待人', '负责人', '业务员', 'Handler'],
    unit: ['部门', '所属部门', '经办部门', '申请部门', 'Department'],
    note: ['备注', '说明', 'Remarks'],
    source: ['凭证号', '发票号', '审批单号', '合同号'],
  },
  required: [['date'], ['orgName', 'recipientName'], ['value', 'worth', 'unitPrice'], ['type', 'item']],
  nil: {
    patterns: [
      '^无$',
      '^零申报$',
      '^本(月|季度?|年)?无.*$',
      '^无(发生|业务|申报|登记).*$',
      '^[-–—/]+$',
      '^nil( return)?$',
      '^n[./ ]?a[./]?$',
    ],
    frame: ['number', 'handler', 'unit', 'note', 'mobile', 'phone', 'orgPhone'],
    totals: ['^(本[页月季年])?(合 ?计|总 ?计|小 ?计|累 ?计)[:：]?$', '^(sub)?total[:：]?$'],
  },
  identity: {
    by: 'content',
    fields: ['date', 'orgName', 'orgCode', 'recipientName', 'type', 'item', 'value', 'direction', 'source'],
    apart: 'number',
    // Two of ours may give the same person the same thing on one day.
    also: { since: 2, fields: ['handler'] },
  },
  direction: {
    otherwise: 'given',
    rules: [
      { pattern: '^(送|给|付|赠|支出|给予|送出|赠送|给出|已送)', is: 'given' },
      { pattern: '^(收(?!回)|接受)', is: 'received' },
      { pattern: '^(拟|计划|待送|提议)', is: 'offered' },
      { pattern: '^(谢绝|婉拒|拒收|被拒)', is: 'declined' },
    ],
  },
  parties: {
    outward: {
      giver: 'ourselves',
      recipient: [
        { kind: 'person', name: 'recipientName', title: 'title', phones: ['mobile', 'phone'] },
        {
          kind: 'entity',
          name: 'orgName',
          ids: [{ scheme: 'uscc', field: 'orgCode' }],
          phones: ['orgPhone', 'phone', 'mobile'],
        },
      ],
      org: [
        {
          kind: 'entity',
          name: 'orgName',
          ids: [{ scheme: 'uscc', field: 'orgCode' }],
          phones: ['orgPhone'],
        },
      ],
    },
    inward: {
      giver: [
        {
          kind: 'entity',
          name: 'orgName',
          ids: [{ scheme: 'uscc', field: 'orgCode' }],
          phones: ['orgPhone'],
        },
        { kind: 'person', name: 'recipientName', phones: ['mobile', 'phone'] },
      ],
      recipient: [{ kind: 'person', name: 'handler' }],
    },
  },
  dates: { order: 'ymd', serials: true, earliest: '2000-01-01' },
  money: {
    currency: 'CNY',
    words: [
      { pattern: '^(无|不详|未知|免费|赠送|待定|待确认|见附件|见明细|若干|[-/?]+)$', known: 'not_said' },
    ],
  },
  forms: {
    disguises: [
      `${unlessDenied}(回扣|好处费|公关费|感谢费|辛苦费|茶水费|意思意思)`,
      `${unlessDenied}打点(?!滴|计)`,
    ],
    disguisedIn: [...wordFields],
    stricter: [
      { fields: [...wordFields], pattern: `${unlessDenied}(${cash})`, form: 'cash' },
      { fields: [...wordFields], pattern: `${unlessDenied}(${valuables})`, form: 'cash_equivalent' },
      { fields: ['item'], pattern: '证券|债券|基金份额', form: 'cash_equivalent' },
      { fields: [...wordFields], pattern: `${unlessDenied}(${cards})`, form: 'gift_card' },
    ],
    rules: [
      {
        when: { type: '积分.{0,2}(兑换|换购|兑付)|兑换积分' },
        form: 'points_redemption',
        purpose: 'loyalty',
      },
      { when: { type: '积分' }, form: 'points_award', purpose: 'loyalty' },
      {
        when: { type: cards },
        form: 'gift_card',
      },
      { when: { type: '优惠券|代金券|抵用券|折扣券' }, form: 'discount_coupon', purpose: 'promotion' },
      { when: { type: '红包|礼金|现金|转账|压岁' }, form: 'cash' },
      { when: { type: '黄金|金条|金币|证券|股票|股权|数字货币' }, form: 'cash_equivalent' },
      { when: { type: '货补|实物返利|免费样品|样品|试用装|赠货' }, form: 'free_goods' },
      { when: { type: '返利|返点|返还|年终奖励|销售奖励' }, form: 'rebate', purpose: 'volume_rebate' },
      { when: { type: '折扣|折让|让利|降价|优惠' }, form: 'discount' },
      { when: { type: '买赠|随货|满赠|搭赠' }, form: 'gift_with_purchase', purpose: 'promotion' },
      { when: { type: '佣金|居间|中介费|介绍费' }, form: 'commission', purpose: 'intermediary_service' },
      {
        when: { type: '咨询|讲课|讲者|讲座费|劳务|顾问|市场推广|推广费|服务费|专家费' },
        form: 'service_fee',
      },
      { when: { type: '赞助|冠名' }, form: 'sponsorship', purpose: 'sponsorship' },
      { when: { type: '捐赠|捐款|慈善' }, form: 'donation', purpose: 'donation' },
      { when: { type: '抽奖|奖品|中奖' }, form: 'draw_prize', purpose: 'promotion' },
      { when: { type: '设备(借用|投放|试用)|借用|投放' }, form: 'equipment_loan' },
      { when: { type: '免费(服务|培训|维护|检测)' }, form: 'free_service' },
      { when: { type: '差旅|交通|机票|车票|住宿|酒店|考察|旅游|参访|食宿' }, form: 'travel' },
      { when: { type: '娱乐|球票|门票|演出|高尔夫|唱歌|KTV|电影|足浴|温泉' }, form: 'entertainment' },
      { when: { type: '餐|宴|招待|接待|茶歇|用饭|伙食' }, form: 'meal' },
      { when: { type: '宣传品|广告礼品|印.{0,2}(标|logo)|logo|台历|挂历|文化衫' }, form: 'logo_item' },
      { when: { type: '会籍|会员资格|安排(工作|就业)|借款|装修|免除债务' }, form: 'favour' },
      {
        when: { type: '礼品|礼物|礼盒|伴手礼|纪念品|赠品|特产|慰问品|烟酒|茶叶|月饼|粽子|鲜花|物品' },
        form: 'gift',
      },
      { when: { type: '^$', item: cards }, form: 'gift_card' },
      {
        when: { type: '^$', item: '礼盒|茶叶|月饼|粽子|酒|烟|特产|鲜花|纪念品|礼品|丝巾|水果' },
        form: 'gift',
      },
      { when: { type: '^$', item: '餐|宴请|招待' }, form: 'meal' },
    ],
  },
  classes: {
    rules: [
      { when: { recipientClass: '公职|公务员|官员|政府|机关' }, class: 'public_official' },
      {
        when: { recipientClass: '国企.*(负责|领导|管理|高管)|国有.*(负责|领导|管理|高管)' },
        class: 'soe_manager',
      },
      { when: { recipientClass: '国企|国有' }, class: 'soe_staff' },
      { when: { recipientClass: '医生|医师|护士|药师|医务|医护' }, class: 'hcp' },
      { when: { recipientClass: '患者|病人' }, class: 'patient' },
      { when: { recipientClass: '消费者|会员|个人客户' }, class: 'consumer' },
      { when: { recipientClass: '中间人|代理|居间|经纪' }, class: 'intermediary' },
      { when: { recipientClass: '亲属|家属|配偶' }, class: 'related_person' },
      {
        when: { recipientClass: '民企|民营|私企|私营|外企|外资|客户员工' },
        class: 'private_staff',
        assumption: 'class_as_told',
      },
      {
        when: { recipientName: '^$', orgType: '机关|政府|事业|公立|国家|军队' },
        direction: 'outward',
        class: 'state_unit',
      },
      {
        when: { recipientName: '^$', orgType: '民营|私营|民企|私企|外资|外企|合资' },
        direction: 'outward',
        class: 'customer_entity',
        assumption: 'class_as_told',
      },
    ],
  },
  facts: [
    {
      path: 'customer.ownership',
      value: 'state_wholly_owned',
      source: 'self',
      when: { orgType: '国有独资|全民所有|国企|央企' },
    },
    {
      path: 'customer.ownership',
      value: 'state_controlled',
      source: 'self',
      when: { orgType: '国有控股|国资控股' },
    },
    {
      path: 'customer.ownership',
      value: 'state_participated',
      source: 'self',
      when: { orgType: '国有参股|国资参股' },
    },
    {
      path: 'customer.ownership',
      value: 'public_body',
      source: 'self',
      when: { orgType: '机关|政府|事业单位|公立' },
    },
    { path: 'benefit.country', value: 'CN', source: 'self', assumption: 'place' },
    { path: 'benefit.flags.concealed', value: false, source: 'document', assumption: 'in_the_list' },
    { path: 'benefit.conditionalOn', value: [], source: 'document', assumption: 'as_written' },
    {
      path: 'benefit.flags.requestedByRecipient',
      value: false,
      source: 'document',
      assumption: 'as_written',
    },
    { path: 'thirdParty.role', value: 'none', source: 'document', assumption: 'as_written' },
    { path: 'tender.state', value: 'none', source: 'document', assumption: 'as_written' },
  ],
  assumptions: [
    {
      id: 'class_as_told',
      facts: ['recipient.class'],
      says: {
        zh: '台账自称为民营、外资等非国有身份的，先按自述记录，不视为已核实。',
        en: 'A class that the list gives as private counts as told, not as verified.',
      },
      why: {
        zh: '自述只能使判断更严，不能放宽。',
        en: 'What is only told can make an outcome stricter and never milder.',
      },
    },
    {
      id: 'place',
      facts: ['benefit.country'],
      says: { zh: '权益在中国境内给予。', en: 'The benefit was given in China.' },
      why: { zh: '台账没有地点一栏。', en: 'The list has no column for the place.' },
    },
    {
      id: 'in_the_list',
      facts: ['benefit.flags.concealed'],
      says: { zh: '列入台账的，不属于账外。', en: 'What stands in the list was not kept off the books.' },
      why: {
        zh: '台账没有入账一栏，登记本身是公开的。',
        en: 'The list has no column for it, and it is open itself.',
      },
    },
    {
      id: 'as_written',
      facts: [
        'benefit.conditionalOn',
        'benefit.flags.requestedByRecipient',
        'thirdParty.role',
        'tender.state',
      ],
      says: {
        zh: '没有写明条件、索要、第三方参与或招标等未结事项的，按没有处理。',
        en: 'No condition, request by the recipient, third party or open matter, where none is named.',
      },
      why: { zh: '台账没有这些栏目。', en: 'The list has no columns for these.' },
    },
  ],
}
