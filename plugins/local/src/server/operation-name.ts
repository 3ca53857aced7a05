import type {IncomingMessage} from 'node:http'

/** REST services have no name of the operation on the wire, so those of our templates are listed: method, path, operation. */
const REST: Readonly<Record<string, readonly (readonly [method: string, path: RegExp, operation: string])[]>> = {
  lambda: [
    ['POST', /^\/2015-03-31\/functions\/?$/, 'CreateFunction'],
    ['GET', /^\/2015-03-31\/functions\/?$/, 'ListFunctions'],
    ['GET', /^\/2015-03-31\/functions\/[^/]+$/, 'GetFunction'],
    ['DELETE', /^\/2015-03-31\/functions\/[^/]+$/, 'DeleteFunction'],
    ['GET', /^\/2015-03-31\/functions\/[^/]+\/configuration$/, 'GetFunctionConfiguration'],
    ['PUT', /^\/2015-03-31\/functions\/[^/]+\/configuration$/, 'UpdateFunctionConfiguration'],
    ['PUT', /^\/2015-03-31\/functions\/[^/]+\/code$/, 'UpdateFunctionCode'],
    ['POST', /^\/2015-03-31\/functions\/[^/]+\/invocations$/, 'Invoke'],
    ['GET', /^\/2017-03-31\/tags\//, 'ListTags'],
    ['POST', /^\/2017-03-31\/tags\//, 'TagResource'],
    ['DELETE', /^\/2017-03-31\/tags\//, 'UntagResource'],
  ],
  elasticfilesystem: [
    ['POST', /^\/2015-02-01\/file-systems$/, 'CreateFileSystem'],
    ['GET', /^\/2015-02-01\/file-systems$/, 'DescribeFileSystems'],
    ['PUT', /^\/2015-02-01\/file-systems\/[^/]+$/, 'UpdateFileSystem'],
    ['DELETE', /^\/2015-02-01\/file-systems\/[^/]+$/, 'DeleteFileSystem'],
    ['PUT', /^\/2015-02-01\/file-systems\/[^/]+\/backup-policy$/, 'PutBackupPolicy'],
    ['GET', /^\/2015-02-01\/file-systems\/[^/]+\/backup-policy$/, 'DescribeBackupPolicy'],
    ['PUT', /^\/2015-02-01\/file-systems\/[^/]+\/lifecycle-configuration$/, 'PutLifecycleConfiguration'],
    ['GET', /^\/2015-02-01\/file-systems\/[^/]+\/lifecycle-configuration$/, 'DescribeLifecycleConfiguration'],
    ['PUT', /^\/2015-02-01\/file-systems\/[^/]+\/policy$/, 'PutFileSystemPolicy'],
    ['POST', /^\/2015-02-01\/mount-targets$/, 'CreateMountTarget'],
    ['GET', /^\/2015-02-01\/mount-targets$/, 'DescribeMountTargets'],
    ['DELETE', /^\/2015-02-01\/mount-targets\/[^/]+$/, 'DeleteMountTarget'],
    ['POST', /^\/2015-02-01\/access-points$/, 'CreateAccessPoint'],
    ['GET', /^\/2015-02-01\/access-points$/, 'DescribeAccessPoints'],
    ['DELETE', /^\/2015-02-01\/access-points\/[^/]+$/, 'DeleteAccessPoint'],
    ['POST', /^\/2015-02-01\/resource-tags\//, 'TagResource'],
    ['DELETE', /^\/2015-02-01\/resource-tags\//, 'UntagResource'],
  ],
}

/** `CreateService`; for a REST service that is not listed `GET /path`. The body is asked only for what says `Action=` there. */
export function operationName(request: IncomingMessage, service: string | undefined, body: Buffer | undefined): string {
  const target = request.headers['x-amz-target']
  if (typeof target === 'string') return target.slice(target.lastIndexOf('.') + 1)

  const {pathname, searchParams} = new URL(request.url ?? '/', 'http://localhost')
  const form = isForm(request) && body ? new URLSearchParams(body.toString('utf8')) : searchParams
  const action = form.get('Action')
  if (action) return action

  const rpc = /\/service\/[^/]+\/operation\/([^/]+)$/.exec(pathname)?.[1]
  if (rpc) return rpc

  const rest = service ? REST[service] : undefined
  const listed = rest?.find(([method, path]) => method === request.method && path.test(pathname))
  return listed?.[2] ?? `${request.method} ${pathname}`
}

export function isForm(request: Pick<IncomingMessage, 'headers'>): boolean {
  return (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
}
