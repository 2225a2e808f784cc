import { backstepProblem, descendingPathProblem } from '../../../model/file-path';
import { labelProblem, subdomainProblem } from '../../../model/kubernetes-names';
import type { PartType } from '../../../schemas/part-types';
import type { Part } from '../../../schemas/parts';
import { byteLength } from '../../../text/byte-length';
import { shownText } from '../../../text/shown';
import {
  briefText,
  type Constraint,
  checkField,
  checkOf,
  checksOf,
  from,
  givenText,
  requiredItems,
  requiredValue,
  tell,
  tellMissing,
  text,
} from '../../constraints';
import { hasItems, isMissing } from '../../go-values';
import type { PartReport, RuleOn } from '../../rule';
import { checkIscsi } from './iscsi';

type PartCheck = RuleOn<'part'>['check'];

/** Those of the checks that are for the sources of the volumes of pods, or of PersistentVolumes. */
export function sourcesOf<T extends PartType>(
  owner: 'pods' | 'PersistentVolumes',
  checks: Readonly<Record<T, PartCheck>>,
): Record<T, PartCheck> {
  const guarded = Object.entries<PartCheck>(checks).map(([type, check]): [string, PartCheck] => [
    type,
    (part, report, app) => {
      const isPersistent = part.holder?.type === 'PersistentVolumeSpec';
      if (isPersistent === (owner === 'PersistentVolumes')) check(part, report, app);
    },
  ]);
  return Object.fromEntries(guarded) as Record<T, PartCheck>;
}

const partition = from(0, 255);

/** A reference to a Secret may be left out, but not be empty. */
const secretWith =
  (fields: Readonly<Record<string, Constraint>>, ...references: readonly string[]): PartCheck =>
  ({ field }, report) => {
    for (const reference of references) {
      if (!field.at(reference).isObject) continue;
      for (const [name, constraint] of Object.entries(fields))
        checkField(report, field.at(reference, name), constraint);
    }
  };

const name = requiredValue('write the name of a Secret');
const namespace = requiredValue('write that of the Secret');
const withSecret = secretWith({ name }, 'secretRef');
const withSecretElsewhere = secretWith({ name, namespace }, 'secretRef');

const registryProblem = (registry: string) =>
  registry.split(',').every((one) => /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(one))
    ? undefined
    : 'must be hosts with ports, such as "a:7861,b:7861"';

const azureFile = checkOf({
  secretName: requiredValue('write the name of a Secret'),
  shareName: requiredValue('write the name of a share'),
});
const cephfs = checkOf({ monitors: requiredItems('write the monitors') });
const cinder = checkOf({ volumeID: requiredValue('write the id of a volume') });
const flex = checksOf(checkOf({ driver: requiredValue('write the name of a driver') }), checkFlexOptions);
const glusterfs = checkOf({
  endpoints: requiredValue('write the name of Endpoints'),
  path: requiredValue('write the name of a volume'),
});
const rbd = checkOf({
  monitors: requiredItems('write the monitors'),
  image: requiredValue('write the name of an image'),
});
const scaleIo = checkOf({
  gateway: requiredValue('write its address'),
  system: requiredValue('write its name'),
  volumeName: requiredValue('write the name of a volume'),
});
const storageOs = checkOf({
  volumeName: requiredValue('write the name of a volume', text(labelProblem)),
  volumeNamespace: text(labelProblem),
});

/** What is on a node or on a server of files. */
export const FILES = {
  HostPathVolumeSource: checkOf({ path: requiredValue('write a path of the node', text(backstepProblem)) }),
  NFSVolumeSource: checkOf({
    server: requiredValue('write the host of the server'),
    path: requiredValue(
      'write the exported path',
      text((path) => (path.startsWith('/') ? undefined : 'must start with "/"')),
    ),
  }),
};

/** What is on a disk, or on a server of disks. */
export const DISKS = {
  ISCSIVolumeSource: checkIscsi,
  FCVolumeSource: checkFibreChannel,
  GCEPersistentDiskVolumeSource: checkOf({ pdName: requiredValue('write the name of a disk'), partition }),
  AWSElasticBlockStoreVolumeSource: checkOf({ volumeID: requiredValue('write the id of a volume'), partition }),
  GlusterfsVolumeSource: glusterfs,
  RBDVolumeSource: rbd,
  CephFSVolumeSource: cephfs,
  CinderVolumeSource: checksOf(cinder, withSecret),
  FlexVolumeSource: flex,
  FlockerVolumeSource: checksOf(
    checkOf({ datasetName: text((name) => (name.includes('/') ? 'must not have a "/"' : undefined)) }),
    ({ field }, report) => {
      const given = ['datasetName', 'datasetUUID'].filter((name) => !isMissing(field.at(name).raw));
      if (given.length !== 1) tell(report, field, 'must have one of datasetName and datasetUUID');
    },
  ),
  GitRepoVolumeSource: checkOf({
    repository: requiredValue('write the URL of a repository'),
    directory: text(descendingPathProblem),
  }),
  AzureFileVolumeSource: azureFile,
  AzureDiskVolumeSource: checksOf(
    checkOf({ diskName: requiredValue('write the name of a disk'), diskURI: requiredValue('write the URI of a disk') }),
    checkAzureDisk,
  ),
  VsphereVirtualDiskVolumeSource: checkOf({ volumePath: requiredValue('write the path of a disk') }),
  PhotonPersistentDiskVolumeSource: checkOf({ pdID: requiredValue('write the id of a disk') }),
  PortworxVolumeSource: checkOf({ volumeID: requiredValue('write the id of a volume') }),
  ScaleIOVolumeSource: scaleIo,
  StorageOSVolumeSource: checksOf(storageOs, withSecret),
  QuobyteVolumeSource: checkOf({
    registry: requiredValue('write its hosts and ports', text(registryProblem)),
    volume: requiredValue('write the name of a volume'),
    tenant: text((tenant) => (byteLength(tenant) > 64 ? 'must have at most 64 characters' : undefined)),
  }),
};

const publishing = {
  name: requiredValue('write that of a Secret', briefText(subdomainProblem)),
  namespace: requiredValue('write that of the Secret', briefText(labelProblem)),
};

/** What only PersistentVolumes have: mostly, their Secrets stand in some namespace. */
export const PERSISTENT_DISKS = {
  ISCSIPersistentVolumeSource: checksOf(checkIscsi, withSecret),
  GlusterfsPersistentVolumeSource: checksOf(glusterfs, checkOf({ endpointsNamespace: givenText(labelProblem) })),
  RBDPersistentVolumeSource: rbd,
  CephFSPersistentVolumeSource: cephfs,
  CinderPersistentVolumeSource: checksOf(cinder, withSecretElsewhere),
  FlexPersistentVolumeSource: flex,
  AzureFilePersistentVolumeSource: checksOf(azureFile, ({ field }, report) => {
    if (field.at('secretNamespace').raw === '') tellMissing(report, field.at('secretNamespace'), 'drop it');
  }),
  ScaleIOPersistentVolumeSource: scaleIo,
  LocalVolumeSource: FILES.HostPathVolumeSource,
  StorageOSPersistentVolumeSource: checksOf(storageOs, withSecretElsewhere),
  CSIPersistentVolumeSource: checksOf(
    checkOf({
      volumeHandle: requiredValue('write it'),
      driver: requiredValue('write that of the driver', briefText(driverProblem)),
    }),
    secretWith(
      publishing,
      'controllerPublishSecretRef',
      'controllerExpandSecretRef',
      'nodePublishSecretRef',
      'nodeExpandSecretRef',
    ),
  ),
};

function driverProblem(driver: string): string | undefined {
  return driver.length > 63
    ? `has ${driver.length} characters, 63 are allowed`
    : subdomainProblem(driver.toLowerCase());
}

function checkFibreChannel({ field }: Part, report: PartReport): void {
  const [names, ids, lun] = [field.at('targetWWNs'), field.at('wwids'), field.at('lun')];
  if (names.isUnresolved || ids.isUnresolved) return;
  if (hasItems(names.raw) === hasItems(ids.raw)) tell(report, names, 'or wwids must be set, and not both of them');
  if (!hasItems(names.raw)) return;
  if (lun.isGiven) checkField(report, lun, from(0, 255));
  else tellMissing(report, lun, 'write the number of the unit');
}

function checkFlexOptions({ field }: Part, report: PartReport): void {
  for (const [name, option] of field.at('options').entries()) {
    const [owner] = name.toLowerCase().split('/');
    const isReserved = /(^|\.)(kubernetes|k8s)\.io$/.test(owner);
    if (isReserved) tell(report, option, 'has the name of an option of Kubernetes itself: drop it');
  }
}

function checkAzureDisk({ field }: Part, report: PartReport): void {
  const [kind, uri] = [field.at('kind').raw ?? 'Shared', field.at('diskURI')];
  if (typeof kind !== 'string' || typeof uri.raw !== 'string' || uri.raw === '') return;
  const start = kind === 'Managed' ? '/subscriptions/' : 'https://';
  const isKnown = ['Managed', 'Shared', 'Dedicated'].includes(kind);
  if (isKnown && !uri.raw.startsWith(start))
    tell(report, uri, `is ${shownText(uri.raw)}: that of a ${kind} disk starts with "${start}"`);
}
