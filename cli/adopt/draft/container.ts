import type { Field } from '../../../lib/model/field';
import type { Code } from '../../typescript/code';
import { environmentProps, type Keys } from './environment';
import { literal, type Props, plus, props } from './expressions';
import { kubernetesItems } from './kubernetes-words';
import { lifecycleCode } from './lifecycle';
import { probeCode } from './probe';
import { resourcesCode } from './resources';
import { containerSecurity } from './security';

/** A container in canonical form, and as it was written: so its amounts are read, and not as they are compared. */
export interface ReadContainer {
  readonly canonical: Field;
  readonly written: Field;
}

/** The props of any container but its name; what they cannot say is left to others. */
export function containerProps({ canonical, written }: ReadContainer, keys: Keys): Props {
  return props({
    ...environmentProps(canonical, keys),
    command: listCode(canonical.at('command')),
    args: listCode(canonical.at('args')),
    workingDir: canonical.text('workingDir').value,
    volumeMounts: kubernetesItems(canonical.at('volumeMounts'), 'VolumeMount'),
    imagePullPolicy: PULL_POLICIES.get(canonical.at('imagePullPolicy').raw),
    resources: resourcesCode(written.at('resources')),
    readiness: probeCode(canonical.at('readinessProbe')),
    liveness: probeCode(canonical.at('livenessProbe')),
    startup: probeCode(canonical.at('startupProbe')),
    lifecycle: lifecycleCode(canonical.at('lifecycle')),
  });
}

/** The props of a container beside the main one. */
export function sidecarProps(container: ReadContainer, keys: Keys): Props {
  const { canonical } = container;
  return props({
    name: literal(canonical.at('name').raw),
    image: canonical.text('image').value,
    restartPolicy: RESTART_POLICIES.get(canonical.at('restartPolicy').raw),
    ports: portsCode(canonical),
    ...containerProps(container, keys),
    containerSecurityContext: containerSecurity(canonical.at('securityContext')),
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
