import assert from 'node:assert/strict'

import {StackError} from './errors.js'
import {lossesOfRollout} from './losses-of-rollout.js'
import type {PropertyChange, ResourceChange} from './plan-result.js'
import {survey} from './survey.js'
import {type Sample, sample, SERVER, SERVICE_AT_REST} from './testing/sample-app.fixture.js'
import {deploy} from './verbs/deploy.js'
import {plan} from './verbs/plan.js'

const NAME = 'sample-dev-server-Service'
const WHAT = 'all events on its disk'
const yes = {yes: true, force: false}

/** Deployed, with a server that keeps its events on the task's disk and runs `desired` times. */
async function deployed({desired}: {desired: number}): Promise<Sample> {
  const made = await sample()
  await made.edit('server.yaml', SERVER.replace('Outputs:', 'Outputs:\n  Cluster: {Value: c}\n  Service: {Value: s}'))
  made.ctx.cloudFormation.outputs.set('sample-dev-server.Service', NAME)
  await deploy(made.app, made.settings, yes, made.ctx)
  made.ctx.ecs.services.set(NAME, {...SERVICE_AT_REST, desired, running: desired})
  const lostOnStop = ({NewService}: Readonly<Record<string, string>>) => (NewService === undefined ? undefined : WHAT)
  return {...made, app: {...made.app, server: {part: 'server', lostOnStop}}}
}

async function lossesOf(made: Sample, change: Partial<ResourceChange>, properties: readonly string[] = []) {
  const {stacks} = await survey(made.app, made.settings, ['server'], made.ctx)
  const changed = properties.map((path): PropertyChange => ({path}))
  const service = {logicalId: 'Service', type: 'AWS::ECS::Service', action: 'modify', properties: changed} as const
  return lossesOfRollout(stacks.get('server')!, {changes: [{...service, ...change}]}, made.ctx)
}

describe('an update that replaces the task of a server', () => {
  it('says in the plan what goes with the task, also while it is not known yet what changes', async () => {
    const made = await deployed({desired: 1})
    await made.edit('image/main.txt', 'another')

    const {losses} = await plan(made.app, made.settings, {}, made.ctx)

    assert.deepEqual(losses, [
      {
        part: 'server',
        logicalId: 'Service',
        resourceType: 'AWS::ECS::Service',
        grave: true,
        reason: `gets a new task: ${WHAT}`,
      },
    ])
  })

  it('is refused with --yes alone, and done with --force', async () => {
    const made = await deployed({desired: 1})
    await made.edit('image/main.txt', 'another')

    await assert.rejects(deploy(made.app, made.settings, yes, made.ctx), {
      code: 'DATA_LOSS',
      message: `nothing was changed: data would be lost: server/Service gets a new task: ${WHAT}`,
    })
    const untouched = made.ctx.cloudFormation.calls.filter((call) => call.startsWith('execute'))
    made.ctx.cloudFormation.pause = async () => void made.ctx.ecs.services.set(NAME, SERVICE_AT_REST)
    const forced = await deploy(made.app, made.settings, {yes: true, force: true}, made.ctx)

    assert.equal(untouched.length, 3)
    assert.equal(forced.changed, true)
  })

  it('is asked about, by a question that names what is lost', async () => {
    const made = await deployed({desired: 1})
    await made.edit('image/main.txt', 'another')
    made.ctx.host.answer = false

    await assert.rejects(deploy(made.app, made.settings, {yes: false, force: false}, made.ctx), {code: 'DECLINED'})

    const [question] = made.ctx.host.questions
    assert.deepEqual(
      question?.losses.map(({logicalId}) => logicalId),
      ['Service'],
    )
  })

  it('stops before the update where the server was started after the plan', async () => {
    const made = await deployed({desired: 0})
    await made.edit('image/main.txt', 'another')
    made.ctx.host.confirm = async () => Boolean(made.ctx.ecs.services.set(NAME, {...SERVICE_AT_REST, desired: 1}))

    await assert.rejects(deploy(made.app, made.settings, {yes: false, force: false}, made.ctx), {
      code: 'DATA_LOSS',
      message: /would lose data that the plan could not foresee: Service gets a new task: all events on its disk$/,
    })
  })

  it('loses nothing where no task is wanted, or where nothing goes with it', async () => {
    const stopped = await deployed({desired: 0})
    const kept = await deployed({desired: 1})
    const keeping = {...kept, app: {...kept.app, server: {part: 'server', lostOnStop: () => undefined}}}

    assert.deepEqual(await lossesOf(stopped, {}, ['Properties.TaskDefinition']), [])
    assert.deepEqual(await lossesOf(keeping, {}, ['Properties.TaskDefinition']), [])
  })

  it('is told from another one that its tasks outlive', async () => {
    const made = await deployed({desired: 1})

    const outlived = await lossesOf(made, {}, [
      'Properties.DesiredCount',
      'Tags',
      'Properties.DeploymentConfiguration.X',
    ])
    const replaced = await lossesOf(made, {}, ['Properties.DesiredCount', 'Properties.TaskDefinition'])
    const elsewhere = await lossesOf(made, {logicalId: 'Group', type: 'AWS::EC2::SecurityGroup'})
    const replacedService = await lossesOf(made, {replacement: 'True'}, ['Tags'])
    const perhaps = await lossesOf(made, {action: 'may-change', knownAfter: 'build'})

    assert.deepEqual([outlived, elsewhere], [[], []])
    assert.equal(replaced[0]?.reason, `gets a new task: ${WHAT}`)
    assert.equal(replacedService.length, 1)
    assert.equal(perhaps[0]?.reason, `may get a new task: ${WHAT}`)
  })

  it('may lose it where the changes are told from the templates alone', async () => {
    const made = await deployed({desired: 1})
    made.ctx.cloudFormation.setStatus('sample-dev-server', 'UPDATE_ROLLBACK_FAILED')
    await made.edit('image/main.txt', 'another')

    const {losses} = await plan(made.app, made.settings, {}, made.ctx)

    assert.deepEqual(
      losses.map(({reason}) => reason),
      [`may get a new task: ${WHAT}`],
    )
  })

  it('is taken for running where ECS does not let us look', async () => {
    const made = await deployed({desired: 0})
    made.ctx.ecs.failures.set('service', new StackError('ACCESS_DENIED', 'not allowed', {blame: 'user'}))

    const losses = await lossesOf(made, {}, ['Properties.TaskDefinition'])

    assert.equal(losses.length, 1)
    assert.ok(made.ctx.host.events.some((event) => event.type === 'warning' && event.code === 'NOT_VERIFIED'))
  })
})
