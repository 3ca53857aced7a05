local sub = std.extVar('sub');

{
  transforms: [
    sub.tf.obj.cp({ object: { source_key: 'message' } }),
    sub.tf.send.aws.s3({ batch: { cnt: 500, dur: '10s' }, aws: { arn: 'arn:aws:s3:::events' } }),
  ],
}
