import assert from 'node:assert/strict'
import {mkdir, symlink, unlink} from 'node:fs/promises'
import {join} from 'node:path'

import {localAws, type LocalAws} from './fixtures/local-aws.js'
import {type Project, project, root} from './fixtures/project.js'

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

/** A project with a plugin of its own. */
async function vaultProject(): Promise<Project> {
  const user = await project()
  const modules = join(user.folder, 'node_modules')
  await unlink(modules)
  await mkdir(join(modules, '@aws-stack'), {recursive: true})
  for (const name of ['@aws-stack/core', '@aws-stack/kit', '@aws-stack/local', 'aws-stack', 'zod', '.bin'])
    await symlink(join(root, 'node_modules', name), join(modules, name))
  await user.write(
    'package.json',
    JSON.stringify({dependencies: {'@aws-stack/local': '*', '@aws-stack/plugin-vault': '*'}}),
  )
  const plugin = join('node_modules', '@aws-stack', 'plugin-vault')
  await mkdir(join(user.folder, plugin, 'commands', 'vault'), {recursive: true})
  const oclif = {bin: 'aws-stack', commands: './commands', topicSeparator: ' '}
  const manifest = {name: '@aws-stack/plugin-vault', version: '0.1.0', type: 'module', oclif}
  await user.write(join(plugin, 'package.json'), JSON.stringify(manifest))
  await user.write(join(plugin, 'app.js'), APP)
  await user.write(join(plugin, 'key.yaml'), TEMPLATE)
  for (const verb of ['plan', 'deploy', 'destroy']) {
    const text = `import {${verb}Command} from '@aws-stack/kit'\nimport {vault} from '../../app.js'\nexport default ${verb}Command(vault)\n`
    await user.write(join(plugin, 'commands', 'vault', `${verb}.js`), text)
  }
  return user
}

describe('a NoEcho parameter', function () {
  this.timeout(120_000)
  let local: LocalAws

  before(function () {
    local = localAws(this)
  })

  afterEach(() => local.clearFaults())

  it('is seen in no output of deploy, plan and a failure, neither the new value nor the one before', async () => {
    const user = await vaultProject()
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
