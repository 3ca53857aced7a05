import {execFile, spawnSync} from 'node:child_process'
import {promisify} from 'node:util'

/** Behaves as Substation's own uploader of the seed does: first pages, always an upload, a deployment only of a new number, no way out but COMPLETE. */
const UPLOADER = `
import json, os, pathlib, time
import boto3

client = boto3.client('appconfig')

def first_page(list_them, **names):
    return {item['Name']: item['Id'] for item in list_them(**names)['Items']}

application = first_page(client.list_applications)[os.environ['APPCONFIG_APPLICATION_NAME']]
strategy = first_page(client.list_deployment_strategies)[os.environ['APPCONFIG_DEPLOYMENT_STRATEGY']]
environment = first_page(client.list_environments, ApplicationId=application)[os.environ['APPCONFIG_ENVIRONMENT']]
profiles = first_page(client.list_configuration_profiles, ApplicationId=application)

for file in sorted(pathlib.Path(os.environ['SUBSTATION_CONFIG_DIRECTORY']).rglob('config.json')):
    name = file.parent.name
    if name not in profiles:
        print(f'{name} not found, skipping')
        continue
    profile = {'ApplicationId': application, 'ConfigurationProfileId': profiles[name]}
    versions = client.list_hosted_configuration_versions(**profile)['Items']
    latest = versions[0]['VersionNumber'] if versions else None
    content = json.dumps(json.loads(file.read_text()), separators=(',', ':'))
    made = client.create_hosted_configuration_version(**profile, Content=content.encode(), ContentType='application/json')
    if made['VersionNumber'] == latest:
        print(f'{name} matches latest version, skipping')
        continue
    place = {'ApplicationId': application, 'EnvironmentId': environment}
    started = client.start_deployment(
        **place,
        DeploymentStrategyId=strategy,
        ConfigurationProfileId=profiles[name],
        ConfigurationVersion=str(made['VersionNumber']),
    )
    while client.get_deployment(**place, DeploymentNumber=started['DeploymentNumber'])['State'] != 'COMPLETE':
        time.sleep(0.25)
    print(f'deployed latest version of {name}')
`

export interface UploadInput {
  readonly endpoint: string
  readonly application: string
  readonly environment: string
  readonly strategy: string
  readonly directory: string
}

/** What it prints, by line. */
export async function upload(input: UploadInput): Promise<string[]> {
  const {stdout} = await promisify(execFile)('python3', ['-c', UPLOADER], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: input.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_MAX_ATTEMPTS: '1',
      APPCONFIG_APPLICATION_NAME: input.application,
      APPCONFIG_ENVIRONMENT: input.environment,
      APPCONFIG_DEPLOYMENT_STRATEGY: input.strategy,
      SUBSTATION_CONFIG_DIRECTORY: input.directory,
    },
  })
  return stdout.trim().split('\n')
}

export function hasBoto3(): boolean {
  return spawnSync('python3', ['-c', 'import boto3']).status === 0
}
