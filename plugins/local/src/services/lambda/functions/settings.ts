import type {
  CreateFunctionRequest,
  FunctionConfiguration,
  UpdateFunctionConfigurationRequest,
  VpcConfigResponse,
} from '@aws-sdk/client-lambda'

type Settings = CreateFunctionRequest | UpdateFunctionConfigurationRequest

/** What a function is made with unless it is told (AWS Lambda API Reference, CreateFunction). */
export const DEFAULTS = {
  Description: '',
  EphemeralStorage: {Size: 512},
  MemorySize: 128,
  SnapStart: {ApplyOn: 'None', OptimizationStatus: 'Off'},
  Timeout: 3,
  TracingConfig: {Mode: 'PassThrough'},
} as const satisfies FunctionConfiguration

/** The settings that a call says, in the shape that the API shows. What is empty is not shown. */
export function shownSettings(settings: Settings, vpc: VpcConfigResponse | undefined, name: string) {
  const {DeadLetterConfig, Environment, FileSystemConfigs, ImageConfig, LoggingConfig, KMSKeyArn} = settings
  const {Description, EphemeralStorage, MemorySize, Role, Timeout, TracingConfig} = settings
  const said: FunctionConfiguration = {
    Description,
    EphemeralStorage,
    MemorySize,
    Role,
    Timeout,
    TracingConfig,
    ...(LoggingConfig && {LoggingConfig: {LogFormat: 'Text', LogGroup: `/aws/lambda/${name}`, ...LoggingConfig}}),
    ...(vpc && {VpcConfig: vpc}),
  }
  const optional: FunctionConfiguration = {
    ...('DeadLetterConfig' in settings && {
      DeadLetterConfig: DeadLetterConfig?.TargetArn ? DeadLetterConfig : undefined,
    }),
    ...('Environment' in settings && {Environment: isEmpty(Environment?.Variables) ? undefined : Environment}),
    ...('FileSystemConfigs' in settings && {
      FileSystemConfigs: FileSystemConfigs?.length ? FileSystemConfigs : undefined,
    }),
    ...('ImageConfig' in settings && {ImageConfigResponse: isEmpty(ImageConfig) ? undefined : {ImageConfig}}),
    ...('KMSKeyArn' in settings && {KMSKeyArn: KMSKeyArn || undefined}),
  }
  return {...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)), ...optional}
}

function isEmpty(object: object | undefined): boolean {
  return Object.keys(object ?? {}).length === 0
}
