import {resolve} from 'node:path'

import {type ConfigsDefinition, output} from '@aws-stack/core'

import {eraOf} from './era.js'
import {namesOf} from './names.js'
import {pipelineOf} from './pipeline/pipeline-of.js'
import type {SubstationSettings} from './settings.js'

/** The name of a folder is that of its profile and of its function's node. */
export const configs: ConfigsDefinition<SubstationSettings, undefined> = {
  part: 'bootstrap',
  environmentOutput: (environment) => `${environment.charAt(0).toUpperCase()}${environment.slice(1)}EnvironmentId`,
  directory: ({config}) => (config.configs === undefined ? undefined : resolve(config.configs)),
  sources: (scope) => {
    const {version, library} = scope.config
    return {
      era: eraOf(version).configs,
      extCode: {names: namesOf(scope)},
      ...(library !== undefined && {extCodeFile: {sub: resolve(library)}}),
    }
  },
  settings: [
    'version',
    'configs',
    'library',
    'environment',
    'application',
    'strategy',
    'pipeline',
    'leaveOut',
    'optionalParts',
  ],
  environments: ({config}) => config.environment,
  profiles: ({config}) => {
    const nodes = Object.keys(pipelineOf(config).functions)
    const scales = config.optionalParts.includes('autoscaling') && eraOf(config.version).autoscaling === 'config'
    return {
      ...Object.fromEntries(nodes.map((node) => [node, output(`function-${node}`, 'ProfileId')])),
      ...(scales && {autoscaling: output('autoscaling', 'ProfileId')}),
    }
  },
  names: ({config}) => ({
    ...(config.application !== undefined && {application: config.application}),
    ...(config.strategy !== undefined && {strategy: config.strategy}),
  }),
}
