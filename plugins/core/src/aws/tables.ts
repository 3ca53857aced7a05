import type {Tables} from '../ports/tables.js'
import type {AwsAccess} from './access.js'
import {answered} from './answered.js'
import {awsCode} from './aws-error.js'
import {createService} from './create-service.js'

export function createTables(access: AwsAccess): Tables {
  const dynamoDb = createService('DynamoDB', access, async (config) => {
    const {DynamoDB} = await import('@aws-sdk/client-dynamodb')
    return new DynamoDB(config)
  })
  return {
    async capacity(TableName) {
      try {
        const {Table} = await dynamoDb.call('DescribeTable', (client, options) =>
          client.describeTable({TableName}, options),
        )
        const {ReadCapacityUnits: read = 0, WriteCapacityUnits: write = 0} =
          answered(Table, 'DynamoDB', 'DescribeTable').ProvisionedThroughput ?? {}
        // A table that is paid for by request says 0.
        return read > 0 && write > 0 ? {read, write} : undefined
      } catch (error) {
        if (awsCode(error) === 'ResourceNotFoundException') return undefined
        throw error
      }
    },
  }
}
