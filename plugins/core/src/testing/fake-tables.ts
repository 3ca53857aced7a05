import type {TableCapacity, Tables} from '../ports/tables.js'

/** A DynamoDB in memory: `capacities` by table. `failure` is thrown instead of an answer. */
export class FakeTables implements Tables {
  readonly capacities = new Map<string, TableCapacity>()
  failure: Error | undefined

  async capacity(table: string): Promise<TableCapacity | undefined> {
    if (this.failure !== undefined) throw this.failure
    return this.capacities.get(table)
  }
}
