import type { Sentence } from './text.ts'

/** The sign-in by code: its part of a request, and the screen beside the door. */
export const webAttendanceTexts = {
  'section.title': { zh: '扫码签到', en: 'Sign-in by code' },
  'section.none': {
    zh: '让客人到场时自己扫码签到：不用登录，登记给予时姓名已经在表上。',
    en: 'Let guests sign in on their own phone at the door: no log-in, and their names are in the form.',
  },
  'section.open': { zh: '出示签到码', en: 'Show the code' },
  'section.start': { zh: '开放签到', en: 'Open the sign-in' },
  'section.count': {
    zh: '已签到 {count} 人',
    en: { one: '{count} guest signed in', other: '{count} guests signed in' },
  },
  'section.official': { zh: '称任公职', en: 'says: public office' },
  'section.unknown': { zh: '公职不确定', en: 'not sure about a public office' },
  'state.none': { zh: '没有开放', en: 'Not opened' },
  'state.before': { zh: '当天开放', en: 'Opens on its day' },
  'state.open': { zh: '开放中', en: 'Open' },
  'state.over': { zh: '时间已过', en: 'Its time is over' },
  'state.closed': { zh: '已结束', en: 'Closed' },
  'door.title': { zh: '来宾签到', en: 'Guest sign-in' },
  'door.scan': { zh: '请用手机扫码签到', en: 'Scan with your phone to sign in' },
  'door.code': { zh: '签到二维码', en: 'QR code of the sign-in' },
  'door.before': { zh: '{day} 当天才能签到', en: 'Guests can sign in on {day}' },
  'door.until': { zh: '可签到至 {time}', en: 'Open until {time}' },
  'door.local': {
    zh: '这个地址只有本机能打开，手机扫不到：请管理员设置对外地址（ABOVEBOARD_ORIGIN）。',
    en: 'Only this computer reaches this address, no phone does: your administrator sets ABOVEBOARD_ORIGIN.',
  },
  'door.start_text': {
    zh: '签到码在活动当天有效，到次日凌晨 4 点。客人看不到金额，也看不到其他客人。',
    en:
      'The code is good on the day of the event, until four the next morning. Guests see neither amounts ' +
      'nor each other.',
  },
  'door.day': { zh: '举行日期', en: 'Held on' },
  'door.start': { zh: '开放签到', en: 'Open the sign-in' },
  'door.again': { zh: '换一个新码', en: 'New code' },
  'door.close': { zh: '结束签到', en: 'Close the sign-in' },
  'door.print': { zh: '打印', en: 'Print' },
  'door.copy': { zh: '复制链接', en: 'Copy the link' },
  'door.copied': { zh: '已复制', en: 'Copied' },
  'door.back': { zh: '返回申请', en: 'Back to the request' },
  'door.failed': { zh: '没有成功', en: 'That did not work' },
  'door.closed': {
    zh: '签到已结束，已签到的人保留在记录里。',
    en: 'The sign-in is closed. Whoever signed in stays on record.',
  },
  'door.over': { zh: '签到时间已过。', en: 'The time to sign in is over.' },
} as const satisfies Record<string, Sentence>
