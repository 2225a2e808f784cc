import { descendingPathProblem } from '../../../model/file-path';
import { labelProblem } from '../../../model/kubernetes-names';
import type { Part } from '../../../schemas/parts';
import { shownText } from '../../../text/shown';
import { type Constraint, checkOf, checksOf, from, givenText, ofPods, required, tell, text } from '../../constraints';
import { hasItems, isMissing } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podMounting } from './examples';

const partition = from(0, 255);

const listOf =
  (what: string): Constraint =>
  (raw) =>
    isMissing(raw) || (Array.isArray(raw) && raw.length === 0) ? `is missing: write ${what}` : undefined;

/** A reference may be left out, but not be empty. */
const secretRef = ({ field }: Part, report: PartReport) => {
  const name = field.at('secretRef', 'name');
  if (field.at('secretRef').isObject && isMissing(name.raw))
    tell(report, name, 'is missing: write the name of a Secret');
};

const registryProblem = (registry: string) =>
  registry.split(',').every((one) => /^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(one))
    ? undefined
    : 'must be hosts with ports, such as "a:7861,b:7861"';

export const P26 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A volume on a disk or a server says on which',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateVolumeSource, and what it calls for each source)',
  bad: podMounting({ rbd: { monitors: [], image: 'uploads' } }),
  good: podMounting({ rbd: { monitors: ['10.0.0.5:6789'], image: 'uploads' } }),
  of: ofPods({
    ISCSIVolumeSource: checkIscsi,
    FCVolumeSource: ({ field }, report) => {
      const [names, ids, lun] = [field.at('targetWWNs'), field.at('wwids'), field.at('lun')];
      if (hasItems(names.raw) === hasItems(ids.raw)) tell(report, names, 'or wwids must be set, and not both of them');
      if (!hasItems(names.raw)) return;
      const problem = lun.isGiven ? from(0, 255)(lun.raw) : 'is missing: write the number of the unit';
      if (problem !== undefined) tell(report, lun, problem);
    },
    GCEPersistentDiskVolumeSource: checkOf({ pdName: required('write the name of a disk'), partition }),
    AWSElasticBlockStoreVolumeSource: checkOf({ volumeID: required('write the id of a volume'), partition }),
    GlusterfsVolumeSource: checkOf({
      endpoints: required('write the name of Endpoints'),
      path: required('write the name of a volume'),
    }),
    RBDVolumeSource: checkOf({ monitors: listOf('the monitors'), image: required('write the name of an image') }),
    CephFSVolumeSource: checkOf({ monitors: listOf('the monitors') }),
    CinderVolumeSource: checksOf(checkOf({ volumeID: required('write the id of a volume') }), secretRef),
    FlexVolumeSource: checksOf(checkOf({ driver: required('write the name of a driver') }), ({ field }, report) => {
      for (const [name, option] of field.at('options').entries()) {
        const owner = `.${name.includes('/') ? name.split('/')[0] : name}`.toLowerCase();
        if (!owner.endsWith('.kubernetes.io') && !owner.endsWith('.k8s.io')) continue;
        tell(report, option, 'has the name of an option of Kubernetes itself: drop it');
      }
    }),
    FlockerVolumeSource: checksOf(
      checkOf({ datasetName: text((name) => (name.includes('/') ? 'must not have a "/"' : undefined)) }),
      ({ field }, report) => {
        const given = ['datasetName', 'datasetUUID'].filter((name) => !isMissing(field.at(name).raw));
        if (given.length !== 1) tell(report, field, 'must have one of datasetName and datasetUUID');
      },
    ),
    GitRepoVolumeSource: checkOf({
      repository: required('write the URL of a repository'),
      directory: text(descendingPathProblem),
    }),
    AzureFileVolumeSource: checkOf({
      secretName: required('write the name of a Secret'),
      shareName: required('write the name of a share'),
    }),
    AzureDiskVolumeSource: checksOf(
      checkOf({ diskName: required('write the name of a disk'), diskURI: required('write the URI of a disk') }),
      checkDisk,
    ),
    VsphereVirtualDiskVolumeSource: checkOf({ volumePath: required('write the path of a disk') }),
    PhotonPersistentDiskVolumeSource: checkOf({ pdID: required('write the id of a disk') }),
    PortworxVolumeSource: checkOf({ volumeID: required('write the id of a volume') }),
    ScaleIOVolumeSource: checkOf({
      gateway: required('write its address'),
      system: required('write its name'),
      volumeName: required('write the name of a volume'),
    }),
    StorageOSVolumeSource: checksOf(
      checkOf({
        volumeName: required('write the name of a volume', text(labelProblem)),
        volumeNamespace: text(labelProblem),
      }),
      secretRef,
    ),
    QuobyteVolumeSource: checkOf({
      registry: required('write its hosts and ports', text(registryProblem)),
      volume: required('write the name of a volume'),
      tenant: text((tenant) => (tenant.length > 64 ? 'must have at most 64 characters' : undefined)),
    }),
  }),
});

const INITIATORS = [
  ['iqn', /iqn\.\d{4}-\d{2}\.([0-9a-z.-]+)(:[^,;*&$|\s]+)$/i],
  ['eui', /^eui.[0-9a-z]{16}$/i],
  ['naa', /^naa.[0-9a-z]{32}$/i],
] as const;

const initiatorProblem = (name: string) => {
  const [, form] = INITIATORS.find(([prefix]) => name.startsWith(prefix)) ?? [];
  return form?.test(name) ? undefined : 'must be a name that starts with "iqn.", "eui." or "naa."';
};

function checkIscsi(part: Part, report: PartReport): void {
  const { field, holder } = part;
  const problems: Readonly<Record<string, string | undefined>> = {
    targetPortal: required('write the address of the portal')(field.at('targetPortal').raw),
    iqn: required('write the name of the target', text(initiatorProblem))(field.at('iqn').raw),
    lun: from(0, 255)(field.at('lun').raw),
    initiatorName: givenText(initiatorProblem)(field.at('initiatorName').raw),
  };
  for (const [name, problem] of Object.entries(problems)) {
    if (problem !== undefined) tell(report, field.at(name), problem);
  }
  const isAsked = field.at('chapAuthDiscovery').raw === true || field.at('chapAuthSession').raw === true;
  if (isAsked && !field.at('secretRef').isGiven) tell(report, field.at('secretRef'), 'is missing: CHAP needs a Secret');
  const label = `${String(holder?.field.at('name').raw ?? '')}:${String(field.at('targetPortal').raw ?? '')}`;
  if (field.at('initiatorName').isGiven && label.length > 64) {
    tell(
      report,
      field.at('targetPortal'),
      `makes ${shownText(label)} of the volume, 64 characters are allowed beside an initiatorName`,
    );
  }
}

function checkDisk({ field }: Part, report: PartReport): void {
  const [kind, uri] = [field.at('kind').raw ?? 'Shared', field.at('diskURI')];
  if (typeof kind !== 'string' || typeof uri.raw !== 'string' || uri.raw === '') return;
  const start = kind === 'Managed' ? '/subscriptions/' : 'https://';
  const isKnown = ['Managed', 'Shared', 'Dedicated'].includes(kind);
  if (isKnown && !uri.raw.startsWith(start))
    tell(report, uri, `is ${shownText(uri.raw)}: that of a ${kind} disk starts with "${start}"`);
}
