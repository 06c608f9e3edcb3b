const people = [
  '受益人',
  '受赠人',
  '收礼人',
  '接收人',
  '领取人',
  '被接待人',
  '客户联系人',
  '联系人',
  '对方',
  '',
]
const organisations = ['客户', '单位', '客户单位', '受赠单位', '接待单位', '对方单位', '公司']

/**
 * How a Chinese register heads its telephone numbers. Headings that say whose number it is come first, and
 * one of somebody of ours (经办人电话) is none of them.
 */
export const phoneHeadings = {
  mobile: [
    ...headings(people, ['手机', '手机号', '手机号码', '移动电话', '联系手机']),
    'Mobile',
    'Mobile phone',
    'Mobile number',
    'Cell phone',
  ],
  phone: [
    ...headings(people, ['电话', '电话号码', '联系电话', '联系方式']),
    '办公电话',
    '固定电话',
    '固话',
    '座机',
    'Phone',
    'Phone number',
    'Telephone',
    'Tel',
    'Tel.',
    'Contact number',
  ],
  orgPhone: [
    ...headings(organisations, ['电话', '电话号码', '联系电话']),
    '总机',
    'Company phone',
    'Switchboard',
  ],
}

function headings(whose: readonly string[], words: readonly string[]): string[] {
  return whose.flatMap((owner) => words.map((word) => owner + word))
}
