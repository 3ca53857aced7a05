import type {NetworkConfiguration, TaskDefinition} from '@aws-sdk/client-ecs'

import {invalid} from '../state/find.js'

/** Whether a task definition can be started like that. */
export function checkLaunch(
  {compatibilities, networkMode}: TaskDefinition,
  launchType: string | undefined,
  network: NetworkConfiguration | undefined,
): void {
  if (launchType === 'FARGATE' && !compatibilities?.includes('FARGATE'))
    throw invalid('Task definition does not support launch_type FARGATE.')
  if (networkMode === 'awsvpc' && !network?.awsvpcConfiguration?.subnets?.length)
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
}
