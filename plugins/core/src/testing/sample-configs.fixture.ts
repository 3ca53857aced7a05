import {setMaxListeners} from 'node:events'
import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {z} from 'zod'

import {type AppDefinition, defineApp, output} from '../app.js'
import type {Settings} from '../settings.js'
import {sample, type Sample} from './sample-app.fixture.js'

export interface ConfigsSettings {
  readonly environments: string[]
  readonly application?: string | undefined
  readonly strategy?: string | undefined
  /** Profiles that parts make. */
  readonly functions: string[]
}

export interface SampleConfigs extends Pick<Sample, 'ctx' | 'controller' | 'leaving' | 'folder'> {
  readonly app: AppDefinition<ConfigsSettings, undefined>
  readonly settings: Settings<ConfigsSettings>
  /** Id of the application. */
  readonly application: string
  /** Id of an environment. */
  readonly environment: (name: string) => string
  /** Writes the source of a configuration. */
  readonly write: (profile: string, content: unknown) => Promise<void>
  /** Uploads as another tool does, and answers with the version. */
  readonly upload: (profile: string, content: unknown) => number
}

const BOOTSTRAP = `Resources:
  Application: {Type: AWS::AppConfig::Application}
  Strategy: {Type: AWS::AppConfig::DeploymentStrategy}
  Prod: {Type: AWS::AppConfig::Environment, Properties: {ApplicationId: !Ref Application}}
  Dev: {Type: AWS::AppConfig::Environment, Properties: {ApplicationId: !Ref Application}}
Outputs:
  ApplicationId: {Value: !Ref Application}
  StrategyId: {Value: !Ref Strategy}
  prodEnvironmentId: {Value: !Ref Prod}
  devEnvironmentId: {Value: !Ref Dev}
`
export const FUNCTION = `Parameters:
  Application: {Type: String}
Resources:
  Function: {Type: AWS::IAM::Role}
  Profile: {Type: AWS::AppConfig::ConfigurationProfile, Properties: {ApplicationId: !Ref Application}}
Outputs:
  ProfileId: {Value: !Ref Profile}
`

/**
 * An app with an application of two environments, `prod` and `dev`, and as many profiles as there are names. The first, `processor`, is made by a part;
 * the others are there as somebody has made them.
 */
export async function sampleConfigs(
  profiles: readonly string[] = ['processor'],
  config: Partial<ConfigsSettings> = {},
): Promise<SampleConfigs> {
  const {ctx, controller, leaving, folder} = await sample()
  // As `createContext` does it.
  setMaxListeners(0, controller.signal, leaving.signal)
  const sources = join(folder, 'configs')
  await mkdir(sources)
  await writeFile(join(folder, 'bootstrap.yaml'), BOOTSTRAP)
  await writeFile(join(folder, 'function.yaml'), FUNCTION)

  const application = ctx.appConfig.addApplication('pipe-dev', ['prod', 'dev'], 'app1')
  const strategy = ctx.appConfig.addStrategy('Instant', 'instant')
  for (const profile of profiles) ctx.appConfig.addProfile(application, profile)
  const outputs = {
    ApplicationId: application,
    StrategyId: strategy,
    prodEnvironmentId: 'app1-prod',
    devEnvironmentId: 'app1-dev',
  }
  for (const [name, value] of Object.entries(outputs))
    ctx.cloudFormation.outputs.set(`pipe-dev-bootstrap.${name}`, value)
  ctx.cloudFormation.outputs.set('pipe-dev-function-processor.ProfileId', 'p-processor')

  const app = defineApp<ConfigsSettings>({
    name: 'pipe',
    title: 'Pipe',
    settings: z.strictObject({
      environments: z.array(z.string()),
      application: z.string().optional(),
      strategy: z.string().optional(),
      functions: z.array(z.string()),
    }),
    images: [],
    stacks: [
      {part: 'bootstrap', template: join(folder, 'bootstrap.yaml')},
      {
        part: 'function-processor',
        template: join(folder, 'function.yaml'),
        parameters: () => ({Application: output('bootstrap', 'ApplicationId')}),
      },
    ],
    configs: {
      part: 'bootstrap',
      environmentOutput: (environment) => `${environment}EnvironmentId`,
      directory: () => sources,
      environments: ({config}) => config.environments,
      profiles: ({config}) =>
        Object.fromEntries(config.functions.map((name) => [name, output(`function-${name}`, 'ProfileId')])),
      names: ({config: {application, strategy}}) => ({
        ...(application && {application}),
        ...(strategy && {strategy}),
      }),
      settings: ['environments', 'application', 'strategy'],
    },
  })
  return {
    app,
    settings: {
      stage: 'dev',
      region: 'eu-west-1',
      config: {environments: ['prod'], functions: ['processor'], ...config},
    },
    ctx,
    controller,
    leaving,
    folder,
    application,
    environment: (name) => `app1-${name}`,
    async write(profile, content) {
      await mkdir(join(sources, profile), {recursive: true})
      const text = typeof content === 'string' ? content : JSON.stringify(content, undefined, 2)
      await writeFile(join(sources, profile, 'config.json'), text)
    },
    upload: (profile, content) => ctx.appConfig.upload(`p-${profile}`, JSON.stringify(content)),
  }
}

/** As `bootstrap` would be, deployed without a run. */
export function standing({ctx}: Pick<SampleConfigs, 'ctx'>): void {
  ctx.cloudFormation.setStatus('pipe-dev-bootstrap', 'CREATE_COMPLETE')
  const kept = ctx.cloudFormation.stacks.get('pipe-dev-bootstrap')
  if (!kept) return
  const outputs = Object.fromEntries(
    [...ctx.cloudFormation.outputs]
      .filter(([name]) => name.startsWith('pipe-dev-bootstrap.'))
      .map(([name, value]) => [name.replace('pipe-dev-bootstrap.', ''), value]),
  )
  kept.stack = {...kept.stack, outputs}
}
