import type {
  CreateChangeSetInput,
  DescribeChangeSetInput,
  DescribeStackEventsInput,
  DescribeStacksInput,
  ExecuteChangeSetInput,
  ListStacksInput,
  StackEvent,
} from '@aws-sdk/client-cloudformation'

/** AWS's page of events. */
const PAGE = 100
const ARN = 'arn:aws:cloudformation:eu-west-1:123456789012:'

interface Simulated {
  readonly id: string
  readonly name: string
  changeSetReadyAt: number
  token: string | undefined
  startedAt: number
  endsAt: number
}

export interface Simulation {
  readonly now: () => number
  /** How long an operation takes, ms. */
  readonly duration?: (stack: string) => number
  /** Time between two events of an operation, ms. */
  readonly eventEvery?: number
}

/** What `Throttling` and the like look like when the SDK throws them. */
export class AwsFault extends Error {
  readonly $metadata: {httpStatusCode: number}
  constructor(name: string, message: string, httpStatusCode = 400) {
    super(message)
    this.name = name
    this.$metadata = {httpStatusCode}
  }
}

/** Stacks whose operations take their time by a given clock. Answers in the SDK's own shapes; what it is asked is written down. */
export class SimulatedCloudFormation {
  readonly calls: {operation: string; stack: string | undefined; at: number}[] = []
  readonly #stacks = new Map<string, Simulated>()
  readonly #simulation: Required<Simulation>

  constructor(simulation: Simulation) {
    this.#simulation = {duration: () => 60_000, eventEvery: 5_000, ...simulation}
  }

  /** A stack on which nothing has run yet. Returns its ARN. */
  add(name: string): string {
    return this.#add(name).id
  }

  /** A stack on which an update began now. */
  start(name: string, token = 'aws-stack-1'): string {
    const stack = this.#add(name)
    this.#begin(stack, token)
    return stack.id
  }

  endOf(stackId: string): number {
    return this.#find(stackId).endsAt
  }

  /** Calls in a span of time, of one operation or all. */
  callsBetween(from: number, to: number, operation?: string): number {
    return this.calls.filter((call) => call.at >= from && call.at < to && (!operation || call.operation === operation))
      .length
  }

  readonly operations = {
    CreateChangeSet: ({StackName = '', ChangeSetName = ''}: Partial<CreateChangeSetInput>) => {
      const stack = this.#stacks.get(StackName) ?? this.#add(StackName)
      stack.changeSetReadyAt = this.#simulation.now() + 3_000
      return {Id: `${ARN}changeSet/${ChangeSetName}/1`, StackId: stack.id}
    },
    DescribeChangeSet: ({StackName = ''}: Partial<DescribeChangeSetInput>) => ({
      Status:
        this.#simulation.now() < this.#find(StackName).changeSetReadyAt ? 'CREATE_IN_PROGRESS' : 'CREATE_COMPLETE',
      Changes: [],
    }),
    ExecuteChangeSet: ({StackName = '', ClientRequestToken}: Partial<ExecuteChangeSetInput>) => {
      const stack = this.#find(StackName)
      if (stack.token !== ClientRequestToken) this.#begin(stack, ClientRequestToken)
      return {}
    },
    DescribeStackEvents: ({StackName = '', NextToken = '0'}: Partial<DescribeStackEventsInput>) => {
      const events = this.#eventsOf(this.#find(StackName))
      const from = Number(NextToken)
      return {
        StackEvents: events.slice(from, from + PAGE),
        ...(events.length > from + PAGE && {NextToken: String(from + PAGE)}),
      }
    },
    DescribeStacks: ({StackName = ''}: Partial<DescribeStacksInput>) => ({
      Stacks: [this.#summaryOf(this.#find(StackName))],
    }),
    ListStacks: ({NextToken = '0'}: Partial<ListStacksInput>) => {
      const busy = [...this.#stacks.values()].map((stack) => this.#summaryOf(stack)).filter(isBusy)
      const from = Number(NextToken)
      return {
        StackSummaries: busy.slice(from, from + PAGE),
        ...(busy.length > from + PAGE && {NextToken: String(from + PAGE)}),
      }
    },
  }

  /** Answers one call and writes it down. */
  answer(operation: string, input: Record<string, unknown>): object {
    this.calls.push({operation, stack: input['StackName'] as string | undefined, at: this.#simulation.now()})
    const answer = this.operations[operation as keyof SimulatedCloudFormation['operations']]
    if (!answer) throw new AwsFault('InvalidAction', `there is no ${operation}`)
    return answer(input)
  }

  #add(name: string): Simulated {
    const id = `${ARN}stack/${name}/1`
    const stack = {id, name, changeSetReadyAt: 0, token: undefined, startedAt: Infinity, endsAt: Infinity}
    this.#stacks.set(name, stack)
    return stack
  }

  #begin(stack: Simulated, token: string | undefined): void {
    stack.token = token
    stack.startedAt = this.#simulation.now()
    stack.endsAt = stack.startedAt + this.#simulation.duration(stack.name)
  }

  #find(nameOrId: string): Simulated {
    const stack = this.#stacks.get(nameOrId.split('/')[1] ?? nameOrId)
    if (!stack) throw new AwsFault('ValidationError', `Stack [${nameOrId}] does not exist`)
    return stack
  }

  #summaryOf({id, name, startedAt, endsAt}: Simulated) {
    const now = this.#simulation.now()
    const StackStatus = now < startedAt ? 'REVIEW_IN_PROGRESS' : now < endsAt ? 'UPDATE_IN_PROGRESS' : 'UPDATE_COMPLETE'
    return {StackId: id, StackName: name, StackStatus, CreationTime: new Date(0)}
  }

  /** Newest first. */
  #eventsOf({id, name, token, startedAt, endsAt}: Simulated): StackEvent[] {
    const now = this.#simulation.now()
    if (now < startedAt) return []
    const {eventEvery} = this.#simulation
    const event = (at: number, own: boolean, status: string): StackEvent => ({
      StackId: id,
      StackName: name,
      EventId: `${name}-${at}-${status}`,
      LogicalResourceId: own ? name : `Resource${at}`,
      PhysicalResourceId: own ? id : `resource-${at}`,
      ResourceType: own ? 'AWS::CloudFormation::Stack' : 'AWS::EC2::Subnet',
      ResourceStatus: status as 'UPDATE_COMPLETE',
      ClientRequestToken: token ?? '',
      Timestamp: new Date(at),
    })
    const events = [event(startedAt, true, 'UPDATE_IN_PROGRESS')]
    for (let at = startedAt + eventEvery; at < Math.min(endsAt, now); at += eventEvery)
      events.push(event(at, false, 'UPDATE_COMPLETE'))
    if (now >= endsAt) events.push(event(endsAt, true, 'UPDATE_COMPLETE'))
    return events.reverse()
  }
}

function isBusy({StackStatus}: {StackStatus: string}): boolean {
  return StackStatus === 'UPDATE_IN_PROGRESS'
}
