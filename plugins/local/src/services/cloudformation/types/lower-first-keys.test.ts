import assert from 'node:assert/strict'

import {lowerFirstKeys} from './lower-first-keys.js'

describe('lowerFirstKeys', () => {
  it('spells keys small at any depth', () => {
    const input = lowerFirstKeys({LogConfiguration: {LogDriver: 'awslogs'}, Volumes: [{Name: 'Storage'}]})

    assert.deepEqual(input, {logConfiguration: {logDriver: 'awslogs'}, volumes: [{name: 'Storage'}]})
  })

  it('leaves the user’s own keys alone, and knows the odd spellings', () => {
    const input = lowerFirstKeys(
      {DockerLabels: {Org: 'X'}, EFSVolumeConfiguration: {FilesystemId: 'fs-1'}},
      {
        verbatim: ['DockerLabels'],
        renamed: {EFSVolumeConfiguration: 'efsVolumeConfiguration', FilesystemId: 'fileSystemId'},
      },
    )

    assert.deepEqual(input, {dockerLabels: {Org: 'X'}, efsVolumeConfiguration: {fileSystemId: 'fs-1'}})
  })
})
