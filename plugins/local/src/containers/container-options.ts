import type {ContainerCreateOptions} from 'dockerode'

import type {ContainerSpec, HealthCheckSpec, MountSpec} from './container-runtime.js'

const NANO = 1_000_000_000

/** A container in the words of the Docker Engine API. Memory and CPU are not limited. */
export function containerOptions(
  spec: ContainerSpec,
  networkName: string,
  labels: Readonly<Record<string, string>>,
): ContainerCreateOptions {
  const own = 'aliases' in spec.network ? {[networkName]: {Aliases: [...spec.network.aliases]}} : undefined
  return {
    name: spec.name,
    Image: spec.image,
    ...(spec.entryPoint && {Entrypoint: [...spec.entryPoint]}),
    ...(spec.command && {Cmd: [...spec.command]}),
    Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    ...(spec.user && {User: spec.user}),
    ...(spec.workingDirectory && {WorkingDir: spec.workingDirectory}),
    Tty: spec.tty,
    Labels: {...spec.labels, ...labels},
    // ECS does not look at the check of an image.
    Healthcheck: spec.healthCheck ? healthCheck(spec.healthCheck) : {Test: ['NONE']},
    HostConfig: {
      Init: spec.init,
      ReadonlyRootfs: spec.readOnly,
      NetworkMode: 'of' in spec.network ? `container:${spec.network.of}` : networkName,
      Mounts: spec.mounts.map((mount) => mountOptions(mount, labels)),
      ...(spec.tmpfs && {Tmpfs: {...spec.tmpfs}}),
      ...(spec.hostName && {ExtraHosts: [`${spec.hostName}:host-gateway`]}),
    },
    ...(own && {NetworkingConfig: {EndpointsConfig: own}}),
  }
}

function healthCheck(check: HealthCheckSpec) {
  return {
    Test: [...check.command],
    Interval: check.intervalSeconds * NANO,
    Timeout: check.timeoutSeconds * NANO,
    Retries: check.retries,
    StartPeriod: check.startPeriodSeconds * NANO,
  }
}

function mountOptions({source, target, readOnly}: MountSpec, labels: Readonly<Record<string, string>>) {
  const common = {Target: target, ReadOnly: readOnly}
  if ('folder' in source) return {...common, Type: 'bind' as const, Source: source.folder}
  const volume = {NoCopy: false, Labels: {...labels}, DriverConfig: {Name: 'local', Options: {}}}
  return {...common, Type: 'volume' as const, Source: source.volume, VolumeOptions: volume}
}
