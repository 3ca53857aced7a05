export {assertAccount} from './account.js'
export {creating, defineApp, image, list, live, output} from './app.js'
export type {
  AppDefinition,
  BaseImageChoice,
  DataNote,
  ImageDefinition,
  LayerChoice,
  LiveReference,
  LocalSample,
  OutputReference,
  ParameterValue,
  Platform,
  Problem,
  Reference,
  Rule,
  Scope,
  StackDefinition,
  StackFamily,
  StoreDefinition,
  StoreFormat,
} from './app.js'
export {newRun} from './aws/request-token.js'
export {resolveRegion} from './aws/resolve-region.js'
export {checkSettings} from './config/check-settings.js'
export {canonicalJson, isSameContent} from './configs/canonical-json.js'
export {compileApp} from './configs/compile-app.js'
export {compileConfigs} from './configs/compile-configs.js'
export type {CompiledConfigs} from './configs/compile-configs.js'
export {configPlace} from './configs/config-place.js'
export type {ConfigProblem, SourcePlace} from './configs/config-problem.js'
export type * from './configs/config-source.js'
export type {ConfigsDefinition} from './configs-definition.js'
export type {ConfigTreeInput, TreeEntry} from './configs/config-tree.js'
export {diffJson} from './configs/diff-json.js'
export type {JsonDifference} from './configs/diff-json.js'
export {findConfigs} from './configs/find-configs.js'
export {minifyJson} from './configs/minify-json.js'
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
export type {EventsDefinition, EventSource} from './events-definition.js'
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
export type * from './diagram/diagram-result.js'
export {toMermaid} from './diagram/to-mermaid.js'
export {toPage} from './diagram/to-page.js'
export {toSvg} from './diagram/to-svg.js'
export type {ExecFinding} from './exec-check/exec-finding.js'
export {appConfigExtension} from './layers/app-config-extension.js'
export type {LambdaArchitecture} from './layers/app-config-extension.js'
export type {Lookups, VpcFacts} from './lookups.js'
export {editDistance} from './edit-distance.js'
export {nearNames} from './near-names.js'
export type * from './ports/app-config.js'
export type * from './ports/backups.js'
export type * from './ports/downloads.js'
export type * from './ports/ecs.js'
export type {FileSystem, FileSystems} from './ports/file-systems.js'
export type * from './ports/delivery.js'
export type * from './ports/functions.js'
export type * from './ports/gateways.js'
export type * from './ports/logs.js'
export type * from './ports/metrics.js'
export type {ListedObject, Objects, ObjectVersion} from './ports/objects.js'
export type {OperationEvent, OperationEventsInput} from './ports/operation-events.js'
export type {Queues} from './ports/queues.js'
export type {RolePermission, Roles} from './ports/roles.js'
export type {SubnetRoute, SubnetRoutes, VpcEndpoint} from './ports/routes.js'
export type {Registry, RegistryAccess} from './ports/registry.js'
export type * from './ports/streams.js'
export type * from './ports/tables.js'
export type {Topics} from './ports/topics.js'
export type * from './ports/traces.js'
export type {StreamEvent} from './events-io/decode-record.js'
export {toTailedEvent} from './events-io/to-tailed-event.js'
export type * from './events-results.js'
export type {
  ConfigChange,
  ConfigPlan,
  ImagePlan,
  PlanResult,
  PropertyChange,
  ResourceChange,
  StackPlan,
  TracesPlan,
} from './plan-result.js'
export {refuseChanges} from './planning/refuse-changes.js'
export {REFUSABLE} from './planning/refused-changes.js'
export type {FailOn, RefusedChange} from './planning/refused-changes.js'
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
export {compileTree} from './verbs/compile-tree.js'
export type {CompileTreeResult} from './verbs/compile-tree.js'
export {deleteConfig} from './verbs/delete-config.js'
export {deleteObjects} from './verbs/delete-objects.js'
export {deploy} from './verbs/deploy.js'
export {deployConfigs, planConfigs} from './verbs/deploy-configs.js'
export type {ConfigsPlan, DeployConfigsInput} from './verbs/deploy-configs.js'
export {destroy} from './verbs/destroy.js'
export {diffConfigs} from './verbs/diff-configs.js'
export type {
  DeployedApplication,
  DeployedConfigs,
  DiffConfigsInput,
  DiffConfigsResult,
  ProfileDifference,
} from './verbs/diff-configs.js'
export {downloadObject} from './verbs/download-object.js'
export {diagram} from './verbs/diagram.js'
export type {DiagramInput} from './verbs/diagram.js'
export {exec} from './verbs/exec.js'
export type {ExecInput} from './verbs/exec.js'
export {exportData} from './verbs/export-data.js'
export type {ExportInput} from './verbs/export-data.js'
export {getConfig} from './verbs/get-config.js'
export type {FoundConfig, GetConfigInput} from './verbs/get-config.js'
export {importData} from './verbs/import-data.js'
export type {ImportInput} from './verbs/import-data.js'
export {invoke} from './verbs/invoke.js'
export type {InvokeFunctionInput} from './verbs/invoke.js'
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
export type * from './policy/policy-result.js'
export {POLICY_VERBS} from './policy/policy-result.js'
export {policy} from './verbs/policy.js'
export {pruneConfigs} from './verbs/prune-configs.js'
export type {PruneConfigsInput} from './verbs/prune-configs.js'
export {pushImages} from './verbs/push-images.js'
export {countData, queryData} from './verbs/query-data.js'
export type {QueryInput} from './verbs/query-data.js'
export {replay} from './verbs/replay.js'
export type {ReplayInput} from './verbs/replay.js'
export {resizeStream} from './verbs/resize-stream.js'
export type {ResizeInput} from './verbs/resize-stream.js'
export {revertConfig} from './verbs/revert-config.js'
export type {RevertConfigInput} from './verbs/revert-config.js'
export {restore} from './verbs/restore.js'
export type {RestoreInput} from './verbs/restore.js'
export {restart} from './verbs/restart.js'
export {run} from './verbs/run.js'
export type {RunInput} from './verbs/run.js'
export {send} from './verbs/send.js'
export type {SendInput} from './verbs/send.js'
export {shards} from './verbs/shards.js'
export type {ShardsInput} from './verbs/shards.js'
export {sketch} from './verbs/sketch.js'
export {snapshot} from './verbs/snapshot.js'
export type {SnapshotInput} from './verbs/snapshot.js'
export {runOnClient} from './verbs/run-on-client.js'
export type {RunOnClientInput} from './verbs/run-on-client.js'
export {start} from './verbs/start.js'
export {status} from './verbs/status.js'
export {stop} from './verbs/stop.js'
export {stopAll} from './verbs/stop-all.js'
export {chooseStream, tail} from './verbs/tail.js'
export type {TailInput} from './verbs/tail.js'
export {tidy} from './verbs/tidy.js'
export type {Tidied, TidyInput, TidyResult} from './verbs/tidy.js'
export {uploadObject} from './verbs/upload-object.js'
export {validateConfigs} from './verbs/validate-configs.js'
export type {ValidateConfigsInput, ValidateConfigsResult, ValidatedConfig} from './verbs/validate-configs.js'
export {watchTree} from './verbs/watch-tree.js'
export type {WatchRound} from './verbs/watch-tree.js'
export {why} from './verbs/why.js'
