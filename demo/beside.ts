import type { CustomerRow } from './customer-rows.ts'
import { inventedPhone } from './customers.ts'
import type { Bilingual, Evidence, PersonClass, PlanPerson } from './types.ts'

/**
 * Customers of the kinds that the sixty do not have. Nothing is given to them in the eighteen months but
 * what the agent earned: a reader finds each kind of party, and sees what the rules say about one, by asking.
 */
export const besideRows: readonly CustomerRow[] = [
  ['institute-1', '昆山市琢屿检验检测中心', '琢屿检测中心', 'Zhuoyu Inspection Centre', 'institution', '320583', 'C',
   'ent-sz', 'zhou-ting'],
  ['prefecture', '徳原県産業技術センター', '徳原県技術センター', 'Tokuhara Prefectural Technology Centre', 'foreign', '',
   'C', 'ent-sz', 'luo-jun'],
  ['union', '国际精密计量联合会', '国际计量联合会', 'International Union of Precision Metrology', 'international', '',
   'C', 'ent-sz', 'luo-jun'],
  ['household', '顾晓岚', '顾晓岚', 'Gu Xiaolan', 'household', '', 'C', 'ent-sh', 'zhao-qiang'],
  ['agent', '冷书白', '冷书白', 'Leng Shubai', 'household', '', 'C', 'ent-sh', 'zhao-qiang'],
]

type Beside = readonly [
  of: PersonClass, zh: string, en: string, customer: string | undefined, postZh: string, postEn: string,
  noteZh: string, noteEn: string, nominatedBy: PlanPerson['nominatedBy'],
]

const rows: readonly Beside[] = [
  ['state_functionary', '沈予安', 'Shen Yuan', 'cus-institute-1', '检测室主任', 'Head of testing', '任职文件',
   'Letter of appointment', 'state_body'],
  ['foreign_official', '片桐 直', 'Katagiri Nao', 'cus-prefecture', '技术课长', 'Head of section', '任职文件',
   'Letter of appointment', 'state_body'],
  ['intl_org_official', 'Mirel Astrand', 'Mirel Astrand', 'cus-union', '项目官员', 'Programme officer',
   '该组织官网公示的职务', 'Post as published by the organisation', 'none'],
  ['consumer', '顾晓岚', 'Gu Xiaolan', undefined, '', '', '购货记录', 'Record of purchase', 'none'],
  ['patient', '温以宁', 'Wen Yining', undefined, '', '', '就诊记录', 'Record of treatment', 'none'],
  ['intermediary', '冷书白', 'Leng Shubai', undefined, '', '', '代理合同', 'Agency contract', 'private_owner'],
]

/** People of the classes that nobody at the sixty customers has. */
export function besidePeople(taken: number): PlanPerson[] {
  return rows.map(([of, zh, en, customer, postZh, postEn, noteZh, noteEn, nominatedBy], i) => {
    const number = taken + i + 1
    const position: Bilingual = { zh: postZh, en: postEn }
    return {
      key: `per-${number}`,
      name: { zh, en },
      class: of,
      classVerified: true,
      evidence: [evidence({ zh: noteZh, en: noteEn })],
      employments: customer === undefined ? [] : [{ customer, position, from: '2021-04-01' }],
      household: `hh-${number}`,
      decidesOnUs: false,
      managementDuty: false,
      nominatedBy,
      officialDealings: false,
      relatedTo: [],
      phone: inventedPhone(3, number),
    }
  })
}

function evidence(note: Bilingual): Evidence {
  return { kind: 'public_list', note, checkedOn: '2025-05-12' }
}
