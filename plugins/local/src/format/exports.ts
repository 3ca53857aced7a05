import type {LocalState} from '@aws-stack/kit'

/** `export NAME=value` lines for `eval`: all that an SDK, the `aws` CLI and a Docker client need. */
export function formatExports(state: LocalState): string {
  const variables = {
    AWS_ENDPOINT_URL: state.endpoint,
    AWS_REGION: state.region,
    AWS_DEFAULT_REGION: state.region,
    AWS_ACCESS_KEY_ID: state.accessKeyId,
    AWS_SECRET_ACCESS_KEY: state.secretAccessKey,
    ...(state.dockerHost && {DOCKER_HOST: state.dockerHost}),
  }
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${shellQuoted(value)}`)
    .join('\n')
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
