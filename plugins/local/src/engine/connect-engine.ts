import type Docker from 'dockerode'

/** A client of the engine at `host`. An address of `DOCKER_HOST` itself keeps what else the environment says of it (TLS). */
export async function connectEngine(host: string, environment: NodeJS.ProcessEnv): Promise<Docker> {
  const {default: Client} = await import('dockerode')
  if (host === environment['DOCKER_HOST']) return new Client()
  return new Client({socketPath: host.replace(/^unix:\/\//, '')})
}

/** The engine's version, `undefined` where none answers within `ms`. */
export async function engineVersion(
  host: string,
  environment: NodeJS.ProcessEnv,
  ms = 3000,
): Promise<string | undefined> {
  const docker = await connectEngine(host, environment)
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms).unref())
  const asked = docker.version().then(
    ({Version}) => Version,
    () => undefined,
  )
  return Promise.race([asked, late])
}
