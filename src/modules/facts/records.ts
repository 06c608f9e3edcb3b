import type { GivingWay } from '../../contract/common.ts'
import type { Facts } from '../../contract/facts.ts'
import type { MoneyJson } from '../../kernel/money.ts'
import type { LocalDate } from '../../kernel/time.ts'
import type { SaidFacts } from './overlay.ts'

type BenefitFacts = NonNullable<Facts['benefit']>

/** One benefit as it is asked for, with known parties. */
export type Asked = {
  readonly form: BenefitFacts['form']
  /** The value for one recipient. */
  readonly value: MoneyJson | undefined
  readonly recipientCount: number
  readonly happensOn: LocalDate
  readonly purpose: BenefitFacts['purpose']
  readonly context: BenefitFacts['context']
  /** What it depends on by what it is, as a rebate on volume; undefined where only the applicant can say. */
  readonly conditions?: readonly NonNullable<BenefitFacts['conditionalOn']>[number][] | undefined
  /** The entity that gives, where that is known: another one's agreement gives it no right. */
  readonly entityId?: string | undefined
  readonly customerId: string | undefined
  /** The person who receives it; absent means the customer itself. */
  readonly personId: string | undefined
  readonly dealId: string | undefined
  readonly eventId: string | undefined
  /** How it leaves the house; undefined for what no form of ours asked for. */
  readonly way?: GivingWay | undefined
  /** What commissions on the same contract come to beside this one, in its currency. */
  readonly commissioned?: bigint | 'unknown' | undefined
  /** What the applicant says about circumstances, by path of the facts. */
  readonly said: SaidFacts
}

/** What is on record of the legal entity that gives, as of a day. What nobody has stated is absent. */
export type GiverRecord = {
  readonly seat: string | undefined
  readonly listedIn?: readonly string[] | undefined
  readonly nexus?: readonly string[] | undefined
  readonly sector?: NonNullable<Facts['giver']>['sector'] | undefined
  readonly codes?: readonly NonNullable<NonNullable<Facts['giver']>['codes']>[number][] | undefined
  readonly reporting?: readonly NonNullable<NonNullable<Facts['giver']>['reporting']>[number][] | undefined
  readonly group: string
}

/** The account that would be paid, as the register of parties has it. */
type PayeeRecord = {
  readonly isVerified: boolean
  readonly nameMatches: boolean
  readonly isChangedByMessage: boolean
  /** Who verified it: never a proof for what that person asks for. */
  readonly checkedBy: string | undefined
}

/** What the register of parties knows about the customer, as of the day of the benefit. */
export type CustomerRecord = {
  readonly id: string
  readonly type: NonNullable<Facts['customer']>['type']
  readonly ownership: NonNullable<Facts['customer']>['ownership']
  readonly publicPurchaser: boolean | undefined
  readonly staffBenefitAuthorised: boolean | undefined
  readonly federalHealthProgramme?: boolean | undefined
  readonly country: string
  /** Undefined while no account is on record. */
  readonly account: PayeeRecord | undefined
}

/** What the register of parties knows about a person who receives, as of the day of the benefit. */
export type PersonRecord = {
  readonly id: string
  readonly class: NonNullable<Facts['recipient']>['class']
  readonly classVerified: boolean
  readonly classSource: 'record' | 'document' | 'self'
  readonly country: string
  readonly employerId: string | undefined
  readonly decidesOnUs: boolean | undefined
  readonly managementDuty: boolean | undefined
  readonly nominatedBy: NonNullable<Facts['recipient']>['nominatedBy']
  readonly householdId: string | undefined
  /** The relatives on record; an empty list says only that nobody recorded any. */
  readonly relatedTo: NonNullable<NonNullable<Facts['recipient']>['relatedTo']>
  readonly leftOfficeOn: LocalDate | undefined
  readonly wasLeader?: boolean | undefined
}

/** What a verified record in force says of who stands between us and a customer. Absent is unknown. */
export type ThirdPartyRecord = {
  readonly role: Exclude<NonNullable<Facts['thirdParty']>['role'], 'none' | undefined>
  readonly licensed: boolean
  readonly independent: boolean
  readonly ownerKnown: boolean
  readonly relatedToCustomerStaff?: boolean | undefined
  readonly relatedToOfficial?: boolean | undefined
  readonly dueDiligenceClean?: boolean | undefined
  /** Who verified it: never a proof for what that person asks for. */
  readonly verifiedBy: string
}

/** What the register of deals knows. */
export type DealRecord = {
  readonly tender: NonNullable<Facts['tender']>
  /** True when an agreement in force on the day has a clause that provides for this form. */
  readonly hasClause: boolean
  /** Who checked that agreement against its document: never a proof for what that person asks for. */
  readonly clauseCheckedBy?: string | undefined
  readonly eventCountry: string | undefined
  readonly programme: NonNullable<Facts['programme']> | undefined
  /** Of the customer as a third party of whoever gives; absent while no verified record is in force. */
  readonly thirdParty?: ThirdPartyRecord | undefined
}

/** Everything that a decision looks at, already loaded. */
export type FactRecords = {
  readonly giver: GiverRecord
  readonly customer: CustomerRecord | undefined
  readonly person: PersonRecord | undefined
  readonly deal: DealRecord
  readonly history: NonNullable<Facts['history']>
  /** Evidence on file, by its key in the policy. */
  readonly evidence: readonly string[]
}

/** The people of the request; who does not exist yet is absent and not unknown. */
export type RequestPeople = {
  readonly requesterId: string
  /** A declared or recorded tie of the applicant to the recipient, the employer or the customer. */
  readonly requesterIsClose?: boolean
  readonly approverIds?: readonly string[]
  readonly isLate: boolean
}
