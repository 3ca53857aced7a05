import type {Outcome} from './carry-over.js'

export interface NextStep {
  readonly command: string
  readonly why: string
}

export interface NextStepsInput {
  /** As the user named it. */
  readonly from: string
  readonly variables: readonly Outcome[]
}

/** What is left to do, in this order. What vast-cloud has made is not touched: two networks of one block cannot be peered with one VPC. */
export function nextSteps({from, variables}: NextStepsInput): NextStep[] {
  const onEfs = !variables.some(({setting, value}) => setting === 'storage' && value === 'ATTACHED')
  return [
    ...(onEfs
      ? [
          {
            command: `./vast-cloud run-lambda -c "vast export arrow '...' | aws s3 cp - s3://BUCKET/events.arrow"`,
            why: 'events stay on the old EFS: take out those that you need, range by range, while its server runs (docs/migrate.md)',
          },
        ]
      : []),
    {
      command: './vast-cloud destroy',
      why: 'deletes the old stack and its events; it holds the block and the route in the peered VPC. Or name another block in VAST_CIDR and keep both for a while',
    },
    {
      command: `mv ${from} ${from}.vast-cloud`,
      why: `${from} goes before aws-stack.yaml; Terraform needed it, aws-stack does not`,
    },
    {command: 'aws-stack doctor', why: 'Docker, credentials, region: what is missing'},
    {command: 'aws-stack vast:plan', why: 'what would be made, before anything is'},
    {command: 'aws-stack vast:deploy', why: 'asks, then makes it; aws-stack vast:start runs the server'},
  ]
}
