import type { Evidence, PersonClass, Plan, PlanCustomer, PlanPerson } from '../../../demo/types.ts'
import type { LocalDate } from '../../kernel/time.ts'
import { dayIn } from '../../kernel/time.ts'
import type { Founded } from '../../modules/access/index.ts'
import {
  checkAccount,
  createCustomer,
  createPerson,
  relate,
  setEmployment,
  stateAccount,
  type ClassBody,
  type CustomerBody,
  type EmploymentBody,
  type AccountDeps,
  type PartyDeps,
  type PersonBody,
} from '../../modules/parties/index.ts'
import type { World } from '../world.ts'
import { actAll, idOf, loaderOf, staffActor } from './stage.ts'

/** The identifiers of the sample's parties, by key. */
export type Parties = {
  readonly customers: ReadonlyMap<string, string>
  readonly people: ReadonlyMap<string, string>
  readonly households: ReadonlyMap<string, string>
}

/** When compliance had gone through the customer files. */
const loadedAt = '2025-05-22T02:00:00.000Z'
const since: LocalDate = '2025-05-06'
const ruledOut = {
  partyIds: 'all' as const,
  reason: '客户档案已由合规逐一核对 / Customer files checked by compliance',
}

/** The parties of the sample are on record before anybody asks for anything. */
const nobodyAsks = async (): Promise<string[]> => []

/** Enters customers, suppliers and people of the sample, with employers, households, classes, relatives. */
export async function loadParties(world: World, founded: Founded, given: Plan): Promise<Parties> {
  const { newId } = world
  const deps: AccountDeps = {
    newId,
    dayAt: (at) => dayIn('Asia/Shanghai', at),
    findAskers: nobodyAsks,
    takesPhone: async () => false,
  }
  const call = <Body>(key: string, body: Body) => ({ key, actor: loaderOf(founded), body, at: loadedAt })
  const organisations = [...given.customers, ...given.suppliers, ...given.restaurants]
  const made = await actAll(
    world,
    createCustomer(deps),
    organisations.map((one) => call(`demo:${one.key}`, customerBody(one, founded))),
  )
  const customers = new Map(organisations.map((one, i) => [one.key, made[i]?.partyId ?? '']))
  await loadAccounts(world, deps, { founded, plan: given }, { organisations, customers })
  const { people, households } = await loadPeople(world, deps, call, { people: given.people, customers })
  await loadRelations(world, deps, call, { people: given.people, ids: people })
  return { customers, people, households }
}

/** The account of each customer, as its sales person had it from the contract and compliance called back. */
async function loadAccounts(
  world: World,
  deps: AccountDeps,
  stage: { readonly founded: Founded; readonly plan: Plan },
  given: {
    readonly organisations: readonly PlanCustomer[]
    readonly customers: ReadonlyMap<string, string>
  },
): Promise<void> {
  const stated = await actAll(
    world,
    stateAccount(deps),
    given.organisations.map((one) => ({
      key: `demo:${one.key}:account`,
      actor: staffActor(stage, one.owner),
      at: loadedAt,
      body: {
        partyId: idOf(given.customers, one.key),
        holder: one.bank.accountName,
        bank: `示例银行${one.city.zh}分行`,
        number: one.bank.account,
        givenIn: 'contract' as const,
        reference: '框架协议所载账户',
      },
    })),
  )
  const checked = given.organisations.flatMap((one, i) => {
    const accountId = stated[i]?.accountId
    return one.bank.verified && accountId !== undefined ? [{ key: one.key, accountId }] : []
  })
  await actAll(
    world,
    checkAccount(deps),
    checked.map(({ key, accountId }) => ({
      key: `demo:${key}:account:checked`,
      actor: staffActor(stage, 'ye-qing'),
      at: loadedAt,
      body: {
        accountId,
        answer: 'confirm' as const,
        how: 'call_back' as const,
        reference: '按合同所载电话核对户名与账号',
      },
    })),
  )
}

type MakeCall = <Body>(
  key: string,
  body: Body,
) => {
  readonly key: string
  readonly actor: ReturnType<typeof loaderOf>
  readonly body: Body
  readonly at: string
}

/** The first of each household opens it; the others join in a second set, when it has its identifier. */
async function loadPeople(
  world: World,
  deps: PartyDeps,
  call: MakeCall,
  given: { readonly people: readonly PlanPerson[]; readonly customers: ReadonlyMap<string, string> },
): Promise<Omit<Parties, 'customers'>> {
  const ids = new Map<string, string>()
  const households = new Map<string, string>()
  const first = new Map(given.people.toReversed().map((person) => [person.household, person.key]))
  const opens = given.people.filter((person) => first.get(person.household) === person.key)
  const joins = given.people.filter((person) => !opens.includes(person))
  for (const part of [opens, joins]) {
    const answers = await actAll(
      world,
      createPerson(deps),
      part.map((one) => call(`demo:${one.key}`, personBody(one, given.customers, households))),
    )
    part.forEach((one, i) => {
      ids.set(one.key, answers[i]?.partyId ?? '')
      households.set(one.household, answers[i]?.householdId ?? households.get(one.household) ?? '')
    })
  }
  const moved = given.people.flatMap((person) =>
    person.employments.slice(0, -1).map((job) => ({ key: person.key, job })),
  )
  await actAll(
    world,
    setEmployment(deps),
    moved.map(({ key, job }) =>
      call(`demo:${key}:${job.from}`, {
        personId: idOf(ids, key),
        ...employmentBody(job, given.customers),
      }),
    ),
  )
  return { people: ids, households }
}

async function loadRelations(
  world: World,
  deps: PartyDeps,
  call: MakeCall,
  given: { readonly people: readonly PlanPerson[]; readonly ids: ReadonlyMap<string, string> },
): Promise<void> {
  const pairs = given.people.flatMap((person) =>
    person.relatedTo.map(({ person: other, relation }) => ({ key: person.key, other, relation })),
  )
  await actAll(
    world,
    relate(deps),
    pairs.map(({ key, other, relation }) =>
      call(`demo:${key}:${other}`, {
        personId: idOf(given.ids, key),
        otherId: idOf(given.ids, other),
        relation,
        fromOn: since,
      }),
    ),
  )
}

function customerBody(one: PlanCustomer, founded: Founded): CustomerBody {
  return {
    name: one.name.zh,
    shortName: one.short.zh,
    latinName: one.name.en,
    creditCode: one.creditCode,
    type: one.type,
    ownership: one.ownership,
    role: one.role,
    publicPurchaser: one.publicPurchaser,
    staffBenefitAuthorised: one.staffBenefitAuthorised,
    country: one.country,
    city: one.city.zh,
    grade: one.grade,
    phone: one.phone,
    ownerId: idOf(founded.people, one.owner),
    source: 'demo',
    ruledOut,
  }
}

function personBody(
  one: PlanPerson,
  customers: ReadonlyMap<string, string>,
  households: ReadonlyMap<string, string>,
): PersonBody {
  const job = one.employments.at(-1)
  const employment = job && {
    ...employmentBody(job, customers),
    decidesOnUs: one.decidesOnUs,
    managementDuty: one.managementDuty,
    nominatedBy: one.nominatedBy,
  }
  return {
    name: one.name.zh,
    latinName: one.name.en,
    phone: one.phone,
    country: 'CN',
    source: 'demo',
    household: { householdId: households.get(one.household), fromOn: since },
    classification: classBody(one),
    ruledOut,
    ...(employment ? { employment } : {}),
  }
}

function employmentBody(
  job: PlanPerson['employments'][number],
  customers: ReadonlyMap<string, string>,
): EmploymentBody {
  const { customer, position, from, to } = job
  return { customerId: idOf(customers, customer), position: position.zh, fromOn: from, untilOn: to }
}

function classBody(one: PlanPerson): ClassBody {
  const left = { leftOfficeOn: one.leftOfficeOn, wasLeader: one.wasLeader }
  const [evidence] = one.evidence
  if (!one.classVerified || !evidence) return { class: 'unknown', source: 'self', fromOn: since, ...left }
  const reference = `${evidence.note.zh} ${evidence.checkedOn}`
  const kind = proofOf(one.class, evidence)
  return { class: one.class, source: 'document', evidence: { kind, reference }, fromOn: since, ...left }
}

/** What proves a class that is not a post. */
const ownProofs: Partial<Record<PersonClass, NonNullable<ClassBody['evidence']>['kind']>> = {
  hcp: 'professional_licence',
  consumer: 'purchase_record',
  patient: 'treatment_record',
  intermediary: 'agency_contract',
}

function proofOf(of: PersonClass, evidence: Evidence): NonNullable<ClassBody['evidence']>['kind'] {
  if (of === 'related_person') return 'family_declaration'
  if (of === 'ex_official') return 'retirement_notice'
  const proof = ownProofs[of]
  if (proof) return proof
  if (of === 'private_staff' || of === 'soe_staff') {
    return evidence.kind === 'company_register' ? 'registry_extract' : 'employment_record'
  }
  return 'appointment_document'
}
