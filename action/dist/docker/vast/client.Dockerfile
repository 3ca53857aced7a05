# The VAST client on Lambda: `vast`, bash, python3, jq and the AWS CLI behind a runtime loop of our own.
ARG BASE_IMAGE=tenzir/vast:v3.1.0

FROM ${BASE_IMAGE}
USER root
# Versions are those of the base's Debian.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends awscli bash ca-certificates jq python3 \
    && rm -rf /var/lib/apt/lists/*
COPY client.vast.yaml /opt/tenzir/vast/etc/vast/vast.yaml
COPY schema/ /opt/tenzir/vast/etc/vast/schema/
COPY client/runtime.py client/handler.py client/import-log.sh client/*.jq /opt/client/
# On Lambda only /tmp can be written.
ENV HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /tmp
USER 1000:1000
# No HEALTHCHECK: Lambda watches the runtime loop, nothing listens.
ENTRYPOINT ["python3", "/opt/client/runtime.py"]
