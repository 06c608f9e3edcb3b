import { addDays, type LocalDate } from '../src/kernel/time.ts'
import { inventedPhone } from './customers.ts'
import { inventedName } from './names.ts'
import { postsAt, type Post } from './positions.ts'
import { itemAt, randomFrom, type Random } from './random.ts'
import type { Employment, Evidence, PlanCustomer, PlanPerson } from './types.ts'

/** How many people the sample has at its customers, relatives included. */
const peopleWanted = 180

/** The people of the sample: posts at every customer, then relatives until there are 180. */
export function samplePeople(seed: string, customers: readonly PlanCustomer[]): PlanPerson[] {
  const random = randomFrom(`${seed}/people`)
  const used = new Set<string>()
  const people: PlanPerson[] = []
  for (const customer of customers) {
    for (const post of postsAt(customer)) {
      people.push(personAt(customer, post, people.length + 1, random, used))
    }
  }
  const dealers = customers.filter((customer) => customer.role === 'dealer')
  withFormerEmployers(people, dealers, random)
  withExOfficials(people)
  withMarriages(people)
  withUnknownClasses(people)
  addRelatives(people, random, used)
  return people
}

function personAt(
  customer: PlanCustomer,
  post: Post,
  number: number,
  random: Random,
  used: Set<string>,
): PlanPerson {
  const name = inventedName(random, used, customer.country)
  return {
    key: personKey(number),
    name,
    class: post.class,
    classVerified: true,
    evidence: [evidenceOf(customer, random)],
    employments: [{ customer: customer.key, position: { zh: post.zh, en: post.en }, from: startOf(random) }],
    household: `hh-${String(number).padStart(3, '0')}`,
    decidesOnUs: post.decides,
    managementDuty: post.manages,
    nominatedBy: post.nominatedBy,
    officialDealings: customer.type === 'state_organ',
    relatedTo: [],
    phone: inventedPhone(3, number),
    email: `p${number}@${customer.key.slice(4)}.example`,
  }
}

function evidenceOf(customer: PlanCustomer, random: Random): Evidence {
  const checkedOn = `2025-0${random.between(3, 5)}-${random.between(10, 28)}`
  if (customer.ownership === 'private') {
    const note = {
      zh: '名片与客户单位人员名单一致',
      en: "Business card agrees with the customer's staff list",
    }
    return { kind: 'customer_list', note, checkedOn }
  }
  if (customer.ownership === 'public_body') {
    return {
      kind: 'public_list',
      note: { zh: '单位官网公示的职务', en: 'Post as published by the body' },
      checkedOn,
    }
  }
  const note = { zh: '企业信用公示信息与任职文件', en: 'Company register and letter of appointment' }
  return { kind: 'company_register', note, checkedOn }
}

function startOf(random: Random): LocalDate {
  return `${random.between(2016, 2024)}-0${random.between(1, 9)}-01`
}

function personKey(number: number): string {
  return `per-${String(number).padStart(3, '0')}`
}

function change(people: PlanPerson[], index: number, changes: Partial<PlanPerson>): void {
  people[index] = { ...itemAt(people, index), ...changes }
}

/** Eight people moved from a dealer to their present post, two of them within the eighteen months. */
function withFormerEmployers(people: PlanPerson[], dealers: readonly PlanCustomer[], random: Random): void {
  for (let i = 0; i < 8; i += 1) {
    const index = 66 + i * 5
    const person = itemAt(people, index)
    const now = itemAt(person.employments, 0)
    const moved = i < 2 ? `2025-1${i}-01` : '2022-04-01'
    const before: Employment = {
      customer: itemAt(dealers, random.below(dealers.length)).key,
      position: { zh: '采购主管', en: 'Purchasing supervisor' },
      from: '2018-03-01',
      to: i < 2 ? `2025-${i === 0 ? '09-30' : '10-31'}` : '2022-03-31',
    }
    change(people, index, { employments: [before, { ...now, from: moved }] })
  }
}

/** Two people at private companies left public office, one within the cooling-off period. */
function withExOfficials(people: PlanPerson[]): void {
  const note = { zh: '离任公示', en: 'Published notice of leaving office' }
  const evidence = [{ kind: 'public_list', note, checkedOn: '2025-05-12' }]
  for (const [index, leftOfficeOn, wasLeader] of [
    [70, '2024-11-30', true],
    [97, '2021-06-30', false],
  ] as const) {
    const post = { ...itemAt(itemAt(people, index).employments, 0), from: addDays(leftOfficeOn, 92) }
    change(people, index, { class: 'ex_official', leftOfficeOn, wasLeader, evidence, employments: [post] })
  }
}

/** Three couples who both work at customers, so that their sums meet in one household. */
function withMarriages(people: PlanPerson[]): void {
  for (const [one, other] of [
    [1, 83],
    [17, 68],
    [40, 103],
  ] as const) {
    const { household, key } = itemAt(people, one)
    change(people, other, { household, relatedTo: [{ person: key, relation: 'spouse' }] })
  }
}

/** Four people whose class nobody has confirmed yet; what is asked for them waits for that fact. */
function withUnknownClasses(people: PlanPerson[]): void {
  for (const index of [32, 76, 92, 110])
    change(people, index, { class: 'unknown', classVerified: false, evidence: [] })
}

/** Relatives of officials and managers of public bodies, without a post at a customer. */
function addRelatives(people: PlanPerson[], random: Random, used: Set<string>): void {
  const officials = people.filter((person) => ['public_official', 'state_functionary'].includes(person.class))
  for (let i = 0; people.length < peopleWanted; i += 1) {
    const official = itemAt(officials, i)
    const number = people.length + 1
    people.push({
      key: personKey(number),
      name: inventedName(random, used, 'CN'),
      class: 'related_person',
      classVerified: true,
      evidence: [
        {
          kind: 'declaration',
          note: { zh: '申请人申报的亲属关系', en: 'Relation declared by the applicant' },
          checkedOn: '2025-05-20',
        },
      ],
      employments: [],
      household: official.household,
      decidesOnUs: false,
      managementDuty: false,
      nominatedBy: 'none',
      officialDealings: false,
      relatedTo: [{ person: official.key, relation: i % 2 === 0 ? 'spouse' : 'sibling' }],
      phone: inventedPhone(3, number),
    })
  }
}
