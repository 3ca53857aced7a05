import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {compile} from '@aws-stack/jsonnet'

import {skip} from './fixtures/local-aws.js'
import {root} from './fixtures/project.js'

const EXAMPLES = join(root, 'examples', 'substation')
/** Debian's, an implementation of somebody else's. */
const WITNESS = '/usr/bin/jsonnet'
const NODES = [
  'dynamodb-sink',
  'enrichment',
  'gateway-source',
  'processed-s3-sink',
  'processor',
  'raw-s3-sink',
  's3-source',
]

interface Compiled {
  readonly sink?: {readonly type: string}
  readonly transform?: {readonly type: string}
  readonly transforms?: readonly {readonly type: string}[]
}

describe("Substation's examples", () => {
  const names = join(EXAMPLES, 'names.jsonnet')
  const extCode = {names: readFileSync(names, 'utf8')}
  const sourceOf = (era: string, node: string) => join(EXAMPLES, era, node, 'config.jsonnet')

  for (const era of ['v0.9', 'v2']) {
    it(`have one directory for each function of the pipeline: ${era}`, () => {
      const found = readdirSync(join(EXAMPLES, era)).filter((node) => existsSync(sourceOf(era, node)))

      assert.deepEqual(found.toSorted(), NODES)
    })

    for (const node of NODES) {
      it(`compile to the bytes of another implementation, in the shape of their era: ${era}/${node}`, function () {
        if (!existsSync(WITNESS)) skip(this, `${WITNESS} is not there`)
        const source = sourceOf(era, node)
        const theirs = execFileSync(WITNESS, ['--ext-code-file', `names=${names}`, source], {encoding: 'utf8'})

        const ours = compile(source, {extCode})

        // Its command ends what it prints with a line break.
        assert.equal(`${ours}\n`, theirs)
        const {sink, transform, transforms} = JSON.parse(ours) as Compiled
        if (era === 'v2') assert.ok(transforms?.every(({type}) => type !== ''))
        else assert.ok(sink?.type && ['transfer', 'batch'].includes(transform?.type ?? ''))
      })
    }
  }
})
