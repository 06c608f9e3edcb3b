import type { PersonClass, PlanCustomer, PlanPerson } from './types.ts'

/** One post at a kind of customer, with the class that follows from it. */
export type Post = {
  readonly zh: string
  readonly en: string
  readonly class: PersonClass
  readonly decides: boolean
  readonly manages: boolean
  readonly nominatedBy: PlanPerson['nominatedBy']
}

type Standing = Omit<Post, 'zh' | 'en'>

const privateBuyer: Standing = {
  class: 'private_staff',
  decides: true,
  manages: true,
  nominatedBy: 'private_owner',
}
const privateUser: Standing = {
  class: 'private_staff',
  decides: false,
  manages: false,
  nominatedBy: 'private_owner',
}
const soeManager: Standing = {
  class: 'soe_manager',
  decides: true,
  manages: true,
  nominatedBy: 'state_shareholder',
}
const soeStaff: Standing = { class: 'soe_staff', decides: false, manages: false, nominatedBy: 'none' }
const nominee: Standing = {
  class: 'state_participated_nominee',
  decides: true,
  manages: true,
  nominatedBy: 'state_shareholder',
}
const functionary: Standing = {
  class: 'state_functionary',
  decides: true,
  manages: true,
  nominatedBy: 'state_body',
}
const official: Standing = {
  class: 'public_official',
  decides: true,
  manages: true,
  nominatedBy: 'state_body',
}
const doctor: Standing = { class: 'hcp', decides: false, manages: false, nominatedBy: 'none' }
const clinician: Standing = { class: 'hcp', decides: true, manages: true, nominatedBy: 'private_owner' }

const dealerPosts: readonly Post[] = [
  { zh: '总经理', en: 'General manager', ...privateBuyer },
  { zh: '采购经理', en: 'Purchasing manager', ...privateBuyer },
  { zh: '销售主管', en: 'Sales supervisor', ...privateUser },
]
const userPosts: readonly Post[] = [
  { zh: '采购经理', en: 'Purchasing manager', ...privateBuyer },
  { zh: '设备部工程师', en: 'Equipment engineer', ...privateUser },
  { zh: '质量经理', en: 'Quality manager', ...privateBuyer },
]
const statePosts: readonly Post[] = [
  { zh: '设备处处长', en: 'Head of equipment', ...soeManager },
  { zh: '招标采购主管', en: 'Tender and purchasing lead', ...soeManager },
  { zh: '机台操作工', en: 'Machine operator', ...soeStaff },
]
const participatedPosts: readonly Post[] = [
  { zh: '副总经理（国资委派）', en: 'Deputy general manager (placed by the state side)', ...nominee },
  { zh: '采购工程师', en: 'Purchasing engineer', ...privateBuyer },
  { zh: '工艺工程师', en: 'Process engineer', ...privateUser },
]
const hospitalPosts: readonly Post[] = [
  { zh: '副院长', en: 'Deputy director', ...functionary },
  { zh: '设备科科长', en: 'Head of the equipment section', ...functionary },
  { zh: '检验科医师', en: 'Laboratory physician', ...doctor },
]
const schoolPosts: readonly Post[] = [
  { zh: '实训中心主任', en: 'Head of the training centre', ...functionary },
  { zh: '资产处处长', en: 'Head of assets', ...functionary },
  { zh: '副校长', en: 'Deputy principal', ...functionary },
]
const organPosts: readonly Post[] = [
  { zh: '科长', en: 'Section chief', ...official },
  { zh: '副主任', en: 'Deputy director', ...official },
  { zh: '一级科员', en: 'Officer', ...official },
]
const clinicPosts: readonly Post[] = [
  { zh: '门诊部主任', en: 'Clinic director', ...clinician },
  { zh: '口腔医师', en: 'Dentist', ...clinician },
]
const charityPosts: readonly Post[] = [
  { zh: '秘书长', en: 'Secretary general', ...privateBuyer },
  { zh: '项目主管', en: 'Project officer', ...privateUser },
]
const shopPosts: readonly Post[] = [
  { zh: '店主', en: 'Owner', ...privateBuyer },
  { zh: '店长', en: 'Shop manager', ...privateUser },
]

/** The posts that the sample fills at a customer, first the one who decides. */
export function postsAt(customer: PlanCustomer): readonly Post[] {
  const byType: Partial<Record<PlanCustomer['type'], readonly Post[]>> = {
    public_hospital: hospitalPosts,
    public_school: schoolPosts,
    state_organ: organPosts,
    private_clinic: clinicPosts,
    charity: charityPosts,
  }
  const special = byType[customer.type]
  if (special) return special
  if (customer.ownership === 'state_participated') return participatedPosts
  if (customer.ownership !== 'private') return statePosts
  if (customer.role === 'consumer') return shopPosts
  return customer.role === 'dealer' ? dealerPosts : userPosts
}
