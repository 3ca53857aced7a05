import assert from 'node:assert/strict'

import {formatWorkflow} from './format-workflow.js'
import {GITHUB_ISSUER} from './github-access.js'
import {judgeWorkflow} from './judge-workflow.js'

const access = {
  owner: 'acme',
  repository: 'tools',
  ids: {owner: '123', repository: '456'},
  branch: 'main',
  issuer: GITHUB_ISSUER,
  claims: true,
}
const roles = {plan: 'arn:aws:iam::123456789012:role/p', deploy: 'arn:aws:iam::123456789012:role/d'}
const place = {stage: 'dev', region: 'eu-west-1', account: '123456789012'}
const COMMIT = '0123456789abcdef0123456789abcdef01234567'
const action = {uses: `org/aws-stack-action@${COMMIT}`, version: 'v1'}
const good = formatWorkflow({access, apps: ['vast'], ...place, roles, action})
const throughProd = formatWorkflow({access: {...access, environment: 'prod'}, apps: ['vast'], ...place, roles, action})

const judge = (text: string, environment?: string) =>
  judgeWorkflow(text, {
    access: {...access, ...(environment !== undefined && {environment})},
    ...place,
    roles,
    action: 'org/aws-stack-action',
  })

describe('a workflow', () => {
  it('is good as it is written', () => {
    assert.deepEqual(judge(good), [])
    assert.deepEqual(judge(throughProd, 'prod'), [])
  })

  const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1
  const cases: [string, string | RegExp, string, string, RegExp][] = [
    ['has no token', / {6}id-token: write\n/g, '', 'WORKFLOW_PERMISSIONS', /lacks id-token: write/],
    [
      'may write everything',
      /permissions:\n {6}contents: read\n {6}id-token: write\n(?= {4}concurrency:\n {6}group: aws-stack-\$)/,
      'permissions: write-all\n',
      'WORKFLOW_PERMISSIONS',
      /write-all is more/,
    ],
    ['deploys with the role that plans', roles.deploy, roles.plan, 'WORKFLOW_ROLE', /role\/p should be .*role\/d$/],
    [
      'signs in to another account',
      roles.deploy,
      'arn:aws:iam::999999999999:role/d',
      'WORKFLOW_ROLE',
      /of account 999999999999,/,
    ],
    ['names no role', /\n {10}role-arn: .*role\/d/, '', 'WORKFLOW_ROLE', /role-arn is missing: it should be/],
    [
      'is for another region',
      'region: eu-west-1',
      'region: eu-west-2',
      'WORKFLOW_REGION',
      /eu-west-2 should be eu-west-1/,
    ],
    ['runs what a tag names', COMMIT, 'v1', 'WORKFLOW_UNPINNED', /@v1 is not pinned by its commit/],
    [
      'runs a checkout that a tag names',
      /actions\/checkout@\w+/,
      'actions/checkout@v7',
      'WORKFLOW_UNPINNED',
      /checkout@v7/,
    ],
    [
      'ends deploys in the middle',
      'cancel-in-progress: false',
      'cancel-in-progress: true',
      'WORKFLOW_CANCELS',
      /in the middle/,
    ],
    [
      'names an environment',
      "if: github.event_name == 'push'",
      'environment: {name: prod}',
      'WORKFLOW_ENVIRONMENT',
      /prod is not in the role's trust/,
    ],
    ['deploys nothing', ':deploy', ':status', 'WORKFLOW_MISSING', /no step of it runs :deploy/],
    ['cannot be read', 'jobs:', 'jobs: [', 'WORKFLOW_INVALID', /cannot be read/],
    ['is a list', /^[^]*$/, '- a\n', 'WORKFLOW_MISSING', /no step of it runs :plan/],
  ]
  for (const [what, from, to, code, message] of cases) {
    it(`that ${what} is found`, () => {
      const text = good.replace(from, to)

      const found = judge(text)

      assert.notEqual(text, good)
      assert.ok(
        found.some((one) => one.code === code && message.test(one.message)),
        JSON.stringify(found),
      )
    })
  }

  it('is told with the line of the key that is wrong', () => {
    const [found] = judge(
      good.replace(roles.deploy, roles.plan).replace('name: aws-stack dev', '# one\n# two\nname: x'),
    )

    assert.equal(found?.line, lineOf(good, `role-arn: ${roles.deploy}`) + 2)
  })

  it('needs the environment that the role knows', () => {
    assert.deepEqual(
      judge(good, 'prod').map(({code}) => code),
      ['WORKFLOW_ENVIRONMENT'],
    )
  })

  it('is not blamed for what GitHub fills in, or for jobs of another stage', () => {
    const more = `  prod:
    runs-on: ubuntu-latest
    steps:
      - uses: org/aws-stack-action@${COMMIT}
        with: {command: "vast:deploy", stage: prod, role-arn: another}
`

    assert.deepEqual(judge(good.replace(roles.deploy, '${{ vars.ROLE }}') + more), [])
  })
})
