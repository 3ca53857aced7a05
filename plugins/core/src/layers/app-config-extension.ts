import {partitionOf} from '../partition-of.js'

/** The architectures of Lambda, as it calls them. */
export type LambdaArchitecture = 'arm64' | 'x86_64'

/**
 * The AWS AppConfig Agent's Lambda extension, version 2.0.17054.0: the account that publishes it in a region, and its layer's version for x86_64
 * and arm64 ("Available versions of the AWS AppConfig Agent Lambda extension", AWS AppConfig User Guide). It stands here and is not asked of AWS, so
 * that a new one comes with a release of ours and not by itself.
 */
const LAYERS: Readonly<Record<string, readonly [account: string, x86: number, arm: number]>> = {
  'af-south-1': ['574348263942', 260, 188],
  'ap-east-1': ['630222743974', 254, 182],
  'ap-east-2': ['730335625313', 147, 121],
  'ap-northeast-1': ['980059726660', 272, 225],
  'ap-northeast-2': ['826293736237', 273, 181],
  'ap-northeast-3': ['706869817123', 272, 187],
  'ap-south-1': ['554480029851', 290, 232],
  'ap-south-2': ['489524808438', 217, 175],
  'ap-southeast-1': ['421114256042', 258, 210],
  'ap-southeast-2': ['080788657173', 313, 256],
  'ap-southeast-3': ['418787028745', 256, 193],
  'ap-southeast-4': ['307021474294', 188, 173],
  'ap-southeast-5': ['631746059939', 161, 136],
  'ap-southeast-6': ['381491832265', 97, 87],
  'ap-southeast-7': ['851725616657', 134, 133],
  'ca-central-1': ['039592058896', 262, 182],
  'ca-west-1': ['436199621743', 172, 162],
  'cn-north-1': ['615057806174', 243, 165],
  'cn-northwest-1': ['615084187847', 241, 163],
  'eu-central-1': ['066940009817', 295, 238],
  'eu-central-2': ['758369105281', 220, 178],
  'eu-north-1': ['646970417810', 367, 226],
  'eu-south-1': ['203683718741', 249, 177],
  'eu-south-2': ['586093569114', 214, 175],
  'eu-west-1': ['434848589818', 303, 241],
  'eu-west-2': ['282860088358', 242, 194],
  'eu-west-3': ['493207061005', 273, 192],
  'il-central-1': ['895787185223', 188, 171],
  'me-central-1': ['662846165436', 212, 168],
  'me-south-1': ['559955524753', 254, 182],
  'mx-central-1': ['891376990304', 142, 141],
  'sa-east-1': ['000010852771', 327, 215],
  'us-east-1': ['027255383542', 321, 254],
  'us-east-2': ['728743619870', 277, 229],
  'us-gov-east-1': ['946561847325', 219, 165],
  'us-gov-west-1': ['946746059096', 220, 166],
  'us-west-1': ['958113053741', 395, 272],
  'us-west-2': ['359756378197', 373, 275],
}

/** ARN of the layer version in the region; `undefined` where AWS lists none. */
export function appConfigExtension(region: string, architecture: LambdaArchitecture): string | undefined {
  const [account, x86, arm] = LAYERS[region] ?? []
  if (account === undefined) return undefined
  const [name, version] =
    architecture === 'arm64' ? ['AWS-AppConfig-Extension-Arm64', arm] : ['AWS-AppConfig-Extension', x86]
  return `arn:${partitionOf(region)}:lambda:${region}:${account}:layer:${name}:${version}`
}
