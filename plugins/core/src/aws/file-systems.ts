import type {FileSystems} from '../ports/file-systems.js'
import type {AwsAccess} from './access.js'
import {awsCode} from './aws-error.js'
import {createService} from './create-service.js'

export function createFileSystems(access: AwsAccess): FileSystems {
  const efs = createService('EFS', access, async (config) => new (await import('@aws-sdk/client-efs')).EFS(config))
  return {
    async describe(id, signal) {
      try {
        const {FileSystems: [found] = []} = await efs.call(
          'DescribeFileSystems',
          (client, options) => client.describeFileSystems({FileSystemId: id}, options),
          signal ? {signal} : {},
        )
        if (!found) return undefined
        const {Value: size = 0, Timestamp: measured} = found.SizeInBytes ?? {}
        return {id: found.FileSystemId ?? id, size, ...(measured && {measuredAt: measured.getTime()})}
      } catch (error) {
        if (awsCode(error) === 'FileSystemNotFound') return undefined
        throw error
      }
    },
  }
}
