import assert from 'node:assert/strict'
import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import fc from 'fast-check'

import {fingerprintImage} from '../docker/fingerprint.js'
import {NETWORK, sample} from '../testing/sample-app.fixture.js'
import {deploy} from '../verbs/deploy.js'
import {plan} from '../verbs/plan.js'

const yes = {yes: true, force: true}

describe('a plan', () => {
  it('that is carried out leaves nothing to plan, whatever was in the sources', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit(), {minLength: 1, maxLength: 4}), async (edits) => {
        const {app, settings, ctx, edit} = await sample()
        for (const {file, text} of edits) {
          await edit(file, text)
          await deploy(app, settings, yes, ctx)
        }

        const again = await plan(app, settings, {}, ctx)

        assert.equal(again.changed, false)
        assert.deepEqual(again.losses, [])
      }),
      {numRuns: 25},
    )
  })

  it('is another one for any byte of an image that changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({minLength: 1, maxLength: 200}),
        fc.nat(),
        fc.integer({min: 1, max: 255}),
        async (bytes, place, change) => {
          const {app, folder} = await sample()
          const [image] = app.images
          assert.ok(image)
          const {dockerfile, context} = image
          const tag = () => fingerprintImage({dockerfile, context, platform: 'linux/amd64', buildArgs: {}})
          const file = join(folder, 'image', 'data')
          await writeFile(file, bytes)
          const before = await tag()

          const at = place % bytes.length
          await writeFile(
            file,
            bytes.map((byte, index) => (index === at ? byte ^ change : byte)),
          )

          assert.notEqual(await tag(), before)
        },
      ),
      {numRuns: 50},
    )
  })

  it('is another one for any value of a parameter, and for any property of a template that changes', async () => {
    const word = fc.stringMatching(/^[a-z0-9./-]{1,12}$/)
    await fc.assert(
      fc.asyncProperty(word, word, fc.boolean(), async (one, other, inTemplate) => {
        fc.pre(one !== other)
        const {app, settings, ctx, edit} = await sample()
        const network = (value: string) => NETWORK.replace('!Ref Cidr}', `!Ref Cidr, InstanceTenancy: "${value}"}`)
        const config = (value: string) => ({...settings, config: {cidr: inTemplate ? 'same' : value}})
        await edit('network.yaml', network(inTemplate ? one : 'same'))
        await deploy(app, config(one), yes, ctx)

        await edit('network.yaml', network(inTemplate ? other : 'same'))
        const {stacks} = await plan(app, config(other), {}, ctx)

        assert.equal(stacks.find(({part}) => part === 'network')?.action, 'update')
      }),
      {numRuns: 40},
    )
  })
})

/** A new text for one of the sources. */
function edit(): fc.Arbitrary<{file: string; text: string}> {
  const word = fc.stringMatching(/^[a-z]{1,8}$/)
  return fc.oneof(
    word.map((text) => ({file: 'image/main.txt', text})),
    word.map((name) => ({
      file: 'network.yaml',
      text: NETWORK.replace('Outputs:', `  ${name}0: {Type: AWS::EC2::SecurityGroup}\nOutputs:`),
    })),
    word.map((text) => ({file: 'network.yaml', text: `${NETWORK}  ${text}1: {Value: ${text}}\n`})),
    word.map((text) => ({file: 'network.yaml', text: `# ${text}\n${NETWORK}`})),
  )
}
