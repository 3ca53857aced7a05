// Lists that are mapped, filtered, sorted and folded.
local numbers = std.map(function(i) (i * 7919) % 1009, std.range(1, 800));
{
  sorted: std.sort(numbers)[:5],
  unique: std.length(std.set(numbers)),
  folded: std.foldl(function(sum, n) sum + n, std.filter(function(n) n % 2 == 0, numbers), 0),
  table: { ['k%d' % i]: numbers[i] for i in std.range(0, 300) },
}
