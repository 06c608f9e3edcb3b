import { systemActor } from '../../src/platform/act/actor.ts'
import type { Organisation } from '../../src/modules/access/index.ts'
import type { Reader } from '../../src/modules/requests/view/reader.ts'

/** An organisation of nobody, for views that only need names as they are. */
export const noOrganisation = {
  people: new Map(),
  units: new Map(),
  entities: new Map(),
} as unknown as Organisation

/** Whoever reads a view in a test: in Chinese, on 26 November 2026. */
export function readerFor(organisation: Organisation): Reader {
  return {
    actor: systemActor,
    language: 'zh-CN',
    now: '2026-11-26T04:00:00.000Z',
    zone: 'Asia/Shanghai',
    organisation,
  }
}
