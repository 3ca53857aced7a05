/** https://docs.aws.amazon.com/general/latest/gr/appconfig.html; the defaults, each of which can be raised. */
export interface Quotas {
  readonly applications: number
  /** Of one application. */
  readonly environments: number
  /** Of one application. */
  readonly profiles: number
  readonly strategies: number
  /** Of one hosted configuration, in KB of 1024 bytes. */
  readonly configurationKb: number
}

export const QUOTAS: Quotas = {
  applications: 100,
  environments: 20,
  profiles: 100,
  strategies: 20,
  configurationKb: 1024,
}
