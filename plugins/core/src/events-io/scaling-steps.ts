/** The numbers of shards on the way: UpdateShardCount takes at most double and at least half of what is open (Amazon Kinesis API Reference). */
export function scalingSteps(from: number, to: number): number[] {
  const steps: number[] = []
  for (let now = from; now !== to;) {
    now = to > now ? Math.min(to, now * 2) : Math.max(to, Math.ceil(now / 2))
    steps.push(now)
  }
  return steps
}
