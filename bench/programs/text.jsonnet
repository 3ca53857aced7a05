// Text that is formatted, joined, split and replaced.
local lines = ['%05d %s' % [i, std.md5('line ' + i)] for i in std.range(1, 600)];
{
  words: [std.length(std.split(line, 'a')) for line in lines],
  upper: [std.asciiUpper(line) for line in lines],
  joined: std.length(std.strReplace(std.join('\n', lines), '0', 'zero')),
}
