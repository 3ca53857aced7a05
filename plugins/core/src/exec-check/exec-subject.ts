import type {Inquiry} from '../diagnosis/inquiry.js'
import type {EcsService, EcsTask, EcsTaskDefinition} from '../ports/ecs.js'

/** What is asked about ECS Exec. What is missing is not there, or could not be looked at. */
export interface ExecSubject {
  /** Name of the app. */
  readonly app: string
  readonly cluster: string
  readonly service?: EcsService | undefined
  readonly task?: EcsTask | undefined
  /** Of the task, else of the service. */
  readonly definition?: EcsTaskDefinition | undefined
  readonly inquiry: Inquiry
}
