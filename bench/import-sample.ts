import { seeded } from './match-random.ts'

const heading = [
  'Physician_Profile_ID',
  'Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name',
  'Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_ID',
  'Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_State',
  'Total_Amount_of_Payment_USDollars',
  'Date_of_Payment',
  'Form_of_Payment_or_Transfer_of_Value',
  'Nature_of_Payment_or_Transfer_of_Value',
  'Record_ID',
  'Name_of_Associated_Covered_Drug_or_Biological1',
]

/**
 * A register of payments to physicians of the shape of the public one: nine rows in ten are food, a few
 * physicians receive very many, and the days come in no order.
 */
export async function* sampleRegister(rows: number, seed = 7): AsyncGenerator<Uint8Array> {
  const source = seeded(seed)
  const random = () => source.below(1_000_000) / 1_000_000
  let text = `${heading.join(',')}\n`
  for (let i = 0; i < rows; i++) {
    text += `${line(i, random)}\n`
    if (text.length < 65_536) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

function line(i: number, random: () => number): string {
  const physician = 1 + Math.floor(1_343 * random() ** 2.5)
  const maker = 1 + Math.floor(525 * random() ** 2)
  const isFood = random() < 0.9
  const value = (isFood ? 8 + 20 * random() : 40 + 2_000 * random()).toFixed(2)
  const [nature, form] = isFood
    ? ['Food and Beverage', 'In-kind items and services']
    : ['Consulting Fee', 'Cash or cash equivalent']
  const day = new Date(Date.UTC(2013, 7, 1) + Math.floor(880 * random()) * 86_400_000)
  const date = [day.getUTCMonth() + 1, day.getUTCDate(), day.getUTCFullYear()]
    .map((part) => String(part).padStart(2, '0'))
    .join('/')
  return `${physician},Maker ${maker} Inc.,${100_000 + maker},NJ,${value},${date},${form},${nature},${i + 1},Examplin`
}
