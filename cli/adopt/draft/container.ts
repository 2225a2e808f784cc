import type { Field } from '../../../lib/model/field';
import type { Code } from '../../typescript/code';
import { environmentProps, type Keys } from './environment';
import { literal, type Props, plus, props } from './expressions';
import { kubernetesItems } from './kubernetes-words';
import { lifecycleCode } from './lifecycle';
import { probeCode } from './probe';
import { resourcesCode } from './resources';
import { type KeyFileVolumes, otherMounts, secretFilesCode } from './secret-files';
import { containerSecurity } from './security';

/** The props of any container but its name; what they cannot say is left to others. */
export function containerProps(container: Field, keys: Keys, files: KeyFileVolumes): Props {
  return props({
    ...environmentProps(container, keys),
    secretFiles: secretFilesCode(container, files),
    command: listCode(container.at('command')),
    args: listCode(container.at('args')),
    workingDir: container.text('workingDir').value,
    volumeMounts: kubernetesItems(otherMounts(container, files), 'VolumeMount'),
    imagePullPolicy: PULL_POLICIES.get(container.at('imagePullPolicy').raw),
    resources: resourcesCode(container.at('resources')),
    readiness: probeCode(container.at('readinessProbe')),
    liveness: probeCode(container.at('livenessProbe')),
    startup: probeCode(container.at('startupProbe')),
    lifecycle: lifecycleCode(container.at('lifecycle')),
  });
}

/** The props of a container beside the main one. */
export function sidecarProps(container: Field, keys: Keys, files: KeyFileVolumes): Props {
  return props({
    name: literal(container.at('name').raw),
    image: container.text('image').value,
    restartPolicy: RESTART_POLICIES.get(container.at('restartPolicy').raw),
    ports: portsCode(container),
    ...containerProps(container, keys, files),
    containerSecurityContext: containerSecurity(container.at('securityContext')),
  });
}

function listCode(words: Field): Code {
  const texts = words.texts();
  return texts.length > 0 && texts.length === words.items().length ? texts : undefined;
}

const RESTART_POLICIES: ReadonlyMap<unknown, Code> = new Map([['Always', plus('ContainerRestartPolicy.ALWAYS')]]);

const PULL_POLICIES: ReadonlyMap<unknown, Code> = new Map([
  ['Always', plus('ImagePullPolicy.ALWAYS')],
  ['IfNotPresent', plus('ImagePullPolicy.IF_NOT_PRESENT')],
  ['Never', plus('ImagePullPolicy.NEVER')],
]);

const PROTOCOLS: ReadonlyMap<unknown, Code> = new Map([
  ['TCP', plus('Protocol.TCP')],
  ['UDP', plus('Protocol.UDP')],
  ['SCTP', plus('Protocol.SCTP')],
]);

/** The ports as a prop; undefined where there are none. */
export function portsCode(container: Field): Code[] | undefined {
  const list = container
    .at('ports')
    .items()
    .map((port) =>
      props({
        number: port.number('containerPort').value,
        name: port.text('name').value,
        protocol: PROTOCOLS.get(port.at('protocol').raw),
        hostPort: port.number('hostPort').value,
        hostIp: port.text('hostIP').value,
      }),
    );
  return list.length > 0 && list.every(({ number }) => number !== undefined) ? list : undefined;
}
