// Processors. Each takes where to read, where to write, and under which condition.
local condition = import 'condition.libsonnet';

{
  make(type, input, output, when, options={}): {
    type: type,
    settings: std.prune({
      condition: when,
      input_key: input,
      output_key: output,
      options: options,
    }),
  },
  copy(input, output, when=null): $.make('copy', input, output, when),
  insert(output, value, when=null): $.make('insert', null, output, when, { value: value }),
  delete(input, when=null): $.make('delete', input, null, when),
  drop(when): $.make('drop', null, null, when),
  case(input, output, to='lower', when=null): $.make('case', input, output, when, { case: to }),
  convert(input, output, to, when=null): $.make('convert', input, output, when, { type: to }),
  hash(input, output, algorithm='sha256', when=null): $.make('hash', input, output, when, { algorithm: algorithm }),
  time(input, output, from, to='2006-01-02T15:04:05.000000Z', when=null):
    $.make('time', input, output, when, { input_format: from, output_format: to }),
  split(input, output, separator, when=null): $.make('split', input, output, when, { separator: separator }),
  replace(input, output, old, new, when=null): $.make('replace', input, output, when, { old: old, new: new }),
  concat(inputs, output, separator, when=null): $.make('concat', inputs, output, when, { separator: separator }),
  domain(input, output, part, when=null): $.make('domain', input, output, when, { 'function': part }),
  group(inputs, output, keys=null, when=null): $.make('group', inputs, output, when, { keys: keys }),
  dynamodb(input, output, table, index, limit=1): $.make(
    'dynamodb', input, output,
    condition.operator.all(condition.strings.empty(input, true)),
    { table: table, key_condition_expression: 'pk = :partitionkeyval', limit: limit, scan_index_forward: true, index: index },
  ),
  pipeline(processors, input=null, output=null, when=null): $.make('pipeline', input, output, when, { processors: processors }),
  forEach(input, output, processor): $.make('for_each', input, output, null, { processor: processor }),

  // What several configurations share.
  patterns: {
    // Moves a value: a copy, then a delete of what it was copied from.
    move(input, output, when=null): [$.copy(input, output, when), $.delete(input, when)],
    // A checksum of the whole event, as its identity.
    identity(output='event.hash'): [$.copy('', '!metadata event'), $.hash('!metadata event', output)],
    // Only where there is something to copy.
    present(pairs): [
      $.copy(pair[0], pair[1], condition.operator.all(condition.strings.empty(pair[0], true)))
      for pair in pairs
    ],
    // The parts of a domain name.
    domainParts(input, output): [
      $.domain(input, output + '.' + part, part, condition.operator.all(condition.strings.contains(input, '.')))
      for part in ['tld', 'domain', 'subdomain']
    ],
  },
}
