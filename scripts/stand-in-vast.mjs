// `node scripts/stand-in-vast.mjs`: a base image for where `tenzir/vast` cannot be pulled, pushed to the local AWS; prints its reference.
// A Debian with apt, as the real base is, and a program that answers to `vast`: `stand-in-vast.pl`.
import {existsSync} from 'node:fs'
import {fileURLToPath, pathToFileURL} from 'node:url'

import {CA_BUNDLE, contentOf, makeDebian, standInImage, WITHOUT_DOCUMENTS} from './stand-in-image.mjs'

const VAST = fileURLToPath(new URL('stand-in-vast.pl', import.meta.url))

const OPTIONS = [
  '--variant=apt',
  // python3 and the rest are left to the Dockerfiles, as in the real base.
  '--include=ca-certificates',
  ...WITHOUT_DOCUMENTS,
  '--customize-hook=chroot "$1" groupadd --gid 1000 vast',
  '--customize-hook=chroot "$1" useradd --uid 1000 --gid 1000 --home-dir /var/lib/vast --shell /usr/sbin/nologin vast',
  '--customize-hook=mkdir -p "$1/opt/tenzir/vast/bin" "$1/opt/tenzir/vast/etc/vast" "$1/var/lib/vast" "$1/var/log/vast"',
  '--customize-hook=chroot "$1" chown 1000:1000 /var/lib/vast /var/log/vast',
  // RUN steps trust what the machine trusts.
  ...(existsSync(CA_BUNDLE) ? [`--customize-hook=cp ${CA_BUNDLE} "$1${CA_BUNDLE}"`] : []),
]

const RECIPE = {
  repository: 'stand-in/vast',
  inputs: [JSON.stringify(OPTIONS), contentOf(VAST), contentOf(CA_BUNDLE)],
  files: (tar) =>
    makeDebian([...OPTIONS, `--customize-hook=install -m 755 '${VAST}' "$1/opt/tenzir/vast/bin/vast"`], tar),
  changes: [
    'ENV PREFIX=/opt/tenzir/vast VAST_ENDPOINT=0.0.0.0 VAST_DB_DIRECTORY=/var/lib/vast PATH=/opt/tenzir/vast/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    'WORKDIR /var/lib/vast',
    'VOLUME /var/lib/vast',
    'EXPOSE 42000/tcp',
    'USER vast:vast',
    'ENTRYPOINT ["vast"]',
    'CMD ["--help"]',
  ],
}

export function standInVast(local) {
  return standInImage(RECIPE, local)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const {AWS_ENDPOINT_URL: endpoint, DOCKER_HOST: dockerHost} = process.env
  if (!endpoint) {
    console.error('AWS_ENDPOINT_URL is not set: eval "$(npx aws-stack local:start)"')
    process.exit(2)
  }
  console.log(await standInVast({endpoint, dockerHost}))
}
