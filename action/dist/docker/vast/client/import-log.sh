# `bash import-log.sh cloudtrail|flowlogs`: imports the log file s3://$SRC_BUCKET/$SRC_KEY.
set -euo pipefail

kind=$1
folder=$(dirname "$0")
# Debian's AWS CLI does not know this variable.
endpoint=(${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"})

events() {
  aws "${endpoint[@]}" s3 cp --only-show-errors "s3://$SRC_BUCKET/$SRC_KEY" - | gzip -dc |
    case $kind in
    cloudtrail) jq -c -f "$folder/cloudtrail.jq" ;;
    flowlogs) jq -nRc -f "$folder/flowlogs.jq" ;;
    esac
}

# All of it is read before any of it is imported: nothing of a file that is broken gets in.
events > /dev/null
events | vast import --type="aws.$kind" json
