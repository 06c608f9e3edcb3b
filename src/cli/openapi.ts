import { openapiDocument } from '../app/openapi.ts'
import { cliTexts } from '../texts/cli.ts'
import type { CliCommand } from './args.ts'
import { exit } from './io.ts'

/** The description of the HTTP interface, as the server also gives it at `/openapi.json`. */
export const openapiCommand: CliCommand = {
  summary: cliTexts['cli.openapi'],
  usage: '',
  options: {},
  run: async ({ io }) => {
    const document = openapiDocument()
    io.answer(document, () => [JSON.stringify(document, undefined, 2)])
    return exit.done
  },
}
