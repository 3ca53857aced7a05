import {editDistance, StackError} from '@aws-stack/core'

/** First word of a command to the package that brings it. */
const PACKAGES: Readonly<Record<string, string>> = {
  vast: '@aws-stack/plugin-vast',
  fossa: '@aws-stack/plugin-fossa',
  substation: '@aws-stack/plugin-substation',
  saas: '@aws-stack/plugin-saas',
  local: '@aws-stack/local',
}

/** More letters than this apart is another word. */
const NEAR = 3

/** Names the package to install, or the commands that may have been meant. */
export function unknownCommand(id: string, known: readonly string[]): StackError {
  const [topic = ''] = id.split(':')
  const name = PACKAGES[topic]
  if (name && !known.some((command) => command.startsWith(`${topic}:`))) {
    return new StackError(
      'PLUGIN_NOT_INSTALLED',
      `${id} needs the package ${name}, which is not installed or does not load`,
      {
        suggestions: [`npm install --save-dev ${name}`],
        details: {command: id, package: name},
      },
    )
  }
  const meant = nearest(id, known).map((command) => `aws-stack ${command}`)
  return new StackError('USAGE', `there is no command ${id}`, {
    suggestions: meant.length > 0 ? meant : ['aws-stack --help'],
    details: {command: id},
  })
}

function nearest(id: string, known: readonly string[]): string[] {
  const rated = known.map((command) => ({command, distance: editDistance(id, command)}))
  const best = Math.min(...rated.map(({distance}) => distance))
  if (best > NEAR) return []
  return rated.filter(({distance}) => distance === best).map(({command}) => command)
}
