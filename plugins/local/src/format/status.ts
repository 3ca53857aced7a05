import {table} from '@aws-stack/kit'

import type {LocalStatus} from '../lifecycle/local-status.js'

export function formatStatus({engine, moto, recordedOnly, requests, state}: LocalStatus): string {
  const calls = Object.entries(requests).map(([service, count]) => `${count} ${service}`)
  return table([
    ['endpoint', `${state.endpoint} (process ${state.pid})`],
    ['registry', state.registry],
    ['moto', [moto.status, moto.version, moto.lane && `(${moto.lane})`, moto.reason].filter(Boolean).join(' ')],
    ['docker', dockerRow(engine)],
    ...Object.entries(state.sampleVpcs).map(([region, id]) => ['sample VPC', `${id} in ${region}`]),
    ['calls', calls.join(', ') || 'none'],
    ...recordedOnly.map(({logicalId, stack, type}) => ['recorded only', `${logicalId} of ${stack} (${type})`]),
    ['folder', state.folder],
  ]).join('\n')
}

function dockerRow({answers, host, kind, reason, version}: LocalStatus['engine']): string {
  if (kind === 'missing') return `missing: ${reason}`
  return `${version} (${kind}) at ${host}${answers ? '' : ', does not answer'}`
}
