import assert from 'node:assert/strict'

import {assertAccount, inAccount} from './account.js'
import type {CallerIdentity} from './context.js'
import {StackError} from './errors.js'
import {sample} from './testing/sample-app.fixture.js'
import {deploy} from './verbs/deploy.js'
import {destroy} from './verbs/destroy.js'
import {listImages} from './verbs/list-images.js'
import {outputs} from './verbs/outputs.js'
import {plan} from './verbs/plan.js'
import {pushImages} from './verbs/push-images.js'
import {status} from './verbs/status.js'

const me: CallerIdentity = {accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/sample'}
const other = '210987654321'
const minutes = (count: number) => Date.now() + count * 60_000

describe('the expected account', () => {
  const verbs = {
    plan: (...[app, settings, ctx]: Args) => plan(app, settings, {}, ctx),
    deploy: (...[app, settings, ctx]: Args) => deploy(app, settings, {yes: true, force: false}, ctx),
    destroy: (...[app, settings, ctx]: Args) => destroy(app, settings, {yes: true, force: true}, ctx),
    status: (...[app, settings, ctx]: Args) => status(app, settings, {}, ctx),
    outputs: (...[app, settings, ctx]: Args) => outputs(app, settings, {}, ctx),
    listImages: (...[app, settings, ctx]: Args) => listImages(app, settings, {}, ctx),
    pushImages: (...[app, settings, ctx]: Args) => pushImages(app, settings, {}, ctx),
  }
  type Sample = Awaited<ReturnType<typeof sample>>
  type Args = [Sample['app'], Sample['settings'], Sample['ctx']]

  for (const [verb, run] of Object.entries(verbs)) {
    it(`is asked for before ${verb} calls anything else`, async () => {
      const {app, settings, ctx} = await sample()
      const asked: string[] = []
      const cloudFormation = Object.assign(Object.create(ctx.cloudFormation) as typeof ctx.cloudFormation, {
        describe: async () => void asked.push('describe'),
      })

      await assert.rejects(run(app, {...settings, account: other}, {...ctx, cloudFormation}), {code: 'WRONG_ACCOUNT'})

      assert.deepEqual(asked, [])
    })
  }

  it('is named beside the one that the credentials are of, with the principal and the place of the setting', () => {
    const settings = {
      stage: 'dev',
      region: 'eu-west-1',
      config: {},
      account: other,
      sources: {account: 'aws-stack.yaml:2'},
    }

    assert.throws(() => assertAccount(settings, me), {
      code: 'WRONG_ACCOUNT',
      message:
        'the credentials are of account 123456789012 (arn:aws:iam::123456789012:user/sample), and aws-stack.yaml:2 expects 210987654321',
    })
  })

  it('comes with the commands that lead to a profile of it', async () => {
    const {settings, ctx} = await sample()
    const profilesOf = async (account: string) => (account === other ? ['prod'] : [])

    await assert.rejects(
      inAccount({...settings, account: other}, {...ctx, profilesOf}, async () => 1),
      {
        message: /; prod is a profile of it$/,
        suggestions: ['aws sso login --profile prod', 'export AWS_PROFILE=prod'],
      },
    )
  })

  it('that is the right one lets the work begin', async () => {
    const {settings, ctx} = await sample()

    assert.equal(await inAccount({...settings, account: me.accountId}, ctx, async () => 'done'), 'done')
    assert.equal(ctx.host.of('identity.found')[0]?.accountId, me.accountId)
  })
})

describe('who we are', () => {
  it('is told where no account is expected too, once', async () => {
    const {app, settings, ctx} = await sample()

    await plan(app, settings, {}, ctx)

    assert.deepEqual(ctx.host.of('identity.found'), [{type: 'identity.found', ...me, region: 'eu-west-1'}])
  })

  it('may stay unknown: what the work meets is what is told', async () => {
    const {settings, ctx} = await sample()
    const unknown = {...ctx, identity: () => Promise.reject(new StackError('AWS_UNREACHABLE', 'no STS here'))}

    assert.equal(await inAccount(settings, unknown, async () => 'done'), 'done')
    await assert.rejects(
      inAccount(settings, unknown, () => Promise.reject(new Error('broken'))),
      /broken/,
    )
  })

  it('is not told after the work has failed', async () => {
    const {settings, ctx} = await sample()
    let answer: (identity: CallerIdentity) => void = () => {}
    const slow = {...ctx, identity: () => new Promise<CallerIdentity>((resolve) => (answer = resolve))}
    await assert.rejects(inAccount(settings, slow, () => Promise.reject(new Error('broken'))))

    answer(me)
    await new Promise(setImmediate)

    assert.deepEqual(ctx.host.events, [])
  })
})

describe('credentials that end', () => {
  const warningsOf = async (credentials: Partial<CallerIdentity>) => {
    const {settings, ctx} = await sample()
    await inAccount(settings, {...ctx, identity: async () => ({...me, ...credentials})}, async () => 1)
    return ctx.host.of('warning')
  }

  it('within a quarter of an hour, with nothing to renew them, are warned of', async () => {
    const [warning] = await warningsOf({expiresAt: minutes(14), renewed: false})

    assert.equal(warning?.code, 'CREDENTIALS_END_SOON')
    assert.match(warning.message, /^the credentials end in 14 min, and nothing renews them/)
  })

  it('later, or that are renewed, are not', async () => {
    assert.deepEqual(await warningsOf({expiresAt: minutes(16), renewed: false}), [])
    assert.deepEqual(await warningsOf({expiresAt: minutes(1), renewed: true}), [])
    assert.deepEqual(await warningsOf({}), [])
  })
})
