export {assertAccount} from './account.js'
export {creating, defineApp, image, live, output} from './app.js'
export type {
  AppDefinition,
  BaseImageChoice,
  ConfigsDefinition,
  EventsDefinition,
  EventSource,
  ImageDefinition,
  LiveReference,
  LocalSample,
  Problem,
  Reference,
  Rule,
  Scope,
  StackDefinition,
  StackFamily,
  StoreDefinition,
  StoreFormat,
} from './app.js'
export {resolveRegion} from './aws/resolve-region.js'
export {checkSettings} from './config/check-settings.js'
export type * from './configs/config-source.js'
export type {JsonDifference} from './configs/diff-json.js'
export {editSettingsFile} from './config/edit-settings-file.js'
export type {SettingsEdit} from './config/edit-settings-file.js'
export {gatherSettings} from './config/gather-settings.js'
export {loadSettings} from './config/load-settings.js'
export type {LoadedSettings} from './config/load-settings.js'
export {readSettingsFile} from './config/read-settings-file.js'
export type {SettingsSources} from './config/settings-source.js'
export {variablesOf} from './config/settings-source.js'
export type {CallerIdentity, Context, ListedVpc, Signals} from './context.js'
export {createContext} from './create-context.js'
export type {ContextOptions} from './create-context.js'
export type {Cause, Evidence, Failure, TemplatePlace} from './diagnosis/cause.js'
export {plainReason} from './diagnosis/plain-reason.js'
export {checkRegistry} from './docker/check-registry.js'
export {cancelled, StackError} from './errors.js'
export type {Blame, StackErrorOptions} from './errors.js'
export type {
  Answer,
  DataLoss,
  EngineEvent,
  Host,
  ImageProgress,
  NodeRef,
  Question,
  StackResourceEvent,
  TransferProgress,
} from './events.js'
export type {ExecFinding} from './exec-check/exec-finding.js'
export type {Lookups, VpcFacts} from './lookups.js'
export type * from './ports/app-config.js'
export type * from './ports/backups.js'
export type * from './ports/ecs.js'
export type {FileSystem, FileSystems} from './ports/file-systems.js'
export type * from './ports/functions.js'
export type * from './ports/logs.js'
export type {ListedObject, Objects, ObjectVersion} from './ports/objects.js'
export type {OperationEvent, OperationEventsInput} from './ports/operation-events.js'
export type {RolePermission, Roles} from './ports/roles.js'
export type {SubnetRoute, SubnetRoutes, VpcEndpoint} from './ports/routes.js'
export type {Registry, RegistryAccess} from './ports/registry.js'
export type {
  ConfigChange,
  ConfigPlan,
  ImagePlan,
  PlanResult,
  PropertyChange,
  ResourceChange,
  StackPlan,
} from './plan-result.js'
export {parseImageReference} from './registry/image-reference.js'
export type {ImageReference} from './registry/image-reference.js'
export type * from './data-results.js'
export type * from './release-results.js'
export type * from './results.js'
export type * from './server-results.js'
export {createSecrets} from './secrets/secrets.js'
export type {Secrets} from './secrets/secrets.js'
export {openDataChannel} from './session/data-channel.js'
export type {DataChannel, SessionGrant} from './session/data-channel.js'
export {execCommand} from './session/exec/exec-command.js'
export type {ExecCommandInput} from './session/exec/exec-command.js'
export {isSecretName} from './secrets/is-secret-name.js'
export type {Settings} from './settings.js'
export {attach} from './verbs/attach.js'
export {bucketName} from './verbs/bucket-name.js'
export {configHistory} from './verbs/config-history.js'
export type {ConfigHistoryInput} from './verbs/config-history.js'
export {buildImages} from './verbs/build-images.js'
export {cancel} from './verbs/cancel.js'
export {checkServerExec} from './verbs/check-server-exec.js'
export {deleteConfig} from './verbs/delete-config.js'
export {deleteObjects} from './verbs/delete-objects.js'
export {deploy} from './verbs/deploy.js'
export {deployConfigs, planConfigs} from './verbs/deploy-configs.js'
export type {ConfigsPlan, DeployConfigsInput} from './verbs/deploy-configs.js'
export {destroy} from './verbs/destroy.js'
export {downloadObject} from './verbs/download-object.js'
export {exec} from './verbs/exec.js'
export type {ExecInput} from './verbs/exec.js'
export {exportData} from './verbs/export-data.js'
export type {ExportInput} from './verbs/export-data.js'
export {getConfig} from './verbs/get-config.js'
export type {FoundConfig, GetConfigInput} from './verbs/get-config.js'
export {importData} from './verbs/import-data.js'
export type {ImportInput} from './verbs/import-data.js'
export {listImages} from './verbs/list-images.js'
export {listTasks} from './verbs/list-tasks.js'
export type {ListTasksInput} from './verbs/list-tasks.js'
export {logs} from './verbs/logs.js'
export type {LogsInput} from './verbs/logs.js'
export {listSnapshots} from './verbs/list-snapshots.js'
export {listConfigs} from './verbs/list-configs.js'
export {listBucket} from './verbs/list-bucket.js'
export type {BucketListing} from './verbs/list-bucket.js'
export {openShell} from './verbs/open-shell.js'
export type {OpenShellInput} from './verbs/open-shell.js'
export {outputs} from './verbs/outputs.js'
export {plan} from './verbs/plan.js'
export {pruneConfigs} from './verbs/prune-configs.js'
export type {PruneConfigsInput} from './verbs/prune-configs.js'
export {pushImages} from './verbs/push-images.js'
export {countData, queryData} from './verbs/query-data.js'
export type {QueryInput} from './verbs/query-data.js'
export {revertConfig} from './verbs/revert-config.js'
export type {RevertConfigInput} from './verbs/revert-config.js'
export {restore} from './verbs/restore.js'
export type {RestoreInput} from './verbs/restore.js'
export {restart} from './verbs/restart.js'
export {run} from './verbs/run.js'
export type {RunInput} from './verbs/run.js'
export {snapshot} from './verbs/snapshot.js'
export type {SnapshotInput} from './verbs/snapshot.js'
export {runOnClient} from './verbs/run-on-client.js'
export type {RunOnClientInput} from './verbs/run-on-client.js'
export {start} from './verbs/start.js'
export {status} from './verbs/status.js'
export {stop} from './verbs/stop.js'
export {stopAll} from './verbs/stop-all.js'
export {uploadObject} from './verbs/upload-object.js'
export {why} from './verbs/why.js'
