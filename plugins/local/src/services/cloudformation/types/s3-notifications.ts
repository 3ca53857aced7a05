import type {Event, FilterRuleName, NotificationConfiguration} from '@aws-sdk/client-s3'

interface Configuration {
  readonly Event: Event
  readonly Filter?: {readonly S3Key: {readonly Rules: readonly {readonly Name: string; readonly Value: string}[]}}
}

interface Given {
  readonly EventBridgeConfiguration?: {readonly EventBridgeEnabled?: boolean}
  readonly LambdaConfigurations?: readonly (Configuration & {readonly Function: string})[]
  readonly QueueConfigurations?: readonly (Configuration & {readonly Queue: string})[]
  readonly TopicConfigurations?: readonly (Configuration & {readonly Topic: string})[]
}

/** `NotificationConfiguration` of a bucket, which the API spells otherwise; one event each in CloudFormation. */
export function notifications(value: object | undefined): NotificationConfiguration {
  const {
    EventBridgeConfiguration: bridge,
    LambdaConfigurations,
    QueueConfigurations,
    TopicConfigurations,
  } = (value ?? {}) as Given
  return {
    ...(bridge && bridge.EventBridgeEnabled !== false && {EventBridgeConfiguration: {}}),
    LambdaFunctionConfigurations: LambdaConfigurations?.map((one) => ({
      ...common(one),
      LambdaFunctionArn: one.Function,
    })),
    QueueConfigurations: QueueConfigurations?.map((one) => ({...common(one), QueueArn: one.Queue})),
    TopicConfigurations: TopicConfigurations?.map((one) => ({...common(one), TopicArn: one.Topic})),
  }
}

function common({Event, Filter}: Configuration) {
  const FilterRules = Filter?.S3Key.Rules.map(({Name, Value}) => ({Name: Name as FilterRuleName, Value}))
  return {Events: [Event], ...(FilterRules && {Filter: {Key: {FilterRules}}})}
}
