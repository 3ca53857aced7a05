/** What SQS and SNS say alike of an entry that failed. */
interface FailedEntry {
  readonly Id?: string | undefined
  readonly Code?: string | undefined
  readonly Message?: string | undefined
  readonly SenderFault?: boolean | undefined
}

/** Of a queue or topic in order: messages of one group stay in theirs, and one that is sent twice under its key arrives once. */
export function inOrderOf(address: string, key: string | undefined) {
  return address.endsWith('.fifo') ? {MessageGroupId: 'aws-stack', MessageDeduplicationId: key} : {}
}

export function undelivered(failed: readonly FailedEntry[] = []) {
  return failed.map(({Id, Code = '', Message = '', SenderFault = false}) => ({
    index: Number(Id),
    code: Code,
    message: Message,
    again: !SenderFault,
  }))
}
