import type {PolicyResult, PolicyStatement} from '@aws-stack/core'

/** The documents, one after another, as they go into IAM. */
export function formatPolicy({app, stage, region, account, commands, documents}: PolicyResult): string {
  const what = `${app}-${stage} in ${region}, account ${account}: ${commands.join(', ')}`
  return documents
    .map((document, index) => {
      const head = `# ${index + 1} of ${documents.length}, ${what}`
      return `${head}\n${JSON.stringify(document, undefined, 2)}`
    })
    .join('\n\n')
}

export function formatReasons({statements}: PolicyResult): string {
  return statements.map(formatStatement).join('\n\n')
}

function formatStatement({sid, actions, resources, condition, because}: PolicyStatement): string {
  const lines = [
    sid,
    `  may      ${actions.join(', ')}`,
    ...resources.map((resource, index) => `  ${index === 0 ? 'on ' : '   '}      ${resource}`),
    ...(condition ? [`  where    ${JSON.stringify(condition)}`] : []),
    ...because.map((reason, index) => `  ${index === 0 ? 'because' : '       '}  ${reason}`),
  ]
  return lines.join('\n')
}
