import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'

import {compile} from './evaluate.js'
import {hasOracle, ORACLE} from './testing/oracle.fixture.js'
import {type Configuration, extCodeOf, substationCorpus} from './testing/substation.fixture.js'

type Json = null | boolean | number | string | Json[] | {[name: string]: Json}

const compiled = (configuration: Configuration) =>
  compile(configuration.file, {extCode: extCodeOf(configuration), maxSteps: 2_000_000})

/** All objects in a value. */
function objectsIn(value: Json): Record<string, Json>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  return value !== null && typeof value === 'object' ? [value, ...Object.values(value).flatMap(objectsIn)] : []
}

describe('configurations as those of Substation', function () {
  this.timeout(300_000)

  it('compile to pruned settings, whose identities begin with the checksum of their type', () => {
    const objects = substationCorpus().flatMap((each) => objectsIn(JSON.parse(compiled(each)) as Json))

    const identified = objects.filter(({settings}) => settings && Object.hasOwn(settings as object, 'id'))
    assert.ok(identified.length > 100)
    for (const {type, settings} of identified) {
      const [ofType, ofSettings] = ((settings as Record<string, Json>)['id'] as string).split('-')
      assert.equal(
        ofType,
        createHash('md5')
          .update(type as string)
          .digest('hex')
          .slice(0, 8),
      )
      assert.match(ofSettings!, /^[0-9a-f]{8}$/)
    }
    for (const {settings = null} of objects) {
      for (const inner of objectsIn(settings)) assert.ok(!Object.values(inner).includes(null), JSON.stringify(inner))
    }
  })

  it('give the bytes that the C++ implementation gives', function () {
    if (!hasOracle()) this.skip()
    const different: string[] = []

    for (const each of substationCorpus()) {
      const variables = each.library === undefined ? [] : ['--ext-code-file', `sub=${each.library}`]
      const {stdout, stderr} = spawnSync(ORACLE, [...variables, each.file], {encoding: 'utf8'})
      if (stdout !== `${compiled(each)}\n`) different.push(`${each.name}\n${stderr}`)
    }

    assert.deepEqual(different, [])
  })
})
