/** https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-configuration-profile-validators.html */
export interface ValidatorEvent {
  readonly applicationId: string
  readonly configurationProfileId: string
  readonly configurationVersion: string
  /** Base64. */
  readonly content: string
  readonly uri: string
}

export interface ValidatorFunctions {
  /** What the function says against the content; `undefined`: nothing. Rejects where it cannot be asked. */
  ask(functionArn: string, event: ValidatorEvent, region: string): Promise<string | undefined>
}

export interface Alarms {
  /** Those of the alarms that are in ALARM, by ARN. */
  goneOff(arns: readonly string[], region: string): Promise<readonly string[]>
}
