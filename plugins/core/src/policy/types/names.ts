import {reference, type Right, THROUGH_CLOUDFORMATION, type TypeRow} from '../type-row.js'

const cloudMap = reference('awscloudmap')

const NO_RESOURCE = 'the actions know no resources'

/** Tags that CloudFormation gives and takes. */
const TAGS: Right = {
  on: ['*'],
  because: NO_RESOURCE,
  condition: THROUGH_CLOUDFORMATION,
  create: ['TagResource'],
  read: ['ListTagsForResource'],
  update: ['TagResource', 'UntagResource'],
}

/** Namespaces and services are made and deleted in an operation of their own. */
const OPERATIONS: Right = {
  on: ['servicediscovery:namespace/*', 'servicediscovery:service/*'],
  because: 'AWS makes the ids',
  read: ['GetOperation'],
}

/** "Using IAM policy conditions for fine-grained access control" of the Route 53 guide: records of the namespace, in whatever zone. */
const RECORDS: Right = {
  on: ['route53:::hostedzone/*'],
  condition: {
    'ForAllValues:StringLike': {
      'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['{app}.internal', '*.{app}.internal'],
    },
  },
  because: 'AWS makes the ids of zones; the names of records are held to the namespace',
  create: ['route53:ChangeResourceRecordSets'],
  update: ['route53:ChangeResourceRecordSets'],
  delete: ['route53:ChangeResourceRecordSets'],
}

export const nameTypes: Readonly<Record<string, TypeRow>> = {
  // "AWS Cloud Map API permissions": it keeps a private hosted zone in the caller's name.
  'AWS::ServiceDiscovery::PrivateDnsNamespace': {
    doc: cloudMap,
    service: 'servicediscovery',
    rights: [
      {on: ['*'], because: NO_RESOURCE, tagged: 'request', create: ['CreatePrivateDnsNamespace']},
      {
        on: ['servicediscovery:namespace/*'],
        tagged: 'resource',
        read: ['GetNamespace'],
        update: ['UpdatePrivateDnsNamespace'],
        delete: ['DeleteNamespace'],
      },
      TAGS,
      OPERATIONS,
      {
        on: ['*'],
        because: NO_RESOURCE,
        read: ['ListNamespaces', 'route53:ListHostedZonesByName', 'ec2:DescribeVpcs', 'ec2:DescribeRegions'],
      },
      {on: ['*'], because: 'AWS makes the ids', create: ['route53:CreateHostedZone']},
      {
        on: ['route53:::hostedzone/*'],
        because: 'AWS makes the ids, and Cloud Map does not tag them',
        create: ['route53:GetHostedZone'],
        delete: ['route53:DeleteHostedZone', 'route53:GetHostedZone'],
      },
    ],
  },
  'AWS::ServiceDiscovery::Service': {
    doc: cloudMap,
    service: 'servicediscovery',
    rights: [
      {on: ['servicediscovery:namespace/*'], tagged: 'resource', create: ['CreateService'], update: ['GetNamespace']},
      {on: ['servicediscovery:service/*'], tagged: 'request', create: ['CreateService']},
      TAGS,
      OPERATIONS,
      {
        on: ['servicediscovery:service/*'],
        tagged: 'resource',
        create: ['UpdateServiceAttributes'],
        read: ['GetService', 'GetServiceAttributes'],
        update: ['UpdateService', 'UpdateServiceAttributes', 'DeleteServiceAttributes'],
        delete: ['DeleteService'],
      },
      {on: ['*'], because: NO_RESOURCE, read: ['ListServices']},
      {
        on: ['route53:::hostedzone/*'],
        because: 'AWS makes the ids, and Cloud Map does not tag them',
        create: ['route53:GetHostedZone'],
        update: ['route53:GetHostedZone'],
        delete: ['route53:GetHostedZone'],
      },
      RECORDS,
    ],
  },
}
