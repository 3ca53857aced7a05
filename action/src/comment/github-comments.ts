import {readMarker} from './marker.js'
import type {PullRequest} from './pull-request.js'
import {type CommentChange, type OwnComment, ownComments} from './reconcile.js'

/** The comments of one pull request. */
export interface GithubComments {
  /** Ours among all of them. */
  list(): Promise<OwnComment[]>
  carryOut(change: CommentChange): Promise<void>
}

/** Who asks, and which of these comments are minimised: REST tells neither to a workflow's token. */
const STATES = `query ($ids: [ID!]!) {
  viewer { login }
  nodes(ids: $ids) { ... on IssueComment { id isMinimized } }
}`

interface States {
  readonly viewer: {readonly login: string}
  readonly nodes: readonly ({readonly id?: string; readonly isMinimized?: boolean} | null)[]
}

const MINIMISE = `mutation ($nodeId: ID!) {
  minimizeComment(input: {subjectId: $nodeId, classifier: OUTDATED}) { clientMutationId }
}`

const RESTORE = `mutation ($nodeId: ID!) { unminimizeComment(input: {subjectId: $nodeId}) { clientMutationId } }`

/** `nodes` takes so many ids at once. */
const MOST_IDS = 100

export async function githubComments(
  {owner, repo, number}: PullRequest,
  token: string,
  signal: AbortSignal,
): Promise<GithubComments> {
  const {getOctokit} = await import('@actions/github')
  const octokit = getOctokit(token)
  octokit.hook.before('request', (options) => {
    options.request = {...options.request, signal}
  })
  const place = {owner, repo}
  return {
    async list() {
      const all = await octokit.paginate(octokit.rest.issues.listComments, {
        ...place,
        issue_number: number,
        per_page: 100,
      })
      const marked = all.flatMap(({id, node_id, body = '', user}) =>
        readMarker(body) ? [{id, nodeId: node_id, body, author: user?.login ?? ''}] : [],
      )
      if (marked.length === 0) return []
      const ids = marked.map(({nodeId}) => nodeId).slice(-MOST_IDS)
      const {viewer, nodes} = await octokit.graphql<States>(STATES, {ids})
      const minimised = nodes.flatMap((node) => (node?.isMinimized && node.id ? [node.id] : []))
      return ownComments(marked, viewer.login, new Set(minimised))
    },
    async carryOut(change) {
      switch (change.do) {
        case 'create':
          await octokit.rest.issues.createComment({...place, issue_number: number, body: change.body})
          break
        case 'update':
          await octokit.rest.issues.updateComment({...place, comment_id: change.id, body: change.body})
          break
        case 'delete':
          await octokit.rest.issues.deleteComment({...place, comment_id: change.id})
          break
        case 'minimise':
          await octokit.graphql(MINIMISE, {nodeId: change.nodeId})
          break
        case 'restore':
          await octokit.graphql(RESTORE, {nodeId: change.nodeId})
      }
    },
  }
}
