import type {HandledResource, HandlerScope, Properties, ResourceHandler} from '../handler.js'

/** What the fake services hold, by physical id. */
export type FakeServices = Map<
  string,
  {readonly type: string; readonly properties: Properties; readonly tags: HandlerScope['tags']}
>

/** Real types made in memory: a file of tests, but without any. */
export function fakeHandlers(services: FakeServices): Record<string, ResourceHandler> {
  const handler = (
    type: string,
    make: (properties: Properties, scope: HandlerScope, known?: string) => HandledResource,
  ): ResourceHandler => ({
    async create(properties, scope) {
      const made = make(properties, scope)
      if (services.has(made.physicalId)) throw new Error(`${made.physicalId} already exists`)
      services.set(made.physicalId, {type, properties, tags: scope.tags})
      return made
    },
    async update(current, properties, _previous, scope) {
      if (!services.has(current.physicalId)) throw new Error(`${current.physicalId} does not exist`)
      services.set(current.physicalId, {type, properties, tags: scope.tags})
      return {
        ...current,
        attributes: {...current.attributes, ...make(properties, scope, current.physicalId).attributes},
      }
    },
    async delete({physicalId}) {
      services.delete(physicalId)
    },
  })

  const named = (type: string, property: string, arn: string) =>
    handler(type, (properties, scope, known) => {
      const name = known ?? String((properties[property] as string | undefined) ?? scope.generatedName(64))
      return {physicalId: name, attributes: {Arn: `arn:aws:${arn}${name}`}}
    })
  const queue = named('AWS::SQS::Queue', 'QueueName', 'sqs:eu-west-1:123456789012:')
  delete queue.update

  return {
    'AWS::Logs::LogGroup': named('AWS::Logs::LogGroup', 'LogGroupName', 'logs:eu-west-1:123456789012:log-group:'),
    'AWS::IAM::Role': named('AWS::IAM::Role', 'RoleName', 'iam::123456789012:role/'),
    'AWS::SQS::Queue': queue,
    'AWS::EC2::VPC': handler('AWS::EC2::VPC', ({CidrBlock}, _scope, id = `vpc-${randomId()}`) => ({
      physicalId: id,
      attributes: {VpcId: id, CidrBlock},
    })),
    'AWS::EC2::Subnet': handler('AWS::EC2::Subnet', ({AvailabilityZone}, _scope, id = `subnet-${randomId()}`) => ({
      physicalId: id,
      attributes: {SubnetId: id, AvailabilityZone: AvailabilityZone ?? 'eu-west-1a'},
    })),
    'AWS::SSM::Parameter': handler('AWS::SSM::Parameter', ({Value, Type}, scope, id = scope.generatedName(64)) => ({
      physicalId: id,
      attributes: {Value, Type},
    })),
  }
}

function randomId(): string {
  return Math.floor(Math.random() * 2 ** 48)
    .toString(16)
    .padStart(17, '0')
}
