import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {readdirSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join, relative} from 'node:path'

import {templatePath} from '@aws-stack/templates'

import {skip} from './fixtures/local-aws.js'

/** Findings that stay, each with the reason that somebody has accepted. One that is no finding any more has to go. */
const EXCEPTIONS: readonly {readonly rule: string; readonly resources: readonly string[]; readonly reason: string}[] = [
  {
    rule: 'cloud_trail_cloud_watch_logs_enabled_check',
    resources: ['vast/import.yaml Trail'],
    reason:
      'the trail is there for the events that EventBridge gets of it; nobody reads its records, which would be billed',
  },
  {
    rule: 'cloud_trail_encryption_enabled_check',
    resources: ['vast/import.yaml Trail'],
    reason:
      'encrypted with a key of S3 for the day that they are kept; a key of our own is billed by the month and by the call',
  },
  {
    rule: 'sqs_dlq_check',
    resources: [
      'substation/function.yaml Failed',
      'substation/queue.yaml Failed',
      'substation/queue.yaml Messages',
      'vast/import.yaml Failed',
      'vast/import.yaml Objects',
    ],
    reason: 'the queue of what failed stands behind the other, which the rule does not see; behind it there is nothing',
  },
  {
    rule: 'cloudwatch_log_group_retention_period_check',
    resources: ['substation/autoscaling.yaml Log', 'substation/function.yaml Log'],
    reason: 'what functions say of their work, not the events: a year of it would be billed and read by nobody',
  },
  {
    rule: 'cloudwatch_log_group_encrypted_check',
    resources: ['substation/autoscaling.yaml Log', 'substation/function.yaml Log'],
    reason: 'encrypted with the key of the stage: the rule does not see the parameter',
  },
  {
    rule: 'kinesis_stream_encrypted_check',
    resources: ['substation/stream.yaml Records'],
    reason: 'encrypted with the key of the stage: the rule does not see the parameter',
  },
  {
    rule: 'sqs_queue_encrypted_check',
    resources: ['substation/function.yaml Failed', 'substation/queue.yaml Failed', 'substation/queue.yaml Messages'],
    reason: 'encrypted with the key of the stage: the rule does not see the parameter',
  },
  {
    rule: 'kms_create_grant_aws_service_check',
    resources: ['substation/bootstrap.yaml Key', 'substation/xray.yaml Key'],
    reason: "the account's own statement of the default key policy: who may make grants is said by IAM",
  },
  {
    rule: 'lambda_function_public_access_prohibited_check',
    resources: ['substation/bucket.yaml Call', 'substation/gateway-function.yaml Call'],
    reason: 'one bucket, or one API, may call: the rule does not see an ARN that Fn::Sub makes',
  },
  {
    rule: 'api_gw_v1_execution_logging_enabled_check',
    resources: ['substation/gateway-function.yaml Stage', 'substation/gateway-stream.yaml Stage'],
    reason: 'it needs a role of the whole account, which other APIs share, and would log what is in events',
  },
  {
    rule: 'lambda_inside_vpc_check',
    resources: ['substation/autoscaling.yaml Function', 'substation/function.yaml Function'],
    reason: 'they talk to AWS alone, over TLS; a VPC would need a NAT gateway, which is billed by the hour',
  },
  {
    rule: 'cloudwatch_log_group_retention_period_check',
    resources: ['vast/backup.yaml Log', 'vast/client.yaml Log', 'vast/server.yaml Log'],
    reason: 'what a server or a command has printed: two weeks are what vast-cloud kept; a year would be billed',
  },
  {
    rule: 'cloudwatch_log_group_encrypted_check',
    resources: ['vast/backup.yaml Log', 'vast/client.yaml Log', 'vast/server.yaml Log'],
    reason: 'encrypted with a key of CloudWatch Logs; a key of our own is billed by the month and by the call',
  },
  {
    rule: 'lambda_inside_vpc_check',
    resources: ['vast/client.yaml Function'],
    reason: 'it is in the VPC: the rule wants literal ids and does not see the parameters',
  },
  {
    rule: 'ecs_containers_readonly_access_check',
    resources: ['vast/server.yaml TaskDefinition'],
    reason:
      '"Monitor Amazon ECS containers with ECS Exec" in the ECS developer guide: its agent writes to the root file system',
  },
  {
    rule: 'ecs_task_definition_memory_hard_limit_check',
    resources: ['vast/backup.yaml RestoreTask', 'vast/server.yaml TaskDefinition'],
    reason: "the task's own Memory is the limit on Fargate, and the container is alone in it",
  },
  {
    rule: 'ecs_task_definition_nonroot_user_check',
    resources: ['vast/backup.yaml RestoreTask'],
    reason:
      "the task renames what AWS Backup restores into the root of the file system, which is root's; the task runs for two renames",
  },
  {
    rule: 'efs_automatic_backups_enabled_check',
    resources: ['vast/server.yaml FileSystem'],
    reason: 'they are enabled unless the settings switch them off: the rule does not see the parameter',
  },
  {
    rule: 's3_bucket_versioning_enabled_check',
    resources: ['substation/bucket.yaml Bucket', 'vast/import.yaml TrailBucket', 'vast/workbucket.yaml Bucket'],
    reason: 'files pass through it: what is deleted is meant to be gone, and old versions would be billed unseen',
  },
  {
    rule: 's3_bucket_object_lock_enabled_check',
    resources: ['substation/bucket.yaml Bucket', 'vast/import.yaml TrailBucket', 'vast/workbucket.yaml Bucket'],
    reason: 'files pass through it and are deleted again; a lock would also keep the bucket from being deleted',
  },
  {
    rule: 's3_bucket_logging_enabled_check',
    resources: ['substation/bucket.yaml Bucket', 'vast/import.yaml TrailBucket', 'vast/workbucket.yaml Bucket'],
    reason: 'logs of access need a second bucket, which nobody would empty; CloudTrail can tell who read what',
  },
  {
    rule: 's3_event_notifications_enabled_check',
    resources: ['substation/bucket.yaml Bucket', 'vast/import.yaml TrailBucket', 'vast/workbucket.yaml Bucket'],
    reason: 'nothing waits for what comes into it; of a source, the rule does not see the notification behind Fn::If',
  },
  {
    rule: 's3_bucket_default_encryption_kms_check',
    resources: ['vast/import.yaml TrailBucket', 'vast/workbucket.yaml Bucket'],
    reason: 'encrypted with a key of S3; a key of our own is billed by the month and by the call',
  },
  {
    rule: 's3_bucket_policy_ssl_requests_only_check',
    resources: ['substation/bucket.yaml Policy', 'vast/import.yaml TrailBucketPolicy', 'vast/workbucket.yaml Policy'],
    reason: 'it denies what comes without TLS: the rule wants Fn::Join for the objects and does not see Fn::Sub',
  },
]

const guard = dirname(createRequire(import.meta.url).resolve('@cdklabs/cdk-validator-cfnguard/package.json'))
const PLATFORM: Readonly<Record<string, string>> = {linux: 'ubuntu', darwin: 'macos'}
const MACHINE: Readonly<Record<string, string>> = {x64: 'x86_64', arm64: 'aarch64'}

const room = templatePath('.')
const files = readdirSync(room, {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.yaml'))

interface Report {
  readonly name: string
  readonly not_compliant: readonly {readonly Rule: {readonly name: string}}[]
}

describe('the rules of AWS Control Tower', function () {
  this.timeout(60_000)
  let findings: string[]

  before(function () {
    const [platform, machine] = [PLATFORM[process.platform], MACHINE[process.arch]]
    if (!platform || !machine) skip(this, `cfn-guard has no program for ${process.platform}-${process.arch}`)
    const {stdout, error} = spawnSync(
      join(guard, 'bin', platform, machine, 'cfn-guard'),
      [
        ...['validate', '--rules', join(guard, 'rules', 'control-tower', 'cfn-guard')],
        ...files.flatMap((file) => ['--data', join(room, file)]),
        ...['--show-summary', 'none', '--output-format', 'json', '--structured'],
      ],
      {encoding: 'utf8', maxBuffer: 64 * 1024 * 1024},
    )
    assert.equal(error, undefined)
    const reports = JSON.parse(stdout) as Report[]
    assert.equal(reports.length, files.length)
    findings = reports.flatMap(findingsOf)
  })

  it('are kept, but for the exceptions, each of which still applies', () => {
    const accepted = EXCEPTIONS.flatMap(({rule, resources}) => resources.map((resource) => `${rule} ${resource}`))

    assert.deepEqual(findings.toSorted(), accepted.toSorted())
  })

  it('have a reason for each exception', () => {
    for (const {rule, reason} of EXCEPTIONS) assert.match(reason, /^["a-z].{20,}/, rule)
  })
})

/** `rule template resource` for each resource that breaks it. */
function findingsOf({name, not_compliant: broken}: Report): string[] {
  const template = relative(room, name)
  return broken.flatMap(({Rule: rule}) => {
    const resources = [...JSON.stringify(rule).matchAll(/"path":"\/Resources\/(\w+)/g)].map(([, resource]) => resource)
    return [...new Set(resources)].map((resource) => `${rule.name} ${template} ${resource}`)
  })
}
