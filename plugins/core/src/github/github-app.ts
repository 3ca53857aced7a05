import {z} from 'zod'

import {type AppDefinition, defineApp, list, output} from '../app.js'
import {roleNamePrefix, slugOf} from './access-names.js'
import {type GitHubAccess, subjectsOf} from './github-access.js'

/** Files of templates: that of the roles, and by app that of its policies. */
export interface AccessTemplates {
  readonly roles: string
  readonly access: Readonly<Record<string, string>>
}

const settings = z.strictObject({
  /** Empty: the stack makes it. */
  providerArn: z.string().default(''),
  /** Parts of the apps that the roles are for; the others' go. */
  apps: z.array(z.string()).default([]),
})

export type GitHubConfig = z.infer<typeof settings>

export function rolesPart(access: Pick<GitHubAccess, 'owner' | 'repository'>): string {
  return `roles-${slugOf(access)}`
}

export function accessPart(app: string, access: Pick<GitHubAccess, 'owner' | 'repository'>): string {
  return `${app}-${slugOf(access)}`
}

/**
 * The access of one repository as an app of its own: one stack with its roles, one with the policies of each app, which the engine plans and
 * deploys as all others. Not one stack for everything: the policies of two apps are longer than a template may be.
 */
export function githubApp(access: GitHubAccess, templates: AccessTemplates): AppDefinition<GitHubConfig> {
  const roles = rolesPart(access)
  return defineApp<GitHubConfig, unknown>({
    name: 'github',
    title: 'access for GitHub Actions',
    settings,
    images: [],
    stacks: [
      {
        part: roles,
        template: templates.roles,
        parameters: ({name, region, config: {providerArn}}) => {
          const {plan, deploy} = subjectsOf(access)
          return {
            Name: roleNamePrefix(`${name}-${slugOf(access)}`, region),
            Issuer: access.issuer,
            ProviderArn: providerArn,
            PlanSubjects: list(plan),
            DeploySubjects: list(deploy),
            RepositoryId: access.ids?.repository ?? '',
            DeployRef: `refs/heads/${access.branch}`,
          }
        },
      },
      ...Object.entries(templates.access).map(([app, template]) => ({
        part: accessPart(app, access),
        optional: 'apps' as const,
        template,
        parameters: () => ({PlanRole: output(roles, 'PlanRoleName'), DeployRole: output(roles, 'DeployRoleName')}),
      })),
    ],
  })
}
