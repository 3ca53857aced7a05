/** The end of its ARN: what people call a task by. */
export function taskId(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}
