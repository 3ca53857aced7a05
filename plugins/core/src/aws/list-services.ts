import type {ECS} from '@aws-sdk/client-ecs'

import type {EcsService} from '../ports/ecs.js'
import type {CallOptions, Service} from './create-service.js'
import {toEcsService} from './to-ecs.js'

/** As many as one DescribeServices takes. */
const PAGE = 10

export async function listServices(ecs: Service<ECS>, cluster: string, call: CallOptions): Promise<EcsService[]> {
  const services: EcsService[] = []
  let nextToken: string | undefined
  do {
    const page = await ecs.call(
      'ListServices',
      (client, options) => client.listServices({cluster, maxResults: PAGE, nextToken}, options),
      call,
    )
    const arns = page.serviceArns ?? []
    if (arns.length > 0) {
      const described = await ecs.call(
        'DescribeServices',
        (client, options) => client.describeServices({cluster, services: arns}, options),
        call,
      )
      services.push(...(described.services ?? []).map(toEcsService))
    }
    nextToken = page.nextToken
  } while (nextToken)
  return services
}
