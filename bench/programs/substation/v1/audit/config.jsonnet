// Audit events: the fields of the source become those of a common schema.
local sub = import '../substation.libsonnet';

local schema = {
  'event.created': 'eventTime',
  'event.action': 'eventName',
  'event.provider': 'eventSource',
  'cloud.region': 'awsRegion',
  'cloud.account': 'recipientAccountId',
  'source.ip': 'sourceIPAddress',
  'user.agent': 'userAgent',
  'user.name': 'userIdentity.userName',
  'error.code': 'errorCode',
};

{
  transforms: [
    sub.pattern.transform.conditional(
      sub.condition.any([
        sub.condition.string.starts_with({ obj: { src: 'eventName' }, value: prefix })
        for prefix in ['Describe', 'List', 'Get']
      ]),
      sub.transform.utility.drop(),
    ),
  ] + [
    sub.pattern.transform.present(schema[target], target)
    for target in std.objectFields(schema)
  ] + [
    sub.transform.network.domain.registered_domain({ obj: { src: 'event.provider', trg: 'event.domain' } }),
    sub.transform.string.capture({ obj: { src: 'user.agent', trg: 'user.client' }, pattern: '^([^/\\s]+)' }),
    sub.transform.time.from.string({ obj: { src: 'event.created', trg: 'event.created' }, format: '2006-01-02T15:04:05Z' }),
    sub.transform.send.aws.s3({ bucket_name: 'audit' }),
  ],
}
