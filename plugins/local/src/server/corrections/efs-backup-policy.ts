import type {Correction} from '../front.js'
import type {ServiceRequest, ServiceResponse} from '../service.js'
import {requestJson} from './json-body.js'

interface Policy {
  readonly BackupPolicy: {readonly Status: string}
}

export interface BackupPolicies {
  readonly corrections: Readonly<Record<string, Correction>>
  clear(): void
}

/** PutBackupPolicy, which moto does not have, and DescribeBackupPolicy, which knows only what a file system was created with. */
export function createBackupPolicies(): BackupPolicies {
  const put = new Map<string, Policy>()
  return {
    corrections: {
      'elasticfilesystem.PutBackupPolicy': async (request, forward) => {
        const found = await forward(lookAt(request))
        if (found.status >= 300) return found

        const policy = requestJson<Policy>(request)
        put.set(keyOf(request), policy)
        return answer(policy)
      },
      'elasticfilesystem.DescribeBackupPolicy': async (request, forward) => {
        const policy = put.get(keyOf(request))
        if (!policy) return forward(request)

        const found = await forward(lookAt(request))
        if (found.status < 300) return answer(policy)
        put.delete(keyOf(request))
        return found
      },
    },
    clear: () => put.clear(),
  }
}

/** DescribeFileSystems: one that is not there is moto's to refuse. */
function lookAt(request: ServiceRequest): ServiceRequest {
  const query = new URLSearchParams({FileSystemId: fileSystemOf(request)})
  return {...request, method: 'GET', path: '/2015-02-01/file-systems', query, body: Buffer.alloc(0)}
}

function fileSystemOf({path}: ServiceRequest): string {
  return path.split('/')[3] ?? ''
}

function keyOf(request: ServiceRequest): string {
  return `${request.region} ${fileSystemOf(request)}`
}

function answer(body: Policy): ServiceResponse {
  return {status: 200, headers: {'content-type': 'application/json'}, body: JSON.stringify(body)}
}
