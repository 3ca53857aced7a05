import assert from 'node:assert/strict'

import {sample} from '../testing/sample-app.fixture.js'
import {policy} from './policy.js'

const here = {account: '123456789012'}

describe('policy', () => {
  it('asks AWS for nothing where the settings name the account', async () => {
    const {app, settings, ctx} = await sample()
    const asked: string[] = []
    const nobody = {...ctx, identity: async () => Promise.reject(new Error(String(asked.push('identity'))))}

    const result = await policy(app, {...settings, ...here}, {commands: ['deploy']}, nobody)

    assert.equal(result.account, '123456789012')
    assert.deepEqual([asked, ctx.cloudFormation.calls], [[], []])
  })

  it('is of the account of the credentials where they do not', async () => {
    const {app, settings, ctx} = await sample()

    const {account, statements} = await policy(app, settings, {commands: ['plan']}, ctx)

    assert.equal(account, (await ctx.identity()).accountId)
    assert.ok(statements.some(({resources}) => resources.some((arn) => arn.includes(`:${account}:stack/sample-dev-`))))
  })

  it('says so where nobody can tell the account', async () => {
    const {app, settings, ctx} = await sample()
    const nobody = {...ctx, identity: async () => Promise.reject(new Error('no credentials'))}

    await assert.rejects(policy(app, settings, {commands: ['plan']}, nobody), {
      code: 'CREDENTIALS_MISSING',
      suggestions: ['aws-stack doctor'],
    })
  })

  it('has the ARNs of the partition that the region is in', async () => {
    const {app, settings, ctx} = await sample()

    const {statements} = await policy(app, {...settings, ...here, region: 'cn-north-1'}, {commands: ['deploy']}, ctx)

    const arns = statements.flatMap(({resources}) => resources).filter((resource) => resource !== '*')
    assert.ok(arns.length > 5)
    assert.deepEqual(
      arns.filter((arn) => !arn.startsWith('arn:aws-cn:')),
      [],
    )
  })

  it('gives a command no right of another one', async () => {
    const {app, settings, ctx} = await sample()
    const actionsOf = async (command: 'plan' | 'deploy' | 'destroy') => {
      const {statements} = await policy(app, {...settings, ...here}, {commands: [command]}, ctx)
      return statements.flatMap(({actions}) => actions)
    }

    const [plan, deploy, destroy] = await Promise.all([actionsOf('plan'), actionsOf('deploy'), actionsOf('destroy')])

    assert.ok(!plan.includes('cloudformation:ExecuteChangeSet') && deploy.includes('cloudformation:ExecuteChangeSet'))
    assert.ok(!destroy.includes('cloudformation:CreateChangeSet') && destroy.includes('cloudformation:DeleteStack'))
    assert.ok(!destroy.includes('ec2:CreateVpc') && destroy.includes('ec2:DeleteVpc'))
  })

  it('warns of types that nobody has reviewed', async () => {
    const {app, settings, ctx, edit} = await sample()
    await edit('network.yaml', 'Resources: {Phone: {Type: AWS::Connect::Instance}}')

    const {unknownTypes} = await policy(app, {...settings, ...here}, {commands: ['deploy']}, ctx)

    assert.ok(unknownTypes.includes('AWS::Connect::Instance'))
    assert.ok(ctx.host.events.some((event) => event.type === 'warning' && event.code === 'POLICY_INCOMPLETE'))
  })
})
