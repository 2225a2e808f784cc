import type { Field } from '../../../model/field';
import { labelProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { byteLength } from '../../../text/byte-length';
import { checkField, givenQuoted, numeric, quoted, required, tell, tellMissing } from '../../constraints';
import type { PartReport } from '../../rule';

type Check = (source: Field, report: PartReport, volume: string) => void;

/** What each source of a volume needs, in the order in which the API server looks for them. */
export const VOLUME_SOURCES: Readonly<Record<string, Check>> = {
  hostPath: (source, report) =>
    checkField(report, source.at('path'), required('write a path of the node', quoted(withoutBacksteps))),
  gcePersistentDisk: disk('pdName'),
  awsElasticBlockStore: disk('volumeID'),
  glusterfs: (source, report) => {
    needs('endpoints', 'path')(source, report, '');
    checkField(report, source.at('endpointsNamespace'), givenQuoted(labelProblem));
  },
  flocker: (source, report) => {
    const [name, id] = [source.at('datasetName'), source.at('datasetUUID')];
    if (name.isEmpty && id.isEmpty) tellMissing(report, name, 'write it, or datasetUUID');
    if (!name.isEmpty && !id.isEmpty) tell(report, id, 'stands beside datasetName: write one of them');
    checkField(
      report,
      name,
      quoted((text) => (text.includes('/') ? 'must not have a "/"' : undefined)),
    );
  },
  nfs: (source, report) => {
    needs('server')(source, report, '');
    checkField(
      report,
      source.at('path'),
      required(
        'write an absolute path',
        quoted((path) => (path.startsWith('/') ? undefined : 'must be absolute: write it with a "/" in front')),
      ),
    );
  },
  rbd: (source, report) => {
    checkForItems(source.at('monitors'), report);
    needs('image')(source, report, '');
  },
  quobyte: (source, report) => {
    needs('volume')(source, report, '');
    const [registry, tenant] = [source.at('registry'), source.at('tenant')];
    const isLong = typeof tenant.raw === 'string' && byteLength(tenant.raw) > 64;
    if (!registry.isEmpty && isLong) tell(report, tenant, 'has more than the 64 characters that are allowed');
    else checkField(report, registry, required('write host:port', quoted(registryProblem)));
  },
  cephfs: (source, report) => checkForItems(source.at('monitors'), report),
  iscsi: checkIscsi,
  cinder: (source, report) => {
    needs('volumeID')(source, report, '');
    if (source.at('secretRef').isObject) needs('name', 'namespace')(source.at('secretRef'), report, '');
  },
  fc: (source, report) => {
    const [names, ids] = [source.list('targetWWNs').value ?? [], source.list('wwids').value ?? []];
    if (source.at('targetWWNs').isUnresolved || source.at('wwids').isUnresolved) return;
    if (names.length === 0 && ids.length === 0) tellMissing(report, source.at('targetWWNs'), 'write them, or wwids');
    if (names.length > 0 && ids.length > 0) tell(report, source.at('wwids'), 'stands beside targetWWNs: write one');
    if (names.length > 0 && source.at('lun').isEmpty) tellMissing(report, source.at('lun'), 'write 0 to 255');
    if (names.length > 0) checkField(report, source.at('lun'), numeric(upTo255));
  },
  flexVolume: (source, report) => {
    needs('driver')(source, report, '');
    for (const [name, option] of source.at('options').entries()) {
      const namespace = `.${name.split('/')[0].toLowerCase()}`;
      if (/\.(kubernetes|k8s)\.io$/.test(namespace)) tell(report, option, 'is reserved for Kubernetes: drop it');
    }
  },
  azureFile: (source, report) => {
    needs('secretName', 'shareName')(source, report, '');
    if (source.at('secretNamespace').raw === '') tellMissing(report, source.at('secretNamespace'), 'drop it');
  },
  vsphereVolume: needs('volumePath'),
  photonPersistentDisk: needs('pdID'),
  portworxVolume: needs('volumeID'),
  azureDisk: (source, report) => {
    needs('diskName', 'diskURI')(source, report, '');
    const kind = source.at('kind');
    if (kind.isUnresolved) return;
    const start = kind.raw === 'Managed' ? '/subscriptions/' : 'https://';
    checkField(
      report,
      source.at('diskURI'),
      quoted((uri) =>
        uri.startsWith(start) ? undefined : `must start with ${start}, as the kind is "${kind.raw ?? 'Shared'}"`,
      ),
    );
  },
  scaleIO: needs('gateway', 'system', 'volumeName'),
  local: (source, report) =>
    checkField(report, source.at('path'), required('write a path of the node', quoted(withoutBacksteps))),
  storageos: (source, report) => {
    checkField(report, source.at('volumeName'), required('write it', quoted(labelProblem)));
    checkField(report, source.at('volumeNamespace'), quoted(labelProblem));
    if (source.at('secretRef').isObject) needs('name', 'namespace')(source.at('secretRef'), report, '');
  },
  csi: (source, report) => {
    needs('volumeHandle')(source, report, '');
    checkField(report, source.at('driver'), required('write that of the driver', quoted(driverProblem)));
    for (const step of ['controllerPublish', 'controllerExpand', 'nodePublish', 'nodeExpand']) {
      const secret = source.at(`${step}SecretRef`);
      if (!secret.isObject) continue;
      checkField(report, secret.at('name'), required('write that of a Secret', quoted(subdomainProblem)));
      checkField(report, secret.at('namespace'), required('write that of the Secret', quoted(labelProblem)));
    }
  },
};

function needs(...names: readonly string[]): Check {
  return (source, report) => {
    for (const name of names) checkField(report, source.at(name), required('write it'));
  };
}

function checkForItems(list: Field, report: PartReport): void {
  if (list.isEmpty || (Array.isArray(list.raw) && list.raw.length === 0)) tellMissing(report, list, 'write one');
}

function disk(name: string): Check {
  return (source, report) => {
    needs(name)(source, report, '');
    checkField(report, source.at('partition'), numeric(upTo255));
  };
}

function checkIscsi(source: Field, report: PartReport, volume: string): void {
  const [portal, initiator] = [source.at('targetPortal'), source.at('initiatorName')];
  needs('targetPortal')(source, report, '');
  if (initiator.isGiven && `${volume}:${portal.raw ?? ''}`.length > 64) {
    tell(report, portal, 'has, with the name of the volume, more than the 63 characters that initiatorName allows');
  }
  checkField(report, source.at('iqn'), required('write that of the target', quoted(iqnProblem)));
  checkField(report, initiator, givenQuoted(iqnProblem));
  checkField(report, source.at('lun'), numeric(upTo255));
  const isSecret = [source.at('chapAuthDiscovery'), source.at('chapAuthSession')].some(({ raw }) => raw === true);
  const secret = source.at('secretRef');
  if (isSecret && secret.isEmpty) tellMissing(report, secret, 'write that of the Secret with its password');
  if (secret.isObject) needs('name')(secret, report, '');
}

function iqnProblem(name: string): string | undefined {
  const isName =
    /^iqn.*iqn\.\d{4}-\d{2}\.[a-zA-Z0-9.-]+:[^,;*&$|\s]+$|^iqn\.\d{4}-\d{2}\.[a-zA-Z0-9.-]+:[^,;*&$|\s]+$/s.test(
      name,
    ) ||
    /^eui.[a-zA-Z0-9]{16}$/.test(name) ||
    /^naa.[a-zA-Z0-9]{32}$/.test(name);
  return isName ? undefined : 'must be a name of iSCSI, such as iqn.2001-04.com.example:storage.disk1';
}

function registryProblem(registry: string): string | undefined {
  const isList = registry.split(',').every((pair) => /^([^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(pair));
  return isList ? undefined : 'must be host:port, or several with "," between them';
}

function driverProblem(driver: string): string | undefined {
  if (driver.length > 63) return `has ${driver.length} characters, 63 are allowed`;
  return subdomainProblem(driver.toLowerCase());
}

function withoutBacksteps(path: string): string | undefined {
  return path.split('/').includes('..') ? 'must not lead back: write it without ".."' : undefined;
}

function upTo255(number: number): string | undefined {
  return number < 0 || number > 255 ? 'write 0 to 255' : undefined;
}
