import type {Strategy} from './world.js'

/** https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-deployment-strategy-predefined.html */
export const PREDEFINED: readonly Readonly<Strategy>[] = [
  predefined('AppConfig.AllAtOnce', 'Quick', [0, 10, 'LINEAR', 100]),
  predefined('AppConfig.Linear50PercentEvery30Seconds', 'Test/Demo', [1, 1, 'LINEAR', 50]),
  predefined('AppConfig.Canary10Percent20Minutes', 'AWS Recommended', [20, 10, 'EXPONENTIAL', 10]),
  predefined('AppConfig.Linear20PercentEvery6Minutes', 'AWS Recommended', [30, 30, 'LINEAR', 20]),
]

function predefined(
  id: string,
  description: string,
  [minutes, bakeMinutes, growthType, growthFactor]: [number, number, Strategy['growthType'], number],
): Strategy {
  return {
    id,
    name: id,
    arn: '',
    tags: {},
    description,
    minutes,
    bakeMinutes,
    growthType,
    growthFactor,
    replicateTo: 'NONE',
  }
}
