import type {NodeRef} from '../events.js'
import {flatGraph, type Graph} from '../graph.js'
import type {DeploymentUnderWay} from './deployments-under-way.js'

/** A node for each configuration that is being deployed, in however many environments. */
export function deploymentGraph(underWay: readonly DeploymentUnderWay[]): Graph {
  return flatGraph('config', [...new Set(underWay.map(({deployment}) => deployment.name))])
}

export function deploymentsOfNode(underWay: readonly DeploymentUnderWay[], {name}: NodeRef): DeploymentUnderWay[] {
  return underWay.filter(({deployment}) => deployment.name === name)
}
