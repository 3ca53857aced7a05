import {reference, type TypeRow} from '../type-row.js'

const cloudMap = reference('awscloudmap')

const NO_RESOURCE = 'the actions know no resources'

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
        read: ['GetNamespace', 'ListTagsForResource'],
        update: ['UpdatePrivateDnsNamespace', 'TagResource', 'UntagResource'],
        delete: ['DeleteNamespace'],
      },
      {on: ['servicediscovery:namespace/*'], tagged: 'request', create: ['TagResource']},
      {
        on: ['*'],
        because: NO_RESOURCE,
        read: [
          'GetOperation',
          'ListNamespaces',
          'route53:ListHostedZonesByName',
          'ec2:DescribeVpcs',
          'ec2:DescribeRegions',
        ],
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
      {on: ['servicediscovery:service/*'], tagged: 'request', create: ['CreateService', 'TagResource']},
      {
        on: ['servicediscovery:service/*'],
        tagged: 'resource',
        create: ['UpdateServiceAttributes'],
        read: ['GetService', 'GetServiceAttributes', 'ListTagsForResource'],
        update: ['UpdateService', 'UpdateServiceAttributes', 'DeleteServiceAttributes', 'TagResource', 'UntagResource'],
        delete: ['DeleteService'],
      },
      {on: ['*'], because: NO_RESOURCE, read: ['GetOperation', 'ListServices']},
      {
        on: ['route53:::hostedzone/*'],
        because: 'AWS makes the ids, and Cloud Map does not tag them',
        create: ['route53:ChangeResourceRecordSets', 'route53:GetHostedZone'],
        update: ['route53:ChangeResourceRecordSets', 'route53:GetHostedZone'],
        delete: ['route53:ChangeResourceRecordSets', 'route53:GetHostedZone'],
      },
    ],
  },
}
