import type {ConfigApplicationScene, ConfigStrategyScene, StackScene} from '../scenes.js'

/** AppConfig of `substation-dev`, as its part `bootstrap` has made it. */
export const BOOTSTRAP: {
  readonly application: Pick<ConfigApplicationScene, 'name' | 'id' | 'environments'>
  readonly strategy: ConfigStrategyScene
} = {
  application: {
    name: 'substation-dev',
    id: 'sub0dev',
    environments: [
      {name: 'prod', id: 'prod001'},
      {name: 'dev', id: 'dev0001'},
    ],
  },
  strategy: {name: 'substation-dev-Instant', id: 'instant'},
}

export const bootstrapStack: StackScene = {
  name: 'substation-dev-bootstrap',
  status: 'CREATE_COMPLETE',
  tags: {'aws-stack:app': 'substation', 'aws-stack:stage': 'dev', 'aws-stack:part': 'bootstrap'},
  outputs: {
    ApplicationId: 'sub0dev',
    ApplicationName: 'substation-dev',
    StrategyId: 'instant',
    ProdEnvironmentId: 'prod001',
    DevEnvironmentId: 'dev0001',
  },
}
