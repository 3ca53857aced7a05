import assert from 'node:assert/strict'

import {createEcs} from './ecs.js'
import {json, jsonError, ScriptedAws} from './scripted-aws.fixture.js'

const INPUT = {cluster: 'c', task: 'arn:aws:ecs:eu-west-1:123456789012:task/c/abc', container: 'main', command: 'sh'}

describe('ExecuteCommand', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('gives a session, whose token nobody gets to see', async () => {
    const session = {sessionId: 'id', streamUrl: 'wss://ssmmessages/v1', tokenValue: 'AAEAAeVzY3JldHRva2Vu'}
    aws.on('ExecuteCommand', json({session}))

    const given = await createEcs(aws.access).execute(INPUT)

    assert.deepEqual(given, {id: 'id', streamUrl: session.streamUrl, tokenValue: session.tokenValue})
    assert.deepEqual(aws.inputsOf('ExecuteCommand'), [{...INPUT, interactive: true}])
    assert.equal(aws.access.secrets.mask(session.tokenValue), '****')
  })

  it('says what a task lacks whose agent is not connected', async () => {
    aws.on(
      'ExecuteCommand',
      jsonError(400, 'TargetNotConnectedException', 'The execute command failed due to an internal error.'),
    )

    const asked = createEcs(aws.access).execute(INPUT)

    await assert.rejects(asked, {code: 'EXEC_UNAVAILABLE', message: /^the task abc takes no commands: .*ssmmessages:/})
  })

  it('says that a task was started without it', async () => {
    const words =
      'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.'
    aws.on('ExecuteCommand', jsonError(400, 'InvalidParameterException', words))

    const asked = createEcs(aws.access).execute(INPUT)

    await assert.rejects(asked, {code: 'EXEC_UNAVAILABLE', message: /ECS Exec was off when it was started/})
  })

  it('names the permission that is missing', async () => {
    const words =
      'User: arn:aws:iam::123456789012:user/a is not authorized to perform: ecs:ExecuteCommand on resource: arn:x'
    aws.on('ExecuteCommand', jsonError(400, 'AccessDeniedException', words))

    const asked = createEcs(aws.access).execute(INPUT)

    await assert.rejects(asked, {code: 'ACCESS_DENIED', message: /no permission for ecs:ExecuteCommand/})
  })
})
