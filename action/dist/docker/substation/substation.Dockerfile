# A function of Substation on Lambda; variables of the function say which handler and configuration it has.
# A layer cannot be attached to an image: the engine puts the AppConfig extension into the context, unpacked, under layers/.
ARG BASE_IMAGE=public.ecr.aws/lambda/provided:al2023-arm64
# The stage below, or an image that has /substation: a mirror, or what a test has instead.
ARG SOURCE_IMAGE=source
ARG GO_IMAGE=golang:1.24.6-bookworm

FROM --platform=${BUILDPLATFORM} ${GO_IMAGE} AS source
ARG SUBSTATION_VERSION=2.8.0
ARG TARGETARCH
COPY build.sh /
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    sh /build.sh substation "${SUBSTATION_VERSION}" "${TARGETARCH}"

FROM ${SOURCE_IMAGE} AS program

FROM ${BASE_IMAGE}
COPY layers/ /opt/
COPY --from=program /substation /var/task/main
WORKDIR /var/task
USER 1000:1000
# No HEALTHCHECK: Lambda watches the runtime loop, nothing listens.
ENTRYPOINT ["/var/task/main"]
