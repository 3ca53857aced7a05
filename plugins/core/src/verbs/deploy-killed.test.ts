import assert from 'node:assert/strict'

import fc from 'fast-check'

import type {Context} from '../context.js'
import {RecordingHost} from '../testing/recording-host.js'
import {NETWORK, type Sample, sample} from '../testing/sample-app.fixture.js'
import {deploy} from './deploy.js'

const yes = {yes: true, force: true}

describe('a deploy that is killed', () => {
  it('at any event, and run again, ends as one that was not', async () => {
    const events = (await eventsOf(await sample())).length

    await fc.assert(
      fc.asyncProperty(fc.integer({min: 0, max: events}), async (at) => {
        const killed = await sample()
        await untilKilled(killed, at)

        await deploy(killed.app, killed.settings, yes, killed.ctx)

        const whole = await sample()
        await deploy(whole.app, whole.settings, yes, whole.ctx)
        assert.deepEqual(endOf(killed), endOf(whole))
      }),
      {numRuns: 60},
    )
  })

  it('while it updates ends as one that was not', async () => {
    const events = (await eventsOf(await updated(await sample()))).length

    await fc.assert(
      fc.asyncProperty(fc.integer({min: 0, max: events}), async (at) => {
        const killed = await updated(await sample())
        await untilKilled(killed, at)

        await deploy(killed.app, killed.settings, yes, killed.ctx)

        const whole = await updated(await sample())
        await deploy(whole.app, whole.settings, yes, whole.ctx)
        assert.deepEqual(endOf(killed), endOf(whole))
      }),
      {numRuns: 60},
    )
  })
})

/** Deployed, then with another network and another image in the sources. */
async function updated(made: Sample): Promise<Sample> {
  await deploy(made.app, made.settings, yes, made.ctx)
  await made.edit('network.yaml', NETWORK.replace('!Ref Cidr}', '!Ref Cidr, EnableDnsSupport: true}'))
  await made.edit('image/main.txt', 'changed')
  return made
}

async function eventsOf({app, settings, ctx}: Sample): Promise<readonly unknown[]> {
  const host = new RecordingHost()
  await deploy(app, settings, yes, {...ctx, host})
  return host.events
}

/** After `at` events nothing that the run asks for is ever answered: it is gone, what it has begun at AWS goes on. */
async function untilKilled({app, settings, ctx}: Sample, at: number): Promise<void> {
  let told = 0
  let kill = () => {}
  const gone = new Promise<void>((resolve) => (kill = resolve))
  const isDead = () => told > at
  const host = new RecordingHost()
  host.notify = () => {
    told += 1
    if (isDead()) kill()
  }
  const mortal: Context = {
    ...ctx,
    host,
    cloudFormation: untilDead(ctx.cloudFormation, isDead),
    ecr: untilDead(ctx.ecr, isDead),
    docker: untilDead(ctx.docker, isDead),
  }
  await Promise.race([gone, deploy(app, settings, yes, mortal)])
}

function untilDead<Port extends object>(port: Port, isDead: () => boolean): Port {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target)
      if (typeof member !== 'function') return member
      return (...args: unknown[]): unknown => {
        if (isDead()) return new Promise(() => {})
        const answer: unknown = Reflect.apply(member, target, args)
        return isIterable(answer) ? eventsUntilDead(answer, isDead) : answer
      }
    },
  })
}

function isIterable(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer
}

async function* eventsUntilDead(events: AsyncIterable<unknown>, isDead: () => boolean): AsyncGenerator<unknown> {
  for await (const event of events) {
    yield event
    if (isDead()) await new Promise(() => {})
  }
}

/** All that is left in the account. */
function endOf({ctx}: Sample): unknown {
  const stacks = [...ctx.cloudFormation.stacks.values()].map(({stack, text}) => {
    const {name, status, parameters, outputs, tags} = stack
    return {name, status: status.replace(/^(CREATE|UPDATE)_/, ''), parameters, outputs, tags, text}
  })
  return {stacks: stacks.toSorted((a, b) => a.name.localeCompare(b.name)), changeSets: ctx.cloudFormation.changeSets}
}
