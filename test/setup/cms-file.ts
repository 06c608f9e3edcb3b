const heading = [
  'Physician_Profile_ID',
  'Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name',
  'Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_ID',
  'Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_State',
  'Total_Amount_of_Payment_USDollars',
  'Date_of_Payment',
  'Form_of_Payment_or_Transfer_of_Value',
  'Nature_of_Payment_or_Transfer_of_Value',
  'Name_of_Third_Party_Entity_Receiving_Payment_or_Transfer_of_Value',
  'Record_ID',
  'Name_of_Associated_Covered_Drug_or_Biological1',
].join(',')

/** What a line of a register of payments to physicians says; what is left out is an ordinary meal. */
type Line = {
  readonly id: string
  readonly physician?: string
  readonly maker?: string
  readonly value?: string
  readonly day?: string
  readonly nature?: string
  readonly rail?: string
  readonly thirdParty?: string
}

/** One line of such a register. */
export function cmsLine(line: Line): string {
  const { id, physician = '700', maker = '1', value = '12.00', day = '11/06/2013' } = line
  const { nature = 'Food and Beverage', rail = 'In-kind items and services', thirdParty = '' } = line
  return [
    physician,
    `Maker ${maker} Inc.`,
    maker,
    'NJ',
    value,
    day,
    rail,
    nature,
    thirdParty,
    id,
    'Examplin',
  ].join(',')
}

/** A register of `rows` ordinary meals of a few physicians, and the lines given. */
export function cmsFile(rows: number, lines: readonly string[] = [], prefix = 'r'): string {
  const meals = Array.from({ length: rows }, (_, i) =>
    cmsLine({
      id: `${prefix}${i}`,
      physician: String(100 + (i % 7)),
      maker: String(1 + (i % 3)),
      value: `${5 + (i % 20)}.00`,
      day: `${String(1 + (i % 12)).padStart(2, '0')}/15/2014`,
    }),
  )
  return `${[heading, ...meals, ...lines].join('\n')}\n`
}
