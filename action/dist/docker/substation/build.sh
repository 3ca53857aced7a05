#!/bin/sh
# `build.sh PROGRAM VERSION ARCHITECTURE`: makes /PROGRAM of brexhq/substation at the tag vVERSION, for Linux on that architecture. Both images
# are built with it, so that what differs between the versions stands in one place. Tests are upstream's to run.
set -eu
program=$1 version=$2 architecture=$3

case $version in
    0.* | 1.*) module=github.com/brexhq/substation ;;
    *) module=github.com/brexhq/substation/v${version%%.*} ;;
esac
case $program-$version in
    autoscaling-0.*) command=autoscaling ;;
    autoscaling-*) command=autoscale ;;
    *) command=$program ;;
esac

# A module by its version: Go compares it with its checksum database, which a tag that was moved does not pass.
source=$(go mod download -json "$module@v$version" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",\{0,1\}$/\1/p')
cd "$source"
CGO_ENABLED=0 GOOS=linux GOARCH=$architecture \
    go build -mod=readonly -trimpath -buildvcs=false -ldflags='-s -w' -o "/$program" "./cmd/aws/lambda/$command"
