/** What was said of a line of a journal, by whom it pays. */
export type LineAnswer = {
  readonly payee: string
  readonly reason: string
  /** Who of compliance confirmed it, where somebody did. */
  readonly confirmedBy?: string
}

/** What finance and compliance have said of the last whole month so far. */
export const firstAnswers: readonly LineAnswer[] = [
  { payee: '太湖人家酒楼', reason: '月末盘点加班餐，附考勤和菜单' },
  { payee: '新百购物中心', reason: '食堂饭卡充值，附领用清单', confirmedBy: 'shen-lu' },
  { payee: '宏远信息咨询中心', reason: '年度审计配合咨询，合同 ZX-2026-08' },
]

/**
 * What was said of the month that is closed: all but one line. The certificate is signed with what nobody
 * could explain, and says it.
 */
export const allButOne: readonly LineAnswer[] = [
  { payee: '太湖人家酒楼', reason: '半年度盘点加班餐，附考勤和菜单' },
  { payee: '苏州逸香烟酒行', reason: '员工退休欢送会用酒，附工会申请单', confirmedBy: 'ye-qing' },
  {
    payee: '苏州湖畔度假会所',
    reason: '半年度经营分析会，与会者均为本公司人员，附签到表',
    confirmedBy: 'ye-qing',
  },
  { payee: '宏远信息咨询中心', reason: '年度审计配合咨询，合同 ZX-2025-03', confirmedBy: 'ye-qing' },
  { payee: '新百购物中心', reason: '食堂饭卡充值，附领用清单', confirmedBy: 'ye-qing' },
  { payee: '苏州茗香茶叶行', reason: '会议室用茶，按办公用品领用' },
  { payee: '虎丘国际旅行社', reason: '工会春游尾款，由工会经费列支', confirmedBy: 'ye-qing' },
]

/** The words under which its certificate is signed. */
export const certified = '本月支出已逐项核对；苏州工艺礼品公司一笔未能说明，列为未解释，已要求采购部追查。'

/** Why the month is closed. */
export const closedBecause = '完整性证书已签署，银行流水与台账一致，可以关账'
