import type {Move} from '../state/deployment.js'
import type {Pace, Strategy} from '../state/world.js'

/**
 * What is to come of a deployment: https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-deployment-strategy.html.
 * Its steps are spread evenly over its time, the last one at the end; then it bakes.
 */
export function schedule(strategy: Readonly<Strategy>, startedAt: number, {minuteMs, settleMs}: Pace): Move[] {
  const {minutes, bakeMinutes} = strategy
  const percentages = growth(strategy)
  const rolledOut = startedAt + minutes * minuteMs
  const steps = percentages.map((percentage, index): Move => {
    const description = `Configuration available to ${percentage.toFixed(2)}% of clients`
    return {
      at: startedAt + (minutes * minuteMs * (index + 1)) / percentages.length,
      percentage,
      note: {type: 'PERCENTAGE_UPDATED', by: 'APPCONFIG', description},
    }
  })
  return [
    ...steps,
    {
      at: rolledOut,
      state: 'BAKING',
      note: {type: 'BAKE_TIME_STARTED', by: 'APPCONFIG', description: 'Deployment bake time started'},
    },
    {
      at: rolledOut + bakeMinutes * minuteMs + settleMs,
      state: 'COMPLETE',
      note: {type: 'DEPLOYMENT_COMPLETED', by: 'APPCONFIG', description: 'Deployment completed'},
    },
  ]
}

/** The percentages after each step; the last is 100. */
export function growth({growthType, growthFactor}: Pick<Strategy, 'growthType' | 'growthFactor'>): number[] {
  const percentages: number[] = []
  for (let step = 0; (percentages.at(-1) ?? 0) < 100; step += 1) {
    const grown = growthType === 'EXPONENTIAL' ? growthFactor * 2 ** step : growthFactor * (step + 1)
    percentages.push(Math.min(100, grown))
  }
  return percentages
}
