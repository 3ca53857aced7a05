import assert from 'node:assert/strict'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {pluginProject} from './fixtures/plugin-project.js'

const TEMPLATE = `Parameters:
  Password: {Type: String, NoEcho: true}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Description: !Sub "opened by \${Password}"
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
Outputs:
  Hint: {Description: What nobody should print., Value: !Sub "it is \${Password}"}
`

const APP = `import {defineApp} from '@aws-stack/core'
import {z} from 'zod'
export const vault = defineApp({
  name: 'vault',
  title: 'Vault',
  settings: z.strictObject({
    password: z.string().min(4, 'is too short').describe('Password.').meta({env: 'VAULT_PASSWORD', secret: true}),
  }),
  images: [],
  stacks: [{
    part: 'key',
    template: new URL('key.yaml', import.meta.url).pathname,
    parameters: ({config}) => ({Password: config.password}),
  }],
})
`

describe('a NoEcho parameter', function () {
  this.timeout(120_000)
  let local: LocalAws

  before(function () {
    local = localAws(this)
  })

  afterEach(() => local.clearFaults())

  it('is seen in no output of deploy, plan and a failure, neither the new value nor the one before', async () => {
    const user = await pluginProject({
      name: 'vault',
      app: APP,
      templates: {'key.yaml': TEMPLATE},
      verbs: ['plan', 'deploy', 'destroy'],
    })
    const [first, second] = ['first/secret "1"', 'second&secret+2']
    const said: string[] = []
    const run = async (password: string, ...args: string[]) => {
      const finished = await user.cli([...args, '--local'], {VAULT_PASSWORD: password})
      said.push(finished.stdout, finished.stderr)
      return finished
    }

    const deployed = await run(first, 'vault:deploy', '--yes', '--json')
    const planned = await run(second, 'vault:plan')
    const document = await run(second, 'vault:plan', '--json')
    await local.fail({stack: 'vault-dev-key', logicalId: 'Role', reason: `bad: ${second}, ${btoa(`me:${second}`)}`})
    const failed = await run(second, 'vault:deploy', '--yes', '--verbose')
    const wrong = await run('x"y', 'vault:plan')
    await local.clearFaults()
    const destroyed = await run(second, 'vault:destroy', '--yes', '--force')

    assert.deepEqual(
      [deployed, planned, document, failed, wrong, destroyed].map(({code}) => code),
      [0, 0, 0, 5, 2, 0],
    )
    assert.equal(
      (JSON.parse(deployed.stdout) as {stacks: {outputs: {Hint: string}}[]}).stacks[0]?.outputs.Hint,
      'it is ****',
    )
    assert.match(planned.stdout, /Description.*\*\*\*\*/)
    assert.match(failed.stderr, /bad: \*\*\*\*/)
    assert.match(wrong.stderr, /\*\*\*\* is too short/)
    const secrets = [first, second, JSON.stringify(first).slice(1, -1), btoa(`me:${second}`), 'x"y', 'x\\"y']
    for (const secret of secrets) assert.ok(!said.join('\n').includes(secret), said.join('\n'))
  })
})
