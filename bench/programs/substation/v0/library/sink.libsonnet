{
  s3(bucket, prefix='', date='2006/01/02'): { type: 's3', settings: { bucket: bucket, prefix: prefix, date_format: date } },
  kinesis(stream, partition=null): { type: 'kinesis', settings: std.prune({ stream: stream, partition: partition }) },
  dynamodb(table, key): { type: 'dynamodb', settings: { table: table, key: key } },
  http(url, headers=[]): { type: 'http', settings: std.prune({ url: url, headers: headers }) },
  stdout: { type: 'stdout' },
}
