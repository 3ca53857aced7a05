import {mkdir, mkdtemp, writeFile} from 'node:fs/promises'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import type {LocalState} from '../local-state.js'

/** An endpoint that answers as AWS does where nothing is deployed, and a local AWS's state file that names it. */
export interface FakePlace {
  readonly endpoint: string
  /** `AWS_STACK_LOCAL_FOLDER` */
  readonly folder: string
  /** The access keys that calls were signed with. */
  readonly keys: string[]
  close(): void
}

export async function fakePlace(): Promise<FakePlace> {
  const keys: string[] = []
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/_local/sample-vpc')) {
      response.end(JSON.stringify({vpcId: `vpc-of-${request.url.split('=')[1]}`}))
      return
    }
    keys.push(/Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? 'none')
    response.writeHead(400, {'content-type': 'text/xml'})
    response.end(NO_SUCH_STACK)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const folder = await mkdtemp(join(tmpdir(), 'local-state-'))
  const state: LocalState = {
    version: 1,
    pid: process.pid,
    endpoint,
    registry: endpoint,
    region: 'eu-west-1',
    accountId: '123456789012',
    accessKeyId: 'local-key',
    secretAccessKey: 'local',
    sampleVpcs: {'eu-west-1': 'vpc-sample'},
    standIns: {},
    folder,
  }
  await mkdir(folder, {recursive: true})
  await writeFile(join(folder, 'state.json'), JSON.stringify(state))
  return {endpoint, folder, keys, close: () => void server.close().closeAllConnections()}
}

const NO_SUCH_STACK = `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type>
<Code>ValidationError</Code><Message>Stack with id x does not exist</Message></Error><RequestId>r</RequestId></ErrorResponse>`
