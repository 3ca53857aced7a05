# A file of VPC flow logs to one line of JSON for each record: "Flow log records" in the Amazon VPC user guide.
# The first line names the fields; `-` says that there is no value.
def numbers:
  ["version", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "tcp_flags", "traffic_path"];
def times: ["start", "end"];

def value($name):
  if . == "-" then empty
  elif (times | index($name)) then tonumber | todate
  elif (numbers | index($name)) then tonumber
  else . end;

(input | split(" ") | map(gsub("-"; "_"))) as $names
| inputs
| select(. != "")
| split(" ") as $values
| if ($values | length) != ($names | length) then error("a record of \($values | length) fields, not \($names | length)") else . end
| reduce range($names | length) as $at ({}; $names[$at] as $name | . + ([$values[$at] | value($name) | {($name): .}] | add // {}))
