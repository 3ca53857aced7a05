import assert from 'node:assert/strict'

import type {ServiceRequest, ServiceResponse} from '../service.js'
import {createBackupPolicies} from './efs-backup-policy.js'

const ENABLED = JSON.stringify({BackupPolicy: {Status: 'ENABLED'}})

describe('the backup policy of a file system', () => {
  const policies = createBackupPolicies()
  let systems: string[]

  /** moto: file systems, and the policy that none was created with. */
  const moto = async ({path, query}: ServiceRequest): Promise<ServiceResponse> => {
    if (path.endsWith('/backup-policy')) return {status: 404, headers: {}, body: 'PolicyNotFound'}
    const found = systems.includes(query.get('FileSystemId') ?? '')
    return {status: found ? 200 : 404, headers: {}, body: found ? '{}' : 'FileSystemNotFound'}
  }
  const call = async (operation: 'Put' | 'Describe', body = '') => {
    const request: ServiceRequest = {
      service: 'elasticfilesystem',
      region: 'eu-west-1',
      accountId: '123456789012',
      method: operation === 'Put' ? 'PUT' : 'GET',
      path: '/2015-02-01/file-systems/fs-1/backup-policy',
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.from(body),
    }
    return (await policies.corrections[`elasticfilesystem.${operation}BackupPolicy`]!(request, moto)).body
  }

  beforeEach(() => (systems = ['fs-1']))

  it('is what was put, until all is forgotten', async () => {
    assert.equal(await call('Put', ENABLED), ENABLED)
    assert.equal(await call('Describe'), ENABLED)

    policies.clear()

    assert.equal(await call('Describe'), 'PolicyNotFound')
  })

  it('goes with its file system', async () => {
    await call('Put', ENABLED)

    systems = []

    assert.equal(await call('Describe'), 'FileSystemNotFound')
    assert.equal(await call('Put', ENABLED), 'FileSystemNotFound')
  })
})
