import assert from 'node:assert/strict'
import {PassThrough} from 'node:stream'
import {stripVTControlCharacters} from 'node:util'

import {type Question, StackError} from '@aws-stack/core'

import {TerminalHost} from './host.js'
import {samplePlan} from './testing/sample-plan.fixture.js'

const destroy: Question = {
  type: 'destroy',
  app: 'vast',
  stage: 'dev',
  region: 'eu-west-1',
  stacks: ['vast-dev-server', 'vast-dev-network'],
  losses: [...samplePlan.losses],
}

function hostOn({isTTY}: {isTTY: boolean}) {
  const input = Object.assign(new PassThrough(), {isTTY})
  const output = Object.assign(new PassThrough(), {isTTY})
  const controller = new AbortController()
  const said: string[] = []
  const reporter = {report() {}, say: (text: string) => void said.push(stripVTControlCharacters(text)), rest() {}}
  const host = new TerminalHost({reporter, signal: controller.signal, input, output})
  return {host, input, output, controller, said}
}

describe('TerminalHost', () => {
  it('shows what would be lost, then asks', async () => {
    const {host, input, output, said} = hostOn({isTTY: true})

    const answer = host.confirm(destroy)
    input.write('y\n')

    assert.equal(await answer, true)
    assert.match(
      said.join(),
      /- vast-dev-server\n {2}- vast-dev-network\n\nwould be lost for good\n .*all imported events/,
    )
    assert.equal(String(output.read()), 'Destroy vast, stage dev, in eu-west-1? (y/N) ')
  })

  it('shows the plan before it asks for a deploy', async () => {
    const {host, input, said} = hostOn({isTTY: true})

    const answer = host.confirm({type: 'deploy', plan: samplePlan, losses: []})
    input.write('YES\n')

    assert.equal(await answer, true)
    assert.match(said.join(), /CloudFormation will replace it/)
  })

  it('takes everything but yes for a no, the end of the input too', async () => {
    const answers = await Promise.all(
      ['\n', 'n\n', 'yess\n', undefined].map(async (line) => {
        const {host, input} = hostOn({isTTY: true})
        const answer = host.confirm(destroy)
        input.end(line)
        return answer
      }),
    )

    assert.deepEqual(answers, [false, false, false, false])
  })

  it('asks nobody where there is no terminal', async () => {
    const {host, said} = hostOn({isTTY: false})

    assert.equal(await host.confirm(destroy), 'no-terminal')
    assert.deepEqual(said, [])
  })

  it('is cancelled by a signal while it waits for the answer', async () => {
    const {host, controller, output} = hostOn({isTTY: true})

    const answer = host.confirm(destroy)
    const asking = host.isAsking
    controller.abort('SIGINT')

    await assert.rejects(
      answer,
      (error) => StackError.is(error) && error.code === 'CANCELLED' && error.details['signal'] === 'SIGINT',
    )
    assert.deepEqual([asking, host.isAsking], [true, false])
    assert.ok(String(output.read()).endsWith('(y/N) \n'))
  })
})
