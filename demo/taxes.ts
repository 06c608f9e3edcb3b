/** What finance of the sample states of an entity for the tax year that runs. */
export type TaxStatement = {
  readonly entity: string
  /** Revenue of each month that is over, in minor units of the entity's currency. */
  readonly revenueOfMonth: bigint
  readonly bearing: 'recipient' | 'giver'
  readonly source: string
}

/** The maker bears the tax on what visitors are handed at its events; the sales company does not. */
export const taxStatements: readonly TaxStatement[] = [
  {
    entity: 'ent-sz',
    revenueOfMonth: 1_860_000_000n,
    bearing: 'giver',
    source: '利润表（本年累计）与财务负责人的税务说明',
  },
  {
    entity: 'ent-sh',
    revenueOfMonth: 920_000_000n,
    bearing: 'recipient',
    source: '利润表（本年累计）',
  },
]
