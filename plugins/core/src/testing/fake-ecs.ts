import type {
  Ecs,
  EcsExecuteInput,
  EcsRunInput,
  EcsService,
  EcsServiceDeployment,
  EcsSession,
  EcsStopInput,
  EcsTask,
  EcsTaskDefinition,
  EcsTaskFilter,
  EcsUpdateInput,
} from '../ports/ecs.js'

/** Behaviour: `fake-ecs.md`. */
export class FakeEcs implements Ecs {
  readonly calls: string[] = []
  readonly runs: EcsRunInput[] = []
  readonly services = new Map<string, EcsService>()
  readonly taskDefinitions = new Map<string, EcsTaskDefinition>()
  /** By service name; those of no service by ''. */
  readonly serviceTasks = new Map<string, EcsTask[]>()
  /** By service name, newest first. */
  readonly deployments = new Map<string, EcsServiceDeployment[]>()
  /** What answers ExecuteCommand. */
  onExecute: ((input: EcsExecuteInput) => Promise<EcsSession>) | undefined
  /** What a call throws instead of an answer, by method name. */
  readonly failures = new Map<keyof Ecs, Error>()
  /** Called before each answer, e.g. to change it. */
  onCall: (method: keyof Ecs, what: string) => void | Promise<void> = () => {}

  async service(_cluster: string, service: string): Promise<EcsService | undefined> {
    await this.#called('service', service)
    return this.services.get(nameOf(service))
  }

  async listServices(): Promise<EcsService[] | undefined> {
    await this.#called('listServices', '')
    return [...this.services.values()]
  }

  async tasks({service = '', family, status}: EcsTaskFilter): Promise<EcsTask[] | undefined> {
    await this.#called('tasks', service || family || '')
    const tasks = service ? this.serviceTasks.get(nameOf(service)) : [...this.serviceTasks.values()].flat()
    return tasks?.filter(
      (task) =>
        (task.lastStatus === 'STOPPED') === (status === 'STOPPED') &&
        (!family || task.taskDefinition.includes(`/${family}:`)),
    )
  }

  async task(_cluster: string, task: string): Promise<EcsTask | undefined> {
    await this.#called('task', task)
    return [...this.serviceTasks.values()].flat().find(({arn}) => arn === task)
  }

  async taskDefinition(arn: string): Promise<EcsTaskDefinition | undefined> {
    await this.#called('taskDefinition', arn)
    return this.taskDefinitions.get(arn)
  }

  async serviceDeployments(_cluster: string, service: string): Promise<EcsServiceDeployment[] | undefined> {
    await this.#called('serviceDeployments', service)
    return this.deployments.get(nameOf(service)) ?? (this.services.has(nameOf(service)) ? [] : undefined)
  }

  async stopServiceDeployment(arn: string): Promise<void> {
    await this.#called('stopServiceDeployment', arn)
  }

  async updateService({service, desired, redeploy}: EcsUpdateInput): Promise<void> {
    const what = [service, desired, redeploy && 'redeploy'].filter((it) => it !== undefined)
    await this.#called('updateService', what.join(' '))
    const found = this.services.get(nameOf(service))
    if (found && desired !== undefined) this.services.set(nameOf(service), {...found, desired})
  }

  async runTask(input: EcsRunInput): Promise<EcsTask> {
    this.runs.push(input)
    await this.#called('runTask', input.taskDefinition)
    const {taskDefinition, startedBy, container: name} = input
    const arn = `arn:aws:ecs:eu-west-1:123456789012:task/${input.cluster}/run${this.runs.length}`
    const containers = [{name, image: 'image'}]
    const task = {arn, taskDefinition, lastStatus: 'PROVISIONING', startedBy, createdAt: Date.now(), containers}
    this.serviceTasks.set('', [...(this.serviceTasks.get('') ?? []), task])
    return task
  }

  async stopTask({task}: EcsStopInput): Promise<void> {
    await this.#called('stopTask', task)
    for (const [service, tasks] of this.serviceTasks)
      this.serviceTasks.set(
        service,
        tasks.map((one) => (one.arn === task ? {...one, lastStatus: 'STOPPED'} : one)),
      )
  }

  async execute(input: EcsExecuteInput): Promise<EcsSession> {
    await this.#called('execute', `${input.task} ${input.container}`)
    if (!this.onExecute) throw new Error('the test has set no `onExecute`')
    return this.onExecute(input)
  }

  async #called(method: keyof Ecs, what: string): Promise<void> {
    this.calls.push(`${method} ${what}`)
    await this.onCall(method, what)
    const failure = this.failures.get(method)
    if (failure) throw failure
  }
}

function nameOf(service: string): string {
  return service.slice(service.lastIndexOf('/') + 1)
}
