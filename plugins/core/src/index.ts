export {assertAccount} from './account.js'
export {creating, defineApp, image, output} from './app.js'
export type {
  AppDefinition,
  ImageDefinition,
  LocalSample,
  Problem,
  Reference,
  Rule,
  Scope,
  StackDefinition,
} from './app.js'
export {resolveRegion} from './aws/resolve-region.js'
export {checkSettings} from './config/check-settings.js'
export {editSettingsFile} from './config/edit-settings-file.js'
export type {SettingsEdit} from './config/edit-settings-file.js'
export {gatherSettings} from './config/gather-settings.js'
export {loadSettings} from './config/load-settings.js'
export type {LoadedSettings} from './config/load-settings.js'
export type {SettingsSources} from './config/settings-source.js'
export type {CallerIdentity, Context, ListedVpc, Signals} from './context.js'
export {createContext} from './create-context.js'
export type {ContextOptions} from './create-context.js'
export type {Cause, Evidence, Failure, TemplatePlace} from './diagnosis/cause.js'
export {plainReason} from './diagnosis/plain-reason.js'
export {checkRegistry} from './docker/check-registry.js'
export {StackError} from './errors.js'
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
} from './events.js'
export type {Lookups, VpcFacts} from './lookups.js'
export type * from './ports/ecs.js'
export type {FunctionConfiguration, Functions} from './ports/functions.js'
export type {LastLines, LogLine, Logs} from './ports/logs.js'
export type {OperationEvent, OperationEventsInput} from './ports/operation-events.js'
export type {ImagePlan, PlanResult, PropertyChange, ResourceChange, StackPlan} from './plan-result.js'
export type * from './results.js'
export {createSecrets} from './secrets/secrets.js'
export type {Secrets} from './secrets/secrets.js'
export {openDataChannel} from './session/data-channel.js'
export type {DataChannel, SessionGrant} from './session/data-channel.js'
export {execCommand} from './session/exec/exec-command.js'
export type {ExecCommandInput} from './session/exec/exec-command.js'
export type {Settings} from './settings.js'
export {attach} from './verbs/attach.js'
export {buildImages} from './verbs/build-images.js'
export {cancel} from './verbs/cancel.js'
export {deploy} from './verbs/deploy.js'
export {destroy} from './verbs/destroy.js'
export {exec} from './verbs/exec.js'
export type {ExecInput} from './verbs/exec.js'
export {listImages} from './verbs/list-images.js'
export {openShell} from './verbs/open-shell.js'
export type {OpenShellInput} from './verbs/open-shell.js'
export {outputs} from './verbs/outputs.js'
export {plan} from './verbs/plan.js'
export {pushImages} from './verbs/push-images.js'
export {restart} from './verbs/restart.js'
export {start} from './verbs/start.js'
export {status} from './verbs/status.js'
export {stop} from './verbs/stop.js'
export {why} from './verbs/why.js'
