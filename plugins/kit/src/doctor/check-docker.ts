import {type Context, StackError} from '@aws-stack/core'

import {type Check, check} from './check.js'

/** "Docker Engine API version history": `POST /build` takes BuildKit (`version=2`) from 1.39 on. */
const BUILDKIT = '1.39'

export function checkDocker(docker: Context['docker']): Promise<Check> {
  return check({
    name: 'docker',
    required: true,
    async look() {
      const {version, apiVersion, architecture, host} = await docker.version()
      if (compare(apiVersion, BUILDKIT) < 0) {
        throw new StackError(
          'DOCKER_UNAVAILABLE',
          `the Docker engine ${version} at ${host} is too old for BuildKit: its API is ${apiVersion}, ${BUILDKIT} is needed`,
        )
      }
      return `engine ${version} with BuildKit, ${architecture}, at ${host}`
    },
    suggestions: [process.platform === 'linux' ? 'sudo systemctl start docker' : 'docker desktop start'],
  })
}

function compare(version: string, other: string): number {
  const [[major = 0, minor = 0] = [], [otherMajor = 0, otherMinor = 0] = []] = [version, other].map((text) =>
    text.split('.').map(Number),
  )
  return major - otherMajor || minor - otherMinor
}
