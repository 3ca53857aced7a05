import {isAtRest} from '../aws/is-at-rest.js'
import type {Context} from '../context.js'
import type {ConfigDeployment, DeploymentKey} from '../ports/app-config.js'
import type {ApplicationPlace} from './find-application.js'

export interface DeploymentUnderWay {
  /** Its name. */
  readonly environment: string
  readonly key: DeploymentKey
  readonly deployment: ConfigDeployment
}

/** The deployment that runs in each of these environments: there is one at most, and it is the newest. */
export async function deploymentsUnderWay(
  {applicationId: application, environments}: Pick<ApplicationPlace, 'applicationId' | 'environments'>,
  {appConfig}: Context,
): Promise<DeploymentUnderWay[]> {
  const found = await Promise.all(
    Object.entries(environments).map(async ([name, environment]): Promise<DeploymentUnderWay[]> => {
      for await (const {number, ...summary} of appConfig.deployments({application, environment})) {
        if (isAtRest(summary)) return []
        const key = {application, environment, number}
        return [{environment: name, key, deployment: await appConfig.deployment(key)}]
      }
      return []
    }),
  )
  return found.flat()
}
