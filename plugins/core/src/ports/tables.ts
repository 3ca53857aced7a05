/** DynamoDB. */
export interface Tables {
  /** What is provisioned. `undefined`: there is no such table, or it is paid for by request. */
  capacity(table: string): Promise<TableCapacity | undefined>
}

export interface TableCapacity {
  readonly read: number
  readonly write: number
}
