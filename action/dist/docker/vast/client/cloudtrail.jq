# A log file of CloudTrail to one line for each of its events: "CloudTrail log file examples" in the AWS CloudTrail user guide.
# What each service fills in as it likes becomes JSON text, as `aws.cloudtrail` has it (schema/aws-cloudtrail.schema).
def text: if . == null or type == "string" then . else tojson end;

if type == "object" and (.Records | type) == "array" then .Records[] else error("no log file of CloudTrail") end
| reduce (
    ["requestParameters"],
    ["responseElements"],
    ["additionalEventData"],
    ["serviceEventDetails"],
    ["edgeDeviceDetails"],
    ["userIdentity", "sessionContext", "webIdFederationData", "attributes"]
  ) as $path (.; if getpath($path) == null then . else setpath($path; getpath($path) | text) end)
