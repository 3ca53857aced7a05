import type {StoreDefinition} from '@aws-stack/core'

/** The command line of `vast`, as v2 and v3 have it. */
export const store: StoreDefinition = {
  // Blocking: it ends when the server has what was sent.
  importCommand: ({format, type}) => ['vast', 'import', '--blocking', ...(type ? [`--type=${type}`] : []), format],
  exportCommand: ({format, query, limit}) => [
    'vast',
    'export',
    ...(limit === undefined ? [] : [`--max-events=${limit}`]),
    format,
    query,
  ],
  countCommand: (query) => ['vast', 'count', ...(query === undefined ? [] : [query])],
  formats: [
    {name: 'json', endings: ['.json', '.ndjson', '.jsonl'], joins: true},
    {name: 'csv', endings: ['.csv'], joins: false},
    {name: 'zeek', endings: ['.log'], joins: true},
    {name: 'zeek-json', endings: [], joins: true},
    {name: 'suricata', endings: [], joins: true},
    {name: 'syslog', endings: ['.syslog'], joins: true},
    {name: 'pcap', endings: ['.pcap', '.pcapng'], joins: false},
    {name: 'netflow', endings: [], joins: false},
    {name: 'arrow', endings: ['.arrow'], joins: false},
  ],
}
