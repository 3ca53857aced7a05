import assert from 'node:assert/strict'

import {StackError} from './errors.js'
import {type Sample, sample} from './testing/sample-app.fixture.js'
import {cancel} from './verbs/cancel.js'
import {deploy} from './verbs/deploy.js'
import {destroy} from './verbs/destroy.js'
import {plan} from './verbs/plan.js'

interface Row {
  /** What an operation under way comes to; `''`: the stack is gone. */
  readonly ending?: string
  readonly plan: string
  /** What is asked of CloudFormation, in order. */
  readonly deploy: string
  readonly destroy: string
  readonly cancel: string
}

const UPDATED = {plan: 'update', deploy: 'update', destroy: 'delete', cancel: ''}
const REPLACED = {plan: 'recreate', deploy: 'delete create', destroy: 'delete', cancel: ''}

/** StackStatus of the CloudFormation API reference, all of them. */
const STATES: Readonly<Record<string, Row>> = {
  REVIEW_IN_PROGRESS: {plan: 'create', deploy: 'create', destroy: 'delete', cancel: ''},
  CREATE_IN_PROGRESS: {
    ending: 'CREATE_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'deletes',
  },
  CREATE_FAILED: REPLACED,
  CREATE_COMPLETE: UPDATED,
  ROLLBACK_IN_PROGRESS: {
    ending: 'ROLLBACK_COMPLETE',
    plan: 'wait recreate',
    deploy: 'wait delete create',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  ROLLBACK_FAILED: REPLACED,
  ROLLBACK_COMPLETE: REPLACED,
  DELETE_IN_PROGRESS: {ending: '', plan: 'wait create', deploy: 'wait create', destroy: 'wait', cancel: 'cannot'},
  DELETE_FAILED: REPLACED,
  DELETE_COMPLETE: {plan: 'create', deploy: 'create', destroy: '', cancel: ''},
  UPDATE_IN_PROGRESS: {
    ending: 'UPDATE_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'rolls-back',
  },
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: {
    ending: 'UPDATE_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  UPDATE_COMPLETE: UPDATED,
  UPDATE_FAILED: {plan: 'restore', deploy: 'rollback update', destroy: 'delete', cancel: ''},
  UPDATE_ROLLBACK_IN_PROGRESS: {
    ending: 'UPDATE_ROLLBACK_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: {
    ending: 'UPDATE_ROLLBACK_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  UPDATE_ROLLBACK_COMPLETE: UPDATED,
  UPDATE_ROLLBACK_FAILED: {plan: 'restore', deploy: 'continueRollback update', destroy: 'delete', cancel: ''},
  IMPORT_IN_PROGRESS: {
    ending: 'IMPORT_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  IMPORT_COMPLETE: UPDATED,
  IMPORT_ROLLBACK_IN_PROGRESS: {
    ending: 'IMPORT_ROLLBACK_COMPLETE',
    plan: 'wait update',
    deploy: 'wait update',
    destroy: 'wait delete',
    cancel: 'cannot',
  },
  IMPORT_ROLLBACK_COMPLETE: UPDATED,
  IMPORT_ROLLBACK_FAILED: {plan: 'STACK_STATE', deploy: 'STACK_STATE', destroy: 'delete', cancel: ''},
}

const STACK = 'sample-dev-network'

describe('a stack', () => {
  for (const [status, row] of Object.entries(STATES)) {
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
async function found(status: string, {ending}: Row): Promise<Sample> {
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
