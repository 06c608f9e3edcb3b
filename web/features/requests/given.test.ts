import { describe, expect, test } from 'vitest'
import {
  asksInvoiceNumber,
  asksNames,
  bodyOf,
  changesOf,
  isNobody,
  isSendable,
  papersOf,
  startOf,
  stillNeeded,
  wantedOf,
  type GivenItem,
} from './given.ts'
import { attendeesOf, guestsOf, howOf, readNames } from './guests.ts'

const receipt = {
  due: 'paying' as const,
  text: '发票或收据',
  purposes: ['receipt', 'vendorInvoices', 'invoice'],
  told: [],
}
const names = {
  due: 'paying' as const,
  text: '参加人姓名或签到表',
  purposes: ['attendeeList'],
  told: ['names'],
}
const onInvoice = {
  due: 'giving' as const,
  text: '发票号码或发票',
  purposes: ['invoice', 'redInvoice'],
  told: ['invoiceNumber'],
}

const dinner: GivenItem = {
  amount: { currency: 'CNY', minor: '60000' },
  each: { amount: { currency: 'CNY', minor: '20000' }, count: 3, unit: 'guest' },
  happenedOn: '2026-11-20',
  recipient: { id: 'per_000001', name: '许泽峰', kind: 'person', label: '', flags: [] },
  needs: [receipt, names],
  evidence: [],
} as unknown as GivenItem

const sent = { version: 3, fileIds: ['fil_000001'] }

describe('the names of those who attended', () => {
  test.each([
    ['one a line', '许泽峰\n王伟\n', ['许泽峰', '王伟']],
    ['separated by any comma', '许泽峰，王伟、李娜; Ann Lee', ['许泽峰', '王伟', '李娜', 'Ann Lee']],
    ['with gaps and twice', ' 王  伟 ,, 王 伟', ['王 伟']],
    ['nothing', ' \n,', []],
  ])('%s', (_, text, expected) => {
    expect(readNames(text).map(({ name }) => name)).toEqual(expected)
  })

  test('an employer stands in brackets and tells two of one name apart', () => {
    expect(readNames('王伟（砺昕）, 王伟 (柯峤)')).toEqual([
      { name: '王伟', employer: '砺昕' },
      { name: '王伟', employer: '柯峤' },
    ])
  })
})

test('a hall of 500 names is read whole and in order, whatever stands between them', () => {
  const names = Array.from({ length: 500 }, (_, n) => `来宾${n}${n % 3 === 0 ? '（砺昕）' : ''}`)
  const read = readNames(names.join('\n'))
  expect(read).toHaveLength(500)
  expect([read[0], read[499]]).toEqual([{ name: '来宾0', employer: '砺昕' }, { name: '来宾499' }])
  expect(readNames(names.join('、'))).toEqual(read)
})

/** What is on record of a giving: a signed list with an official, one on record, and one of ours. */
const onRecord = {
  ...dinner,
  giving: {
    quantity: 3,
    attendees: [
      { side: 'guest', name: '许泽峰', partyId: 'per_000001', how: 'sign_in_list', howWord: '签到' },
      {
        side: 'guest',
        name: '周处长',
        employer: '市局',
        position: '处长',
        isOfficial: 'yes',
        how: 'sign_in_list',
        howWord: '签到',
      },
      { side: 'guest', name: '王伟', isOfficial: 'no', how: 'qr', howWord: '扫码' },
      { side: 'host', name: '王磊', staffId: 'per_000009', how: 'listed', howWord: '列名' },
    ],
  },
} as unknown as GivenItem

describe('a correction of who was there', () => {
  const start = guestsOf(onRecord)
  const rest = [
    { partyId: 'per_000001', how: 'sign_in_list' },
    { name: '周处长', employer: '市局', position: '处长', isOfficial: 'yes', how: 'sign_in_list' },
    { name: '王伟', isOfficial: 'no', how: 'qr' },
  ]
  const ours = { staffId: 'per_000009', how: 'listed' }
  const corrected = (change: object) => attendeesOf({ ...start, ...change }, onRecord.giving)

  test('keeps all that is on record of the others where one guest is added', () => {
    const others = [{ name: ' 李娜 ', employer: '', position: '主任', isOfficial: 'yes' as const }]
    expect(corrected({ others })).toEqual([
      ...rest,
      { name: '李娜', position: '主任', isOfficial: 'yes' },
      ours,
    ])
    const body = bodyOf(onRecord, { ...startOf(onRecord), guests: { ...start, others } }, sent)
    expect(body.attendees).toHaveLength(5)
  })

  test.each(['qr', 'sign_in_list'] as const)(
    'lists a guest who is added where all others are %s, until somebody says otherwise',
    (how) => {
      const expected = start.expected.map((one) => ({ ...one, how }))
      const hows = (guests: object) =>
        attendeesOf({ ...start, expected, ...guests }, undefined).map((one) => one.how)
      const others = [{ name: '李娜', employer: '' }]
      expect(howOf({ ...start, expected })).toBe(how)
      for (const typed of [{ others }, { pasted: '李娜' }]) {
        expect(hows(typed)).toEqual([how, how, how, undefined])
        expect(howOf({ ...start, expected, ...typed })).toBeUndefined()
        expect(hows({ ...typed, how })).toEqual([how, how, how, how])
      }
    },
  )

  test('has one way of knowing for the whole list where it is chosen, and none where it is mixed', () => {
    expect([howOf(start), howOf({ ...start, how: 'qr' })]).toEqual([undefined, 'qr'])
    expect(corrected({ how: 'listed' })).toEqual([
      { partyId: 'per_000001' },
      { name: '周处长', employer: '市局', position: '处长', isOfficial: 'yes' },
      { name: '王伟', isOfficial: 'no' },
      ours,
    ])
    const body = bodyOf(onRecord, { ...startOf(onRecord), guests: { ...start, how: 'sign_in_list' } }, sent)
    expect(body.attendees).toMatchObject([...rest.slice(0, 2), { name: '王伟', how: 'sign_in_list' }, ours])
  })

  test('of what is said of somebody is sent, and nothing where all is as it was', () => {
    expect(bodyOf(onRecord, startOf(onRecord), sent)).not.toHaveProperty('attendees')
    const other = { name: '王伟', isOfficial: 'yes', how: 'qr', came: true, isResaid: true } as const
    const expected = start.expected.with(2, other)
    const body = bodyOf(onRecord, { ...startOf(onRecord), guests: { ...start, expected } }, sent)
    expect(body.attendees).toMatchObject([{}, {}, { name: '王伟', isOfficial: 'yes' }, {}])
  })

  test('who is typed and is there already by their record is one guest', () => {
    expect(corrected({ pasted: '许泽峰、李娜' })).toEqual([...rest, { name: '李娜' }, ours])
  })

  test('two on record of one name stay two', () => {
    const twins = ['per_000001', 'per_000002'].map((partyId) => ({ name: '王伟', partyId, came: true }))
    expect(corrected({ expected: twins })).toEqual([
      { partyId: 'per_000001' },
      { partyId: 'per_000002' },
      ours,
    ])
  })
})

test('how it is known goes with a first record, and a list that is typed is listed', () => {
  const start = guestsOf(dinner)
  expect(howOf(start)).toBe('listed')
  const guests = { ...start, pasted: '王伟', how: 'sign_in_list' as const }
  expect(attendeesOf(guests, undefined)).toEqual([
    { partyId: 'per_000001', how: 'sign_in_list' },
    { name: '王伟', how: 'sign_in_list' },
  ])
})

/** The form with a list of names that somebody pasted. */
const listed = (pasted: string) => {
  const form = startOf(dinner)
  return { ...form, guests: { ...form.guests, pasted } }
}

/** The form where the recipient did not come, and perhaps somebody else did. */
const absent = (others: readonly { name: string; employer: string }[] = []) => {
  const form = startOf(dinner)
  const expected = form.guests.expected.map((one) => ({ ...one, came: false }))
  return { ...form, guests: { ...form.guests, expected, others } }
}

describe('what was planned', () => {
  const planned = { ...dinner, plan: { place: '宏图酒楼', vendor: '宏图餐饮' } }

  test('stands in the form as it opens, and is not sent unless it is changed', () => {
    const form = startOf(planned)
    expect(form).toMatchObject({ place: '宏图酒楼', vendor: { name: '宏图餐饮' } })
    expect(bodyOf(planned, form, sent)).toEqual(bodyOf(dinner, startOf(dinner), sent))
    expect(bodyOf(planned, { ...form, place: '江边饭店' }, sent)).toMatchObject({ place: '江边饭店' })
  })

  test('of another vendor the identifier is sent where it is on record, else the name', () => {
    const form = startOf(planned)
    const byName = bodyOf(planned, { ...form, vendor: { name: ' 江边饭店 ' } }, sent)
    expect(byName.vendor).toEqual({ name: '江边饭店' })
    const known = { id: 'party_000003', name: '宏图餐饮' }
    expect(bodyOf(planned, { ...form, vendor: known }, sent).vendor).toEqual({ partyId: 'party_000003' })
    expect(bodyOf(planned, { ...form, vendor: { name: '' } }, sent)).not.toHaveProperty('vendor')
  })

  test('gives way to what is on record of the giving', () => {
    const giving = { ...planned, giving: { place: '江边饭店', attendees: [] } } as unknown as GivenItem
    expect(startOf(giving).place).toBe('江边饭店')
  })
})

describe('what is sent of a giving', () => {
  test('who did not come is left out, and who came instead is named', () => {
    const form = absent([
      { name: ' 王伟 ', employer: '砺昕' },
      { name: '', employer: '' },
    ])
    expect(bodyOf(dinner, form, sent)).toMatchObject({ attendees: [{ name: '王伟', employer: '砺昕' }] })
    expect([isSendable(form, true), isNobody(form)]).toEqual([true, false])
  })

  test('where nobody came nothing was given, so nothing is sent', () => {
    expect([isSendable(absent(), true), isNobody(absent())]).toEqual([false, true])
  })

  test('as approved, only its day and its papers', () => {
    const form = startOf(dinner)
    expect(form).toMatchObject({
      givenOn: '2026-11-20',
      count: '3',
      guests: { expected: [{ name: '许泽峰', came: true }] },
    })
    expect(bodyOf(dinner, form, sent)).toEqual({ ...sent, givenOn: '2026-11-20' })
    expect(changesOf(dinner, form)).toEqual([])
  })

  test('the recipient by their record, others by name, and the whole with another number', () => {
    const form = listed('许泽峰, 王伟（砺昕）, 李娜, 周敏')
    expect(changesOf(dinner, form)).toEqual(['count'])
    expect(bodyOf(dinner, form, sent)).toEqual({
      ...sent,
      givenOn: '2026-11-20',
      amount: { whole: dinner.amount },
      attendees: [
        { partyId: 'per_000001' },
        { name: '王伟', employer: '砺昕' },
        { name: '李娜' },
        { name: '周敏' },
      ],
    })
  })

  test('what happened otherwise, and nothing that was left empty', () => {
    const amount = { currency: 'CNY', minor: '54000' }
    const form = {
      ...startOf(dinner),
      givenOn: '2026-11-21',
      amount,
      count: '2',
      place: ' 绍兴 ',
      way: 'vendor',
    } as const
    expect(changesOf(dinner, form)).toEqual(['day', 'amount', 'count', 'way'])
    expect(bodyOf(dinner, form, sent)).toEqual({
      ...sent,
      givenOn: '2026-11-21',
      amount: { whole: amount },
      quantity: 2,
      place: '绍兴',
      way: 'vendor',
    })
  })

  test.each([
    ['a day', { givenOn: '' }],
    ['an amount that can be read', { amount: undefined }],
    ['a number', { count: '两' }],
    ['at least one', { count: '0' }],
    ['a number of hosts', { hosts: '-1' }],
  ])('needs %s', (_, change) => {
    expect(isSendable(startOf(dinner), true)).toBe(true)
    expect(isSendable({ ...startOf(dinner), ...change }, true)).toBe(false)
  })
})

describe('what is still needed', () => {
  test('goes as soon as the form holds it', () => {
    const form = startOf(dinner)
    expect(stillNeeded(dinner, form, [])).toEqual([receipt, names])
    expect(stillNeeded(dinner, form, ['vendorInvoices'])).toEqual([names])
    expect(stillNeeded(dinner, listed('许泽峰,王伟,李娜'), ['invoice'])).toEqual([])
  })

  test('a number on an invoice is asked for at first sight', () => {
    const item = { ...dinner, needs: [onInvoice], recipient: undefined, each: undefined } as GivenItem
    expect([asksInvoiceNumber(item), asksNames(item)]).toEqual([true, false])
    expect([asksInvoiceNumber(dinner), asksNames(dinner)]).toEqual([false, true])
    const form = { ...startOf(item), invoiceNumber: '2633' }
    expect(stillNeeded(item, form, [])).toEqual([])
    expect(bodyOf(item, form, sent)).toMatchObject({ invoiceNumber: '2633' })
  })

  test('the chosen way says what it needs and which papers to bring', () => {
    const toVendor = { way: 'vendor', word: '', needs: [names], papers: [{ purpose: 'attendeeList' }] }
    const own = { way: 'reimbursement', word: '', needs: [receipt, names], papers: [{ purpose: 'receipt' }] }
    const item = { ...dinner, give: { ways: [own, toVendor], tolerance: '' } } as unknown as GivenItem
    expect(papersOf(item, '')).toEqual(own.papers)
    expect(papersOf(item, 'vendor')).toEqual(toVendor.papers)
    expect(stillNeeded(item, { ...startOf(item), way: 'vendor' }, [])).toEqual([names])
    expect(papersOf(dinner, '')).toEqual(wantedOf(dinner))
  })

  test('a paper of the way is asked for beside those of the verdict, each once', () => {
    expect(wantedOf(dinner)).toEqual([
      { purpose: 'receipt', name: '发票或收据', due: 'paying' },
      { purpose: 'attendeeList', name: '参加人姓名或签到表', due: 'paying' },
    ])
    const menu = { purpose: 'invoice', name: '发票', due: 'now' as const }
    const item = { ...dinner, verdict: { evidence: [menu] } } as unknown as GivenItem
    expect(wantedOf(item).map(({ purpose }) => purpose)).toEqual(['invoice', 'attendeeList'])
  })
})
