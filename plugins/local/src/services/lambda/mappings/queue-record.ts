import type {Message, MessageAttributeValue} from '@aws-sdk/client-sqs'

/** AWS Lambda Developer Guide, "Using Lambda with Amazon SQS": the example of an event. */
export function queueRecord(message: Message, eventSourceARN: string, awsRegion: string): object {
  const {MessageId, ReceiptHandle, Body, Attributes = {}, MessageAttributes = {}} = message
  const {MD5OfBody, MD5OfMessageAttributes} = message
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, value]) => [name, attribute(value)]),
    ),
    md5OfBody: MD5OfBody,
    ...(MD5OfMessageAttributes && {md5OfMessageAttributes: MD5OfMessageAttributes}),
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion,
  }
}

function attribute({DataType, StringValue, BinaryValue}: MessageAttributeValue): object {
  return {
    ...(StringValue !== undefined && {stringValue: StringValue}),
    ...(BinaryValue && {binaryValue: Buffer.from(BinaryValue).toString('base64')}),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  }
}
