import type { Sentence } from './text.ts'

/** What an account of the general ledger may carry beside its amount (辅助核算). */
export const dimensionTexts = {
  'dimension.department': { zh: '部门', en: 'department' },
  'dimension.employee': { zh: '职员', en: 'employee' },
  'dimension.customer': { zh: '客户', en: 'customer' },
  'dimension.vendor': { zh: '供应商', en: 'vendor' },
  'dimension.project': { zh: '项目', en: 'project' },
  // It stands in files for a line that has none of a kind.
  'dimension.none': { zh: '无', en: 'none' },
} as const satisfies Record<string, Sentence>
