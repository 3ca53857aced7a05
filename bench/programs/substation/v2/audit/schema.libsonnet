{
  'event.created': 'eventTime',
  'event.action': 'eventName',
  'event.provider': 'eventSource',
  'cloud.region': 'awsRegion',
  'cloud.account': 'recipientAccountId',
  'source.ip': 'sourceIPAddress',
  'user.agent': 'userAgent',
}
