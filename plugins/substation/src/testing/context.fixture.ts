import {createHash} from 'node:crypto'

import {appConfigExtension, type Context, createSecrets, type FunctionConfiguration} from '@aws-stack/core'
import {
  FakeAppConfig,
  FakeCloudFormation,
  FakeDocker,
  FakeDownloads,
  FakeEc2,
  FakeEcr,
  FakeEcs,
  FakeFunctions,
  FakeLogs,
  FakeObjects,
  FakeRegistry,
  FakeStreams,
  FakeTables,
  FakeTraces,
  RecordingHost,
} from '@aws-stack/core/testing'

const EMPTY_ZIP = Buffer.from([0x50, 0x4b, 5, 6, ...Array<number>(18).fill(0)])
const ZIP_URL = 'https://layers.example/zip'

/** Every function is there, and at rest. */
class ActiveFunctions extends FakeFunctions {
  override async configuration(name: string): Promise<FunctionConfiguration> {
    return {
      name,
      arn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
      state: 'Active',
      lastUpdate: 'Successful',
      packageType: 'Image',
      timeoutMs: 300_000,
      logGroup: `/aws/lambda/${name}`,
    }
  }
}

/** An account in memory. */
export function fakeAccount(): Context & {readonly cloudFormation: FakeCloudFormation; readonly docker: FakeDocker} {
  const cloudFormation = new FakeCloudFormation()
  for (const image of ['Substation', 'Autoscaling'])
    cloudFormation.outputs.set(
      `substation-dev-bootstrap.${image}RepositoryUri`,
      `127.0.0.1:5000/${image.toLowerCase()}`,
    )
  const ecr = new FakeEcr()
  const registry = new FakeRegistry()
  for (const architecture of ['arm64', 'x86_64'])
    registry.images.set(`public.ecr.aws/lambda/provided:al2023-${architecture}`, `sha256:${'1'.repeat(64)}`)
  const functions = new ActiveFunctions()
  const codeSha256 = createHash('sha256').update(EMPTY_ZIP).digest('base64')
  for (const architecture of ['arm64', 'x86_64'] as const)
    functions.layers.set(appConfigExtension('eu-west-1', architecture) ?? '', {
      codeSha256,
      size: EMPTY_ZIP.length,
      url: ZIP_URL,
    })
  const downloads = new FakeDownloads()
  downloads.files.set(ZIP_URL, EMPTY_ZIP)
  const {signal} = new AbortController()
  const ports = {
    region: 'eu-west-1',
    host: new RecordingHost(),
    signal,
    leave: signal,
    waitForLockMs: 1000,
    cloudFormation,
    ecr,
    ec2: new FakeEc2(),
    ecs: new FakeEcs(),
    functions,
    downloads,
    logs: new FakeLogs(),
    objects: new FakeObjects(),
    docker: new FakeDocker({onPush: (repository, tag, digest) => ecr.put(repository, tag, digest)}),
    registry,
    appConfig: new FakeAppConfig(),
    streams: new FakeStreams(),
    tables: new FakeTables(),
    traces: new FakeTraces(),
    secrets: createSecrets(),
    identity: async () => ({accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/sample'}),
    profilesOf: async () => [],
  }
  // A deploy asks no other port.
  return ports as unknown as ReturnType<typeof fakeAccount>
}
