import {execFile, spawnSync} from 'node:child_process'
import {promisify} from 'node:util'

/**
 * Behaves as Substation's own uploader of the seed does, written from a description of it: first pages, the newest version of every profile, always an
 * upload, a deployment only of a new number, no way out but COMPLETE. The endpoint is given by hand: boto3 of Debian 12 does not know the variable.
 */
const UPLOADER = `
import json, os, pathlib, time
import boto3

client = boto3.client('appconfig', endpoint_url=os.environ['AWS_ENDPOINT_URL'])
all_pages = 'ALL_PAGES' in os.environ

def items(list_them, **names):
    answer = list_them(**names)
    found = answer['Items']
    while all_pages and 'NextToken' in answer:
        answer = list_them(NextToken=answer['NextToken'], **names)
        found += answer['Items']
    return found

def ids(list_them, **names):
    return {item['Name']: item['Id'] for item in items(list_them, **names)}

application = ids(client.list_applications)[os.environ['APPCONFIG_APPLICATION_NAME']]
strategy = ids(client.list_deployment_strategies)[os.environ['APPCONFIG_DEPLOYMENT_STRATEGY']]
environment = ids(client.list_environments, ApplicationId=application)[os.environ['APPCONFIG_ENVIRONMENT']]
profiles = ids(client.list_configuration_profiles, ApplicationId=application)

latest = {}
for name, profile in profiles.items():
    versions = client.list_hosted_configuration_versions(ApplicationId=application, ConfigurationProfileId=profile)['Items']
    latest[name] = versions[0]['VersionNumber'] if versions else None

for file in sorted(pathlib.Path(os.environ['SUBSTATION_CONFIG_DIRECTORY']).rglob('config.json')):
    name = file.parent.name
    if name not in profiles:
        print(f'{name} not found, skipping')
        continue
    content = json.dumps(json.loads(file.read_text(encoding='utf-8')), separators=(',', ':'))
    made = client.create_hosted_configuration_version(
        ApplicationId=application,
        ConfigurationProfileId=profiles[name],
        Content=content.encode(),
        ContentType='application/json',
    )
    if made['VersionNumber'] == latest[name]:
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
  /** Not only the first page of each list: as Substation's would have to, to see more than 50 profiles. */
  readonly allPages?: boolean
}

/** What it prints, by line. */
export async function upload(input: UploadInput): Promise<string[]> {
  const {stdout} = await promisify(execFile)(requirePython(), ['-c', UPLOADER], {
    maxBuffer: 16 * 1024 * 1024,
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
      ...(input.allPages && {ALL_PAGES: '1'}),
    },
  })
  return stdout.trim().split('\n')
}

export function hasBoto3(): boolean {
  return python() !== undefined
}

/** The first on PATH need not be the one that Debian's package is for. */
function python(): string | undefined {
  return ['python3', '/usr/bin/python3'].find((program) => spawnSync(program, ['-c', 'import boto3']).status === 0)
}

function requirePython(): string {
  const found = python()
  if (found === undefined) throw new Error('no python3 has boto3')
  return found
}
