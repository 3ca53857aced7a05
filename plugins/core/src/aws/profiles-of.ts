/**
 * The profiles of the shared configuration whose SSO account or role is in the account ("sso_account_id", "role_arn" in the AWS SDKs and
 * Tools reference guide). Profiles with keys do not say their account.
 */
export async function profilesOf(accountId: string): Promise<string[]> {
  const {loadSharedConfigFiles} = await import('@smithy/core/config')
  const {configFile} = await loadSharedConfigFiles()
  return Object.entries(configFile)
    .filter(([, keys]) => keys?.['sso_account_id'] === accountId || keys?.['role_arn']?.split(':')[4] === accountId)
    .map(([name]) => name)
    .filter((name) => !name.includes('.'))
}
