/** REST services have no name of the operation on the wire, so those of our templates are listed: method, path, operation. */
const REST: Readonly<Record<string, readonly (readonly [method: string, path: RegExp, operation: string])[]>> = {
  apigateway: [['POST', /^\/restapis\/([^/]+)\/deployments\/?$/, 'CreateDeployment']],
  backup: [
    ['PUT', /^\/backup-vaults\/([^/]+)$/, 'CreateBackupVault'],
    ['GET', /^\/backup-vaults\/([^/]+)$/, 'DescribeBackupVault'],
    ['DELETE', /^\/backup-vaults\/([^/]+)$/, 'DeleteBackupVault'],
    ['GET', /^\/backup-vaults\/?$/, 'ListBackupVaults'],
    ['GET', /^\/backup-vaults\/([^/]+)\/recovery-points\/?$/, 'ListRecoveryPointsByBackupVault'],
    ['GET', /^\/backup-vaults\/([^/]+)\/recovery-points\/([^/]+)$/, 'DescribeRecoveryPoint'],
    ['DELETE', /^\/backup-vaults\/([^/]+)\/recovery-points\/([^/]+)$/, 'DeleteRecoveryPoint'],
    [
      'GET',
      /^\/backup-vaults\/([^/]+)\/recovery-points\/([^/]+)\/restore-metadata$/,
      'GetRecoveryPointRestoreMetadata',
    ],
    ['GET', /^\/resources\/([^/]+)\/recovery-points\/?$/, 'ListRecoveryPointsByResource'],
    ['PUT', /^\/backup-jobs$/, 'StartBackupJob'],
    ['GET', /^\/backup-jobs\/?$/, 'ListBackupJobs'],
    ['GET', /^\/backup-jobs\/([^/]+)$/, 'DescribeBackupJob'],
    ['POST', /^\/backup-jobs\/([^/]+)$/, 'StopBackupJob'],
    ['PUT', /^\/restore-jobs$/, 'StartRestoreJob'],
    ['GET', /^\/restore-jobs\/?$/, 'ListRestoreJobs'],
    ['GET', /^\/restore-jobs\/([^/]+)$/, 'DescribeRestoreJob'],
    ['GET', /^\/tags\/([^/]+)\/?$/, 'ListTags'],
    ['POST', /^\/tags\/([^/]+)$/, 'TagResource'],
    ['POST', /^\/untag\/([^/]+)$/, 'UntagResource'],
  ],
  lambda: [
    ['POST', /^\/2015-03-31\/functions\/?$/, 'CreateFunction'],
    ['GET', /^\/2015-03-31\/functions\/?$/, 'ListFunctions'],
    ['GET', /^\/2015-03-31\/functions\/[^/]+$/, 'GetFunction'],
    ['DELETE', /^\/2015-03-31\/functions\/[^/]+$/, 'DeleteFunction'],
    ['GET', /^\/2015-03-31\/functions\/[^/]+\/configuration$/, 'GetFunctionConfiguration'],
    ['PUT', /^\/2015-03-31\/functions\/[^/]+\/configuration$/, 'UpdateFunctionConfiguration'],
    ['PUT', /^\/2015-03-31\/functions\/[^/]+\/code$/, 'UpdateFunctionCode'],
    ['POST', /^\/2015-03-31\/functions\/[^/]+\/invocations$/, 'Invoke'],
    ['PUT', /^\/2017-10-31\/functions\/[^/]+\/concurrency$/, 'PutFunctionConcurrency'],
    ['GET', /^\/2019-09-30\/functions\/[^/]+\/concurrency$/, 'GetFunctionConcurrency'],
    ['DELETE', /^\/2017-10-31\/functions\/[^/]+\/concurrency$/, 'DeleteFunctionConcurrency'],
    ['PUT', /^\/2019-09-25\/functions\/[^/]+\/event-invoke-config$/, 'PutFunctionEventInvokeConfig'],
    ['POST', /^\/2019-09-25\/functions\/[^/]+\/event-invoke-config$/, 'UpdateFunctionEventInvokeConfig'],
    ['GET', /^\/2019-09-25\/functions\/[^/]+\/event-invoke-config$/, 'GetFunctionEventInvokeConfig'],
    ['GET', /^\/2019-09-25\/functions\/[^/]+\/event-invoke-config\/list$/, 'ListFunctionEventInvokeConfigs'],
    ['DELETE', /^\/2019-09-25\/functions\/[^/]+\/event-invoke-config$/, 'DeleteFunctionEventInvokeConfig'],
    ['POST', /^\/2015-03-31\/functions\/[^/]+\/policy$/, 'AddPermission'],
    ['GET', /^\/2015-03-31\/functions\/[^/]+\/policy$/, 'GetPolicy'],
    ['DELETE', /^\/2015-03-31\/functions\/[^/]+\/policy\/[^/]+$/, 'RemovePermission'],
    ['POST', /^\/2015-03-31\/event-source-mappings\/?$/, 'CreateEventSourceMapping'],
    ['GET', /^\/2015-03-31\/event-source-mappings\/?$/, 'ListEventSourceMappings'],
    ['GET', /^\/2015-03-31\/event-source-mappings\/[^/]+$/, 'GetEventSourceMapping'],
    ['PUT', /^\/2015-03-31\/event-source-mappings\/[^/]+$/, 'UpdateEventSourceMapping'],
    ['DELETE', /^\/2015-03-31\/event-source-mappings\/[^/]+$/, 'DeleteEventSourceMapping'],
    ['GET', /^\/2017-03-31\/tags\//, 'ListTags'],
    ['POST', /^\/2017-03-31\/tags\//, 'TagResource'],
    ['DELETE', /^\/2017-03-31\/tags\//, 'UntagResource'],
  ],
  elasticfilesystem: [
    ['POST', /^\/2015-02-01\/file-systems$/, 'CreateFileSystem'],
    ['GET', /^\/2015-02-01\/file-systems$/, 'DescribeFileSystems'],
    ['PUT', /^\/2015-02-01\/file-systems\/[^/]+$/, 'UpdateFileSystem'],
    ['DELETE', /^\/2015-02-01\/file-systems\/[^/]+$/, 'DeleteFileSystem'],
    ['PUT', /^\/2015-02-01\/file-systems\/[^/]+\/backup-policy$/, 'PutBackupPolicy'],
    ['GET', /^\/2015-02-01\/file-systems\/[^/]+\/backup-policy$/, 'DescribeBackupPolicy'],
    ['PUT', /^\/2015-02-01\/file-systems\/[^/]+\/lifecycle-configuration$/, 'PutLifecycleConfiguration'],
    ['GET', /^\/2015-02-01\/file-systems\/[^/]+\/lifecycle-configuration$/, 'DescribeLifecycleConfiguration'],
    ['PUT', /^\/2015-02-01\/file-systems\/[^/]+\/policy$/, 'PutFileSystemPolicy'],
    ['POST', /^\/2015-02-01\/mount-targets$/, 'CreateMountTarget'],
    ['GET', /^\/2015-02-01\/mount-targets$/, 'DescribeMountTargets'],
    ['DELETE', /^\/2015-02-01\/mount-targets\/[^/]+$/, 'DeleteMountTarget'],
    ['POST', /^\/2015-02-01\/access-points$/, 'CreateAccessPoint'],
    ['GET', /^\/2015-02-01\/access-points$/, 'DescribeAccessPoints'],
    ['DELETE', /^\/2015-02-01\/access-points\/[^/]+$/, 'DeleteAccessPoint'],
    ['POST', /^\/2015-02-01\/resource-tags\//, 'TagResource'],
    ['DELETE', /^\/2015-02-01\/resource-tags\//, 'UntagResource'],
  ],
  xray: [
    ['POST', /^\/EncryptionConfig$/, 'GetEncryptionConfig'],
    ['POST', /^\/PutEncryptionConfig$/, 'PutEncryptionConfig'],
  ],
}

/** The operation, and what its path names between parentheses. */
export function restOperation(
  service: string,
  method: string,
  path: string,
): {name: string; names: readonly string[]} | undefined {
  for (const [listed, pattern, name] of REST[service] ?? []) {
    const found = listed === method ? pattern.exec(path) : null
    if (found) return {name, names: found.slice(1)}
  }
  return undefined
}
