import type {ServiceClients} from './cloudformation/clients.js'

/** Whether a role is there and a service (`lambda.amazonaws.com`) may work as it. Without moto there are no roles to look at. */
export async function roleTrusts(arn: string, service: string, clients: ServiceClients): Promise<boolean> {
  const {GetRoleCommand} = await import('@aws-sdk/client-iam')
  const iam = await clients.iam()
  return iam.send(new GetRoleCommand({RoleName: arn.slice(arn.lastIndexOf('/') + 1)})).then(
    ({Role}) => decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '').includes(service),
    (error: Error) => error.name === 'NotImplemented',
  )
}
