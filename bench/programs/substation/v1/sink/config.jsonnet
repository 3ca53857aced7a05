local sub = import '../substation.libsonnet';

{
  transforms: [
    sub.transform.utility.drop({}) + { settings+: { reason:: 'nothing of ours' } },
    sub.transform.send.aws.kinesis({ stream_name: 'processed', use_batch_key_as_partition_key: true, obj: { btch: 'client.ip' } }),
    sub.transform.send.stdout(),
  ],
}
