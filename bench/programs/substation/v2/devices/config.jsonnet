// Devices and their addresses: what is outside is looked up.
local sub = std.extVar('sub');
local account = '123456789012';
local table(name) = { aws: { arn: 'arn:aws:dynamodb:eu-west-1:%s:table/%s' % [account, name] } };

{
  transforms: std.flattenArrays([
    sub.pattern.tf.mv('device.address', 'host.ip'),
    [
      sub.pattern.tf.when(
        sub.pattern.cnd.public('host.ip'),
        sub.tf.enrich.dns.ip({ obj: { src: 'host.ip', trg: 'host.name' } }),
      ),
      sub.tf.enrich.aws.dynamodb.query({ obj: { src: 'host.ip', trg: 'host.facts' } } + table('hosts')),
    ],
    [sub.tf.meta.retry({ transforms: [sub.tf.str.lower({ obj: { src: 'host.name', trg: 'host.name' } })], condition: sub.pattern.cnd.has('host.name') })],
    [sub.tf.send.aws.sqs({ aws: { arn: 'arn:aws:sqs:eu-west-1:%s:devices' % account } })],
  ]),
}
