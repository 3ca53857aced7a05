import {table} from '@aws-stack/kit'

import type {ListedScenario} from '../lifecycle/play-local.js'
import type {ScenarioStatus} from '../scenarios/scenario-host.js'

/** What `local:play` did: listed, stopped or begun. */
export type Played = ScenarioStatus | readonly ListedScenario[] | {readonly stopped: true}

export function formatPlayed(played: Played): string {
  if (isList(played)) return table(played.map(({name, summary}) => [name, summary])).join('\n')
  if ('stopped' in played) return 'No scenario plays any more.'
  const {name, speed, summary, watch} = played
  return [
    `${name} plays${speed === 1 ? '' : ` ${speed} times as fast`}: ${summary}`,
    ...(watch ? [`Watch it with: ${watch}`] : []),
    'It ends with: aws-stack local:play --stop',
  ].join('\n')
}

function isList(played: Played): played is readonly ListedScenario[] {
  return Array.isArray(played)
}
