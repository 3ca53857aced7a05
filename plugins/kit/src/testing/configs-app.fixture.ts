import {type AppDefinition, defineApp, type DeployedConfigs} from '@aws-stack/core'
import {z} from 'zod'

interface ConfigsAppSettings {
  readonly network: string
  readonly configs?: string | undefined
}

/** An app that has configurations and nothing else. A deploy would need its setting `network`; compiling does not. */
export function configsApp(): AppDefinition<ConfigsAppSettings> {
  return defineApp<ConfigsAppSettings, unknown>({
    name: 'piped',
    title: 'Piped',
    settings: z.strictObject({
      network: z.string().default('none').describe('Network.').meta({env: 'PIPED_NETWORK'}),
      configs: z.string().optional().describe('Folder of the configurations.').meta({env: 'PIPED_CONFIGS'}),
    }),
    images: [],
    stacks: [],
    configs: {
      part: 'bootstrap',
      environmentOutput: (name) => name,
      directory: ({config}) => config.configs,
      environments: () => ['prod'],
      profiles: () => ({}),
    },
  })
}

/** What the environment `prod` runs, by profile. */
export function running(contents: Readonly<Record<string, string>>): DeployedConfigs {
  return {
    findApplication: async () => ({
      applicationId: 'app-1',
      name: 'piped-dev',
      environments: {prod: 'prod'},
      profiles: Object.fromEntries(Object.keys(contents).map((name) => [name, name])),
    }),
    runningConfig: async ({profileId}) => ({version: 3, content: contents[profileId] ?? ''}),
  }
}
