export interface TopicMessage {
  readonly topic: string
  readonly id: string
  readonly text: string
  readonly subject: string | undefined
  readonly attributes: Readonly<Record<string, {readonly Type: string; readonly Value: string}>>
}

/** AWS Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications": the example of an event. */
export function topicEvent({topic, id, text, subject, attributes}: TopicMessage, subscription: string): object {
  const region = topic.split(':')[3] ?? ''
  return {
    Records: [
      {
        EventVersion: '1.0',
        EventSubscriptionArn: subscription,
        EventSource: 'aws:sns',
        Sns: {
          SignatureVersion: '1',
          Timestamp: new Date().toISOString(),
          Signature: 'LOCAL',
          SigningCertUrl: `https://sns.${region}.amazonaws.com/SimpleNotificationService-local.pem`,
          MessageId: id,
          Message: text,
          MessageAttributes: attributes,
          Type: 'Notification',
          UnsubscribeUrl: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscription}`,
          TopicArn: topic,
          Subject: subject ?? null,
        },
      },
    ],
  }
}
