import type {ListAccountSettingsRequest, PutAccountSettingRequest} from '@aws-sdk/client-ecs'

import type {EcsCall} from './ecs-operation.js'

export function putAccountSetting({input, region, world}: EcsCall<PutAccountSettingRequest>): object {
  region.accountSettings.set(String(input.name), String(input.value))
  return {setting: {name: input.name, value: input.value, principalArn: root(world.options.accountId), type: 'user'}}
}

export function listAccountSettings({input, region, world}: EcsCall<ListAccountSettingsRequest>): object {
  const settings = [...region.accountSettings]
    .filter(([name]) => input.name === undefined || input.name === name)
    .map(([name, value]) => ({name, value, principalArn: root(world.options.accountId), type: 'user'}))
  return {settings}
}

function root(accountId: string): string {
  return `arn:aws:iam::${accountId}:root`
}
