// Inspectors and operators. An inspector says what a value must be for a processor to run.
{
  operator: {
    all(inspectors): { operator: 'all', inspectors: if std.isArray(inspectors) then inspectors else [inspectors] },
    any(inspectors): $.operator.all(inspectors) { operator: 'any' },
    none(inspectors): $.operator.all(inspectors) { operator: 'none' },
  },
  inspector(type, key, negate, options={}): {
    type: type,
    settings: std.prune({ options: options, key: key, negate: negate }),
  },
  strings: {
    equals(key, expression, negate=false): $.inspector('strings', key, negate, { type: 'equals', expression: expression }),
    contains(key, expression, negate=false): $.inspector('strings', key, negate, { type: 'contains', expression: expression }),
    startsWith(key, expression, negate=false): $.inspector('strings', key, negate, { type: 'starts_with', expression: expression }),
    endsWith(key, expression, negate=false): $.inspector('strings', key, negate, { type: 'ends_with', expression: expression }),
    empty(key, negate=false): $.strings.equals(key, '', negate),
  },
  ip: {
    is(type): function(key, negate=false) $.inspector('ip', key, negate, { type: type }),
    private: self.is('private'),
    loopback: self.is('loopback'),
    valid: self.is('valid'),
    // Neither of the ranges that never leave a network.
    public(key):: [self[kind](key, true) for kind in ['private', 'loopback']] + [self.valid(key)],
  },
  length: {
    local compare(type) = function(key, value, negate=false) $.inspector('length', key, negate, { type: type, value: value }),
    equals: compare('equals'),
    atLeast: compare('greater_than_or_equal_to'),
    atMost: compare('less_than_or_equal_to'),
  },
  regexp(key, expression, negate=false): $.inspector('regexp', key, negate, { expression: expression }),
}
