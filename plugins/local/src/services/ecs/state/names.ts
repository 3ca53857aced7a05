import {randomBytes} from 'node:crypto'

/** `arn:aws:ecs:eu-west-1:123456789012:cluster/vast` */
export function ecsArn(region: string, accountId: string, path: string): string {
  return `arn:aws:ecs:${region}:${accountId}:${path}`
}

/** A name, or what stands last in an ARN. */
export function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)
}

/** As ECS makes the id of a task. */
export function newId(): string {
  return randomBytes(16).toString('hex')
}

/** The digits of `ecs-svc/…`. */
export function newNumber(): string {
  return String(10n ** 18n + (randomBytes(8).readBigUInt64BE() % (9n * 10n ** 18n)))
}
