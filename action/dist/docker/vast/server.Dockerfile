# The VAST server on Fargate. A deploy passes its base by digest, `BASE_IMAGE=tenzir/vast@sha256:…`, and labels what it builds with the base's name and digest.
ARG BASE_IMAGE=tenzir/vast:v3.1.0

FROM ${BASE_IMAGE}
USER root
# EFS (through its access point) and ATTACHED storage both belong to 1000, whatever number the base's own user has.
RUN mkdir -p /var/lib/vast && chown 1000:1000 /var/lib/vast
COPY server.vast.yaml /opt/tenzir/vast/etc/vast/vast.yaml
COPY schema/ /opt/tenzir/vast/etc/vast/schema/
# The base sets both, and a variable outranks the file.
ENV VAST_ENDPOINT=0.0.0.0:42000 \
    VAST_DB_DIRECTORY=/var/lib/vast
WORKDIR /var/lib/vast
VOLUME /var/lib/vast
EXPOSE 42000/tcp
USER 1000:1000
# Fargate looks at the task definition's own check, which is the same one.
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/42000"]
ENTRYPOINT ["vast"]
CMD ["start"]
