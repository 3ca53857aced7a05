local sub = import '../substation.libsonnet';

local sides = ['source', 'destination'];

{
  concurrency: 2,
  transforms:
    sub.pattern.transform.identity()
    + [sub.transform.object.to.integer({ obj: { src: side + '.port', trg: side + '.port' } }) for side in sides]
    + [
      sub.pattern.transform.conditional(
        sub.pattern.condition.ip.public(side + '.ip'),
        [
          sub.transform.object.insert({ obj: { trg: side + '.public' }, value: true }),
          sub.transform.enrich.aws.dynamodb.query({ obj: { src: side + '.ip', trg: side + '.facts' }, table_name: 'addresses' }),
        ],
      )
      for side in sides
    ]
    + [sub.transform.time.from.unix({ obj: { src: edge, trg: edge } }) for edge in ['start', 'end']]
    + [sub.transform.send.aws.s3({ bucket_name: 'network', batch: { duration: '30s', count: 2500 } })],
}
