import type {ServiceClients} from './clients.js'

/** Resolved properties of one resource, as the template's evaluation left them (no intrinsics, no AWS::NoValue). */
export type Properties = Readonly<Record<string, unknown>>

export interface HandledResource {
  /** `PhysicalResourceId`. */
  readonly physicalId: string
  /** What `Ref` gives, where it is not the physical id. */
  readonly ref?: string
  /** What `Fn::GetAtt` gives: dotted names are keys (`Outputs.X`). */
  readonly attributes: Readonly<Record<string, unknown>>
}

export interface HandlerScope {
  readonly region: string
  readonly accountId: string
  readonly stackName: string
  readonly stackId: string
  readonly logicalId: string
  /** Stack tags plus `aws:cloudformation:*`, to be merged into the resource's own. */
  readonly tags: readonly {readonly Key: string; readonly Value: string}[]
  /** SDK clients of this region: the services behind the local AWS. */
  readonly clients: ServiceClients
  /** `<stack>-<logical id>-<random>`, cut to `max`, as CloudFormation names what has no name. */
  generatedName(max: number): string
}

/**
 * Makes one resource type real through its service's own API. A rejected promise is a failed resource: its message is the reason.
 * Which change needs a replacement is not the handler's to say: AWS's own data says it.
 */
export interface ResourceHandler {
  create(properties: Properties, scope: HandlerScope): Promise<HandledResource>
  /** In place. Without it a change that AWS makes in place fails the update with a clear reason. */
  update?(
    current: HandledResource,
    next: Properties,
    previous: Properties,
    scope: HandlerScope,
  ): Promise<HandledResource>
  /** Gone already is success. */
  delete(current: HandledResource, properties: Properties, scope: HandlerScope): Promise<void>
}
