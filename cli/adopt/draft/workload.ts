import { grouped } from '../../../lib/collections/grouped';
import { Field } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { podPlaceIn } from '../../../lib/model/pods';
import type { Code, Reference } from '../../typescript/code';
import { containerProps, portsCode, sidecarProps } from './container';
import type { Keys } from './environment';
import { literal, type Props, plus, props } from './expressions';
import { foreignSecret, type ManagedSecrets } from './managed-names';
import type { TargetChart } from './metadata';
import { podProps } from './pod';
import { keyFileVolumes, NO_KEY_FILES } from './secret-files';
import { secretNames } from './secret-names';
import { containerSecurity, podSecurity } from './security';
import type { WorkloadKind } from './workload-kinds';
import { metadataProps } from './workload-metadata';

/** A Service that an application makes by its `port`, in canonical form. */
type OwnService = Manifest | undefined;

/** A workload that is to be declared. */
export interface ReadWorkload {
  readonly kind: WorkloadKind;
  /** With the fields of the canonical form, and their values as they were written. */
  readonly manifest: Manifest;
}

export interface WorkloadOptions {
  /** Whether all is kept that the defaults of this library would change. */
  readonly takeOver: boolean;
  /** Whether volumes of secret keys are declared as files of keys. */
  readonly asFiles: boolean;
  readonly service: OwnService;
}

/** Why no construct can declare a workload, whatever its props are; undefined where one can. */
export function whyNoConstruct({ manifest, kind }: ReadWorkload): string | undefined {
  const spec = Field.of(manifest).at('spec');
  const containers = podIn(manifest).at('containers').items();
  if (containers.length === 0) return 'it has no container';
  if (containers[0].text('image').value === undefined) return 'its first container has no image';
  if (containers[0].text('name').value === undefined) return 'its first container has no name';
  if (kind.isSelecting && !spec.at('selector', 'matchLabels').isObject) return 'it selects its pods by no labels';
  if (usesIn(podIn(manifest)).every(({ isPull }) => isPull))
    return 'it uses no Secret that a construct could take keys of';
  return undefined;
}

/** The props of the construct for a workload; what they cannot say is left to others. */
export function workloadProps(
  workload: ReadWorkload,
  chart: TargetChart,
  secrets: ManagedSecrets,
  options: WorkloadOptions,
): Props {
  const { manifest, kind } = workload;
  const { takeOver, service } = options;
  const { name = '', namespace } = manifest.metadata;
  const spec = Field.of(manifest).at('spec');
  const pod = podIn(manifest);
  const [main, ...sidecars] = pod.at('containers').items();
  const initContainers = pod.at('initContainers').items();
  const keys = keysIn(pod, secrets, takeOver);
  const files = options.asFiles ? keyFileVolumes(pod, keys) : NO_KEY_FILES;
  const { automountServiceAccountToken, ...ofPod } = podProps(pod, files, secretNames(secrets));
  return props({
    image: main.text('image').value,
    containerName: main.at('name').raw === name ? undefined : literal(main.at('name').raw),
    namespace: namespace === chart.namespace ? undefined : namespace,
    takeOver: takeOver ? true : undefined,
    ...kind.specProps(spec),
    ...portProps(main, service),
    secret: keys.main,
    ...containerProps(main, keys, files),
    writeOptional: takeOver && keys.optional === false ? true : undefined,
    containerSecurityContext: takeOver ? containerSecurity(main.at('securityContext')) : undefined,
    containers: notEmpty(sidecars.map((sidecar) => sidecarProps(sidecar, keys, files))),
    initContainers: notEmpty(initContainers.map((init) => sidecarProps(init, keys, files))),
    ...ofPod,
    // Without taking over it is that of this library, or it does not fit.
    automountServiceAccountToken: takeOver ? automountServiceAccountToken : undefined,
    ...(takeOver && podSecurity(pod.at('securityContext'))),
    ...metadataProps(manifest, { service, takeOver, kind, nameOf: secretNames(secrets) }),
  });
}

export function podIn(manifest: Manifest): Field {
  return Field.of(manifest).at(...(podPlaceIn(manifest) ?? []), 'spec');
}

function notEmpty(list: Code[]): Code {
  return list.length > 0 ? list : undefined;
}

/** The secret of a pod that most of it uses, one with a construct before others, and what its keys say of `optional`. */
function keysIn(pod: Field, secrets: ManagedSecrets, takeOver: boolean): Keys {
  const uses = usesIn(pod).map((use) => ({ ...use, managed: secrets.get(use.name)?.reference }));
  const main =
    mostFrequent(uses.flatMap(({ managed }) => managed ?? [])) ??
    mostFrequent(uses.flatMap(({ name, isPull }) => (isPull ? [] : foreignSecret(name))));
  const own = uses.filter(({ isKey, name, managed }) => isKey && (managed ?? foreignSecret(name)).text === main?.text);
  const strict = own.filter(({ optional }) => optional === false);
  return { main, secrets, optional: takeOver && strict.length * 2 <= own.length ? undefined : false };
}

/** The first of those that occur most often. */
function mostFrequent(references: readonly Reference[]): Reference | undefined {
  const all = [...grouped(references, ({ text }) => text).values()];
  return all.sort((a, b) => b.length - a.length)[0]?.[0];
}

interface Use {
  readonly name: string;
  readonly optional: unknown;
  /** Whether it is a single key as a variable. */
  readonly isKey?: boolean;
  /** Whether it is what images are pulled with. */
  readonly isPull?: boolean;
}

/** Where a pod uses Secrets, keys as variables before whole Secrets. */
function usesIn(pod: Field): Use[] {
  const containers = [...pod.at('containers').items(), ...pod.at('initContainers').items()];
  const use = (reference: Field, how: Pick<Use, 'isKey' | 'isPull'> = {}, name = 'name'): Use[] => {
    const { value } = reference.text(name);
    return value === undefined ? [] : [{ name: value, optional: reference.at('optional').raw, ...how }];
  };
  const variables = containers.flatMap((one) => one.at('env').items());
  const sources = containers.flatMap((one) => one.at('envFrom').items());
  const volumes = pod.at('volumes').items();
  const projected = volumes.flatMap((volume) => volume.at('projected', 'sources').items());
  const pulls = pod.at('imagePullSecrets').items();
  return [
    ...variables.flatMap((variable) => use(variable.at('valueFrom', 'secretKeyRef'), { isKey: true })),
    ...sources.flatMap((source) => use(source.at('secretRef'))),
    ...volumes.flatMap((volume) => use(volume.at('secret'), {}, 'secretName')),
    ...projected.flatMap((source) => use(source.at('secret'))),
    ...pulls.flatMap((one) => use(one, { isPull: true })),
  ];
}

function portProps(container: Field, service: OwnService): Props {
  const declared = portsCode(container);
  if (service === undefined) return props({ ports: declared });
  const spec = Field.of(service).at('spec');
  const port = spec.at('ports', 0, 'port').raw;
  const own = spec.at('ports', 0, 'targetPort').raw ?? port;
  const isPlain = declared?.length === 1 && Object.keys(declared[0] as object).length === 1;
  return props({
    port: literal(own),
    ports: isPlain ? undefined : (declared ?? []),
    servicePort: port === own ? undefined : literal(port),
    serviceType: SERVICE_TYPES.get(spec.at('type').raw),
  });
}

const SERVICE_TYPES: ReadonlyMap<unknown, Code> = new Map([
  ['NodePort', plus('ServiceType.NODE_PORT')],
  ['LoadBalancer', plus('ServiceType.LOAD_BALANCER')],
]);
