import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandEnvironment } from '../../test/setup/command-environment.ts'
import { foundedCompany, founder, masterKey } from '../../test/setup/founded-company.ts'
import { freshDatabase, type FreshDatabase } from '../../test/setup/fresh-database.ts'
import { adoptShippedPolicies } from '../app/policies.ts'
import { addDays, dayIn } from '../kernel/time.ts'
import { systemClock } from '../platform/clock.ts'

const folder = mkdtempSync(join(tmpdir(), 'aboveboard-cli-policy-'))
const policies = join(import.meta.dirname, '..', '..', 'policies')
const org = readFileSync(join(policies, 'org.yaml'), 'utf8')
const now = systemClock()
const nextMonth = addDays(dayIn('Asia/Shanghai', now()), 31)
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
  const { door } = await foundedCompany(database, [founder('ada', { role: 'administrator' })])
  await adoptShippedPolicies({ door, now, pool: database.pool('app') })
})

afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

function write(name: string, content: string): string {
  writeFileSync(join(folder, name), content)
  return name
}

function start(args: readonly string[], settings: Readonly<Record<string, string>>) {
  return spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: commandEnvironment({ ABOVEBOARD_DATA: folder, ...settings }),
  })
}

/** Runs the command on the database, for a machine. */
function run(...args: string[]) {
  const done = start([...args, '--json'], {
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    DATABASE_AUDITOR_URL: database.auditorUrl,
    DATABASE_ROLE_PREFIX: database.roles.app.replace(/_app$/, ''),
    ABOVEBOARD_MASTER_KEY: masterKey.toString('base64'),
  })
  const text = done.stdout.trim()
  return { code: done.status, answer: text === '' ? undefined : JSON.parse(text), err: done.stderr }
}

const raised = org
  .replace(/^version: .*$/m, 'version: 7.0.0')
  .replace('{measure: mealsYear, max: 4}', '{measure: mealsYear, max: 5}')

describe('without a database', { timeout: 120_000 }, () => {
  test('a text is checked against the shipped packs, with the line of each problem', () => {
    write('bad.yaml', raised.replace('severity: critical', 'severity: extreme'))
    const bad = start(['policy', 'check', 'bad.yaml'], {})
    const line = raised.split('\n').findIndex((text) => text.includes('severity: critical')) + 1
    expect(bad.status).toBe(1)
    expect(bad.stdout).toContain(`bad.yaml:${line}  ORG-CASH  rules.0.severity  Invalid option`)
    expect(bad.stderr).toContain('compared with the shipped packs')
    const good = start(['policy', 'check', write('org.yaml', raised)], { LANG: 'zh_CN.UTF-8' })
    expect(good.status).toBe(0)
    expect(good.stdout).toContain('没有问题，用例全部通过。')
    expect(good.stdout).toContain('修改  ORG-MEAL  民营客户工作餐')
    expect(good.stdout).toContain('+ [{measure: mealOccasion')
    expect(good.stdout).toContain(
      '! ORG-SOD  第 1 行不会生效：表单和档案目前给不出审批人、支付人、政策编辑人',
    )
  })

  test('two files are compared', () => {
    const done = start(['policy', 'diff', write('one.yaml', org), write('two.yaml', raised), '--json'], {})
    expect(done.status).toBe(1)
    expect(JSON.parse(done.stdout)).toMatchObject({ rules: [{ change: 'changed', ruleId: 'ORG-MEAL' }] })
    expect(start(['policy', 'diff', 'one.yaml', 'one.yaml'], {}).status).toBe(0)
  })

  test('wrong use is told with the usage', () => {
    for (const args of [['policy'], ['policy', 'show'], ['policy', 'adopt', 'none.yaml', '--from', 'soon']]) {
      const done = start(args, {})
      expect(done.status).toBe(2)
      expect(done.stderr).toContain('Usage: aboveboard policy')
    }
  })
})

describe('on a database', { timeout: 120_000 }, () => {
  test('a version is laid down for compliance and is not in force by that', () => {
    const file = write('org.yaml', raised)
    const done = run('policy', 'adopt', file, '--from', nextMonth, '--why', 'Board')
    expect(done).toMatchObject({
      code: 0,
      answer: {
        proposal: { state: 'proposed', filedBy: 'the command line', confirm: { can: false } },
        diff: { rules: [{ change: 'changed', ruleId: 'ORG-MEAL' }] },
      },
    })
    expect(done.err).toContain('takes effect once one of compliance confirms it')
    const { versions, proposals } = run('policy', 'list', 'org').answer
    expect(versions).toMatchObject([{ packId: 'org', state: 'in_force' }])
    expect(proposals).toMatchObject([{ packVersion: '7.0.0', day: nextMonth }])
    const again = run('policy', 'adopt', file, '--from', nextMonth, '--why', 'Board')
    expect(again).toMatchObject({ code: 1, answer: { refused: 'policy.proposal_open' } })
    expect(again.err).toContain('Confirm or decline that one first.')
    expect(run('policy', 'decline', done.answer.proposal.proposalId)).toMatchObject({
      code: 0,
      answer: { state: 'declined' },
    })
  })

  test('all searches for a limit are printed, however many', async () => {
    const owner = database.pool('owner', 1)
    await owner.query(`set app.entities to '*'`)
    await owner.query(
      `insert into policy.near_limit
select 'near_' || lpad(i::text, 8, '0'), 1, entity.id, 'per_1', repeat('0', 64), 'ORG-GIFT', null,
  'logoYear', 'org', '1.0.0', 5, moment, moment
from generate_series(1, 201) as i,
  lateral (select timestamptz '2026-01-01' + make_interval(mins => i / 2) as moment) as at,
  (select id from access.entity limit 1) as entity`,
    )
    const { answer } = run('policy', 'attempts')
    expect(new Set(answer.map(({ id }: { id: string }) => id)).size).toBe(201)
    expect(answer).toHaveLength(201)
  })

  test('a text with problems is not laid down, and a version is shown with the text to edit', () => {
    const file = write('bad.yaml', raised.replace('CNY 50.00', 'CNY 40.00'))
    const bad = run('policy', 'adopt', file, '--from', nextMonth, '--why', 'Board')
    expect(bad).toMatchObject({ code: 1, answer: { ok: false, problems: [{ rule: 'ORG-GIFT' }] } })
    expect(run('policy', 'list').answer.proposals).toEqual([])
    const shown = run('policy', 'show', 'org').answer
    expect(shown.content).toBe(org)
    expect(shown.rules.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('ORG-TENDER')
    expect(run('policy', 'show', 'nothing')).toMatchObject({ code: 2 })
  })

  test('a pack of a country may be proposed to end, the company pack not', () => {
    const { versions } = run('policy', 'list').answer as { versions: { packId: string; versionId: string }[] }
    const idOf = (packId: string) => versions.find((each) => each.packId === packId)?.versionId ?? ''
    const end = (id: string) => run('policy', 'end', id, '--on', nextMonth, '--why', 'sold')
    expect(end(idOf('org'))).toMatchObject({ code: 1, answer: { refused: 'policy.must_go_on' } })
    expect(end(idOf('gb-bribery'))).toMatchObject({ code: 0, answer: { proposal: { kind: 'end' } } })
  })
})
