import type { Sentence } from './text.ts'

/** The page on which a guest signs in: nobody of ours reads it, so it uses no word of ours. */
export const guestPageTexts = {
  title: { zh: '来宾签到', en: 'Guest sign-in' },
  'other.language': { zh: 'English', en: '中文' },
  invited: { zh: '{company} · {host} 邀请您', en: '{host} of {company} invites you' },
  'line.event': { zh: '活动', en: 'Event' },
  'line.day': { zh: '日期', en: 'Day' },
  'line.place': { zh: '地点', en: 'Place' },
  'field.name': { zh: '姓名', en: 'Your name' },
  'field.employer': { zh: '单位', en: 'Your organisation' },
  'field.position': { zh: '职务（可不填）', en: 'Your position (optional)' },
  'field.official': {
    zh: '您是否担任公职，或在国家机关、事业单位工作？',
    en: 'Do you hold a public office, or work for a public body?',
  },
  'official.hint': {
    zh: '只是如实记录，便于双方遵守各自的规定，不影响您参加。',
    en: 'We only record it, so that both sides keep their own rules. You are welcome either way.',
  },
  'official.yes': { zh: '是', en: 'Yes' },
  'official.no': { zh: '否', en: 'No' },
  'official.unknown': { zh: '不确定', en: 'Not sure' },
  send: { zh: '签到', en: 'Sign in' },
  'wrong.missing': { zh: '请填写这一项。', en: 'Please fill this in.' },
  'wrong.official': { zh: '请选一项。', en: 'Please choose one.' },
  'wrong.letters': { zh: '请写出文字，不只是数字或符号。', en: 'Please use letters, not figures alone.' },
  'wrong.long': { zh: '太长了，最多 {most} 个字符。', en: 'This is too long: at most {most} characters.' },
  'wrong.form': { zh: '含有无法使用的字符，请改写。', en: 'It holds a character that cannot be used here.' },
  'wrong.some': { zh: '还有没填好的地方。', en: 'Something is still to be filled in.' },
  'done.title': { zh: '已签到', en: 'You are signed in' },
  'done.text': {
    zh: '{name}，{time} 已签到。可以关闭此页。',
    en: '{name}, you signed in at {time}. You can close this page.',
  },
  'already.title': { zh: '您已经签到', en: 'You have signed in already' },
  'already.text': {
    zh: '这个姓名和单位已经签到，只计一次，不必再签。同名的另一位请补写部门。',
    en:
      'This name and organisation are signed in, and count once; nothing else is needed. If you are ' +
      'another person of that name, add your department to the organisation.',
  },
  'before.text': {
    zh: '签到在 {day} 当天开放，届时请再打开此页。',
    en: 'Sign-in opens on the day, {day}. Please open this page again then.',
  },
  'full.title': { zh: '暂不能签到', en: 'Sign-in is not possible now' },
  'full.text': {
    zh: '签到人数已满，请告诉邀请人，由其登记或重新开放。',
    en: 'All places of this sign-in are taken. Please tell your host, who can list you or open another.',
  },
  'gone.title': { zh: '这里没有可用的签到', en: 'There is no sign-in here' },
  'gone.text': {
    zh: '链接可能已结束或不完整。需要签到的，请邀请人再出示一次二维码。',
    en: 'The link may have ended or be incomplete. If you still want to sign in, ask your host for the code.',
  },
  'many.title': { zh: '请稍候', en: 'One moment' },
  'many.text': {
    zh: '同时签到的人较多，请一分钟后再试。',
    en: 'Many people sign in at once. Try again in a minute.',
  },
  'broken.title': { zh: '没有成功', en: 'That did not work' },
  'broken.text': {
    zh: '您还没有签到，请稍后重试，或请邀请人登记。',
    en: 'You are not signed in yet. Try again in a moment, or ask your host to list you.',
  },
  'notice.title': { zh: '个人信息告知', en: 'About your data' },
  'notice.what': {
    zh: '{company}记录您填写的姓名、单位、职务、是否任公职，以及签到时间；不记录您的位置和设备。',
    en:
      '{company} stores what you fill in (name, organisation, position, public office) and the time; not ' +
      'where you are nor which device you use.',
  },
  'notice.why': {
    zh: '用途：如实记录谁参加了活动，依法记账并防止商业贿赂（个人信息保护法第十三条第一款第三项）。',
    en:
      'Why: to keep a true record of who attended, as the law asks of our books and to prevent bribery ' +
      '(PIPL Art. 13(1)(3)).',
  },
  'notice.long': {
    zh: '保存期限：与该活动的会计资料相同，以法律要求的期限为限（中国内地的会计凭证为三十年）。',
    en: 'How long: as long as the law asks for the books of the event (in mainland China thirty years).',
  },
  'notice.rights': {
    zh: '其他来宾看不到您的信息。查阅、更正或有疑问，请联系邀请人{host}或该公司合规部门；也可以不在此签到。',
    en:
      'Other guests cannot see it. To see or correct it, ask {host} or the compliance department there. ' +
      'You need not sign in here.',
  },
} as const satisfies Record<string, Sentence>
