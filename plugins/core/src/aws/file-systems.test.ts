import assert from 'node:assert/strict'

import {createFileSystems} from './file-systems.js'
import {json, jsonError, ScriptedAws} from './scripted-aws.fixture.js'

const DESCRIBE = 'GET /2015-02-01/file-systems'

describe('EFS', () => {
  let aws: ScriptedAws
  beforeEach(async () => void (aws = await ScriptedAws.start()))
  afterEach(() => aws.close())

  it('tells the size of a file system, and when it was measured', async () => {
    const size = {Value: 6144, Timestamp: 1_700_000_000}
    aws.on(DESCRIBE, json({FileSystems: [{FileSystemId: 'fs-1', SizeInBytes: size}]}))

    const told = await createFileSystems(aws.access).describe('fs-1')

    assert.deepEqual(told, {id: 'fs-1', size: 6144, measuredAt: 1_700_000_000_000})
  })

  it('has nothing to say of one that does not exist', async () => {
    aws.on(DESCRIBE, jsonError(404, 'FileSystemNotFound', "File system 'fs-1' does not exist."))

    assert.equal(await createFileSystems(aws.access).describe('fs-1'), undefined)
  })
})
