import {bringEngine} from '../engine/bring-engine.js'
import {connectEngine, engineVersion} from '../engine/connect-engine.js'
import type {Engine, NoEngine} from '../engine/engine.js'
import {writeState} from '../folder/state-file.js'
import {noteMotoContainer} from '../lifecycle/end-processes.js'
import {bringMoto} from '../moto/bring-moto.js'
import {motoLanes} from '../moto/moto-lanes.js'
import {prepareEcrHostName} from '../registry-host/ecr-host-name.js'
import {ecrRegion} from '../services/registry/store/repositories.js'
import {createContainers} from '../containers/containers.js'
import {openLocalAws} from './local-aws.js'
import {createMotoWatch} from './moto-watch.js'
import {ACCESS_KEY_ID, ACCOUNT_ID, REGION, SECRET_ACCESS_KEY, type ServerOptions} from './server-options.js'

export interface RunServerScope {
  readonly environment: NodeJS.ProcessEnv
  readonly report: (message: string) => void
  readonly signal: AbortSignal
}

/** Opens our own servers, then brings up engine and moto side by side; done when all that can be had here answers. */
export async function runServer(options: ServerOptions, scope: RunServerScope): Promise<void> {
  const {folder, port, registryHost} = options
  const {environment, report} = scope
  const motoWatch = createMotoWatch(folder)
  let engine: Engine | NoEngine = {kind: 'missing', reason: 'it is still starting'}

  const containers = createContainers(folder, environment)
  const ecrHost = ecrRegion(registryHost) ? await prepareEcrHostName(folder, registryHost, environment) : undefined
  const aws = await openLocalAws({
    folder,
    port,
    registryHost,
    ecrHost,
    accountId: ACCOUNT_ID,
    region: REGION,
    moto: motoWatch.address,
    containers,
    docker: sessionEngine,
    changed: save,
    about: async () => ({
      state: state(),
      moto: motoWatch.status(),
      engine: await shownEngine(),
      recordedOnly: aws.recordedOnly(),
    }),
  })

  scope.signal.addEventListener('abort', () => aws.close())
  const engineComes = bringEngine({folder, environment, ecrHost})
  const motoComes = bringMoto(motoLanes({...scope, folder, engine: () => engineComes}))
  const [broughtEngine, moto] = await Promise.all([engineComes, motoComes])
  engine = broughtEngine
  await containers.use(engine)
  motoWatch.follow(moto)
  if (moto.lane === 'container' && engine.kind !== 'missing') await noteMotoContainer(folder, engine.host)
  await aws.sampleVpc(REGION)
  await save()

  report(
    engine.kind === 'missing'
      ? `no Docker engine: ${engine.reason}`
      : `Docker ${engine.version} (${engine.kind}) at ${engine.host}`,
  )
  report(
    moto.lane === 'none'
      ? `no moto, so only CloudFormation, ECR, ECS, Kinesis, Lambda and AWS Backup answer:\n${moto.reason}`
      : `moto ${moto.version} (${moto.lane})`,
  )

  async function sessionEngine() {
    const brought = await engineComes
    if (brought.kind === 'missing') throw new Error(`no Docker engine: ${brought.reason}`)
    return connectEngine(brought.host, environment)
  }

  function state() {
    return {
      version: 1,
      pid: process.pid,
      endpoint: aws.endpoint,
      registry: aws.registry,
      region: REGION,
      accountId: ACCOUNT_ID,
      accessKeyId: ACCESS_KEY_ID,
      secretAccessKey: SECRET_ACCESS_KEY,
      ...(engine.kind !== 'missing' && {dockerHost: engine.host}),
      sampleVpcs: aws.sampleVpcs(),
      folder,
    } as const
  }

  async function save(): Promise<void> {
    await writeState(state())
  }

  async function shownEngine() {
    if (engine.kind === 'missing') return {...engine, answers: false}
    return {...engine, answers: (await engineVersion(engine.host, environment)) !== undefined}
  }
}
