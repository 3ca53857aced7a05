import assert from 'node:assert/strict'

import {StackError} from './errors.js'
import {type Sample, sample} from './testing/sample-app.fixture.js'
import {STACK_STATES, type StackStateRow} from './testing/stack-states.js'
import {cancel} from './verbs/cancel.js'
import {deploy} from './verbs/deploy.js'
import {destroy} from './verbs/destroy.js'
import {plan} from './verbs/plan.js'

const STACK = 'sample-dev-network'

describe('a stack', () => {
  for (const [status, row] of Object.entries(STACK_STATES)) {
    describe(`in ${status}`, () => {
      it(`is planned: ${row.plan}`, async () => {
        const {app, settings, ctx} = await found(status, row)

        const planned = await codeOf(async () => {
          const {stacks} = await plan(app, settings, {parts: ['network']}, ctx)
          return stacks[0]?.action ?? ''
        })

        assert.equal([...waits(ctx), planned].join(' '), row.plan)
      })

      it(`is deployed: ${row.deploy}`, async () => {
        const {app, settings, ctx} = await found(status, row)

        const failure = await codeOf(() => deploy(app, settings, {yes: true, force: true, parts: ['network']}, ctx))

        assert.equal([...asked(ctx), ...(typeof failure === 'string' ? [failure] : [])].join(' '), row.deploy)
        if (typeof failure !== 'string')
          assert.match(ctx.cloudFormation.stacks.get(STACK)?.stack.status ?? '', /^(CREATE|UPDATE)_COMPLETE$/)
      })

      it(`is destroyed: ${row.destroy || 'nothing to do'}`, async () => {
        const {app, settings, ctx} = await found(status, row)

        await destroy(app, settings, {yes: true, force: true, parts: ['network']}, ctx)

        assert.equal(asked(ctx).join(' '), row.destroy)
        assert.equal(ctx.cloudFormation.stacks.has(STACK), false)
      })

      it(`is cancelled: ${row.cancel || 'nothing runs'}`, async () => {
        const {app, settings, ctx} = await found(status, row)

        const {stacks} = await cancel(app, settings, {}, ctx)

        assert.deepEqual(
          stacks.map(({how}) => how),
          row.cancel ? [row.cancel] : [],
        )
      })
    })
  }
})

/** Deployed once with another template, then put into the state. */
async function found(status: string, {ending}: StackStateRow): Promise<Sample> {
  const made = await sample()
  const {app, settings, ctx, edit} = made
  if (status !== 'DELETE_COMPLETE') {
    await deploy(app, settings, {yes: true, force: false, parts: ['network']}, ctx)
    await edit('network.yaml', ANOTHER)
    ctx.cloudFormation.setStatus(STACK, status)
    if (ending !== undefined) ctx.cloudFormation.endings.set(STACK, ending)
  }
  ctx.cloudFormation.calls.length = 0
  return made
}

const ANOTHER = `Parameters:
  Cidr: {Type: String}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr, EnableDnsSupport: true}}
Outputs:
  VpcId: {Value: !Ref Vpc}
`

type Fakes = Sample['ctx']

function waits({host}: Fakes): string[] {
  return host.of('stack.waiting').map(() => 'wait')
}

/** Writes alone; an execution by what it executes. */
function asked(ctx: Fakes): string[] {
  const words = ctx.cloudFormation.calls.flatMap((call) => {
    const [verb = ''] = call.split(' ')
    if (verb === 'execute') {
      const created = ctx.cloudFormation.stacks.get(STACK)?.stack.status === 'CREATE_COMPLETE'
      return [created ? 'create' : 'update']
    }
    return ['delete', 'rollback', 'continueRollback'].includes(verb) ? [verb] : []
  })
  return [...waits(ctx), ...words]
}

async function codeOf<T>(run: () => Promise<T>): Promise<T | string> {
  try {
    return await run()
  } catch (error) {
    assert.ok(StackError.is(error), String(error))
    return error.code
  }
}
