import { governedTables } from '../../src/app/governed.ts'

/** Every governed column that holds personal data, with its purpose and its basis in law, as Markdown. */
export function personalDataPage(): string {
  const lines = governedTables.flatMap(({ name, purposes }) =>
    Object.entries(purposes).map(
      ([column, { purpose, basis }]) => `| \`${name}.${column}\` | ${purpose} | ${basis} |`,
    ),
  )
  return `${[...intro, '', '| Column | Purpose | Basis |', '|---|---|---|', ...lines].join('\n')}\n`
}

const intro = [
  '# Personal data',
  '',
  'Generated from the tables. The log shows these columns as commitments under the key of their ' +
    'subject; without',
  'the key nothing can be read from them. The basis is our reading of the Personal Information ' +
    'Protection Law of the',
  'PRC (PIPL) and has to be confirmed by counsel for each company.',
]
