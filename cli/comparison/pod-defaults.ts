import { type DefaultList, equal } from './default-list';

const HTTP_GET: DefaultList = [...equal('path', '/', ''), ...equal('scheme', 'HTTP', ''), ...equal('host', '')];

const PROBE: DefaultList = [
  ...equal('timeoutSeconds', 1, 0),
  ...equal('initialDelaySeconds', 0),
  ...equal('periodSeconds', 10, 0),
  ...equal('successThreshold', 1, 0),
  ...equal('failureThreshold', 3, 0),
  ...equal('grpc.service', ''),
  ...equal('tcpSocket.host', ''),
  ...below('httpGet', HTTP_GET),
];

const HOOK: DefaultList = [...below('httpGet', HTTP_GET), ...equal('tcpSocket.host', '')];

const FIELD_REFERENCE: DefaultList = [
  ...equal('fieldRef.apiVersion', 'v1', ''),
  ...equal('resourceFieldRef.divisor', '0', '0m', 0),
];

const RESOURCES: DefaultList = [...equal('limits', {}), ...equal('requests', {})];

const SE_LINUX: DefaultList = ['level', 'role', 'type', 'user'].flatMap((field) =>
  equal(`seLinuxOptions.${field}`, ''),
);

const CONTAINER: DefaultList = [
  ...equal('workingDir', ''),
  ...equal('imagePullPolicy', ''),
  ...equal('ports[].protocol', 'TCP', ''),
  ...equal('ports[].name', ''),
  ...equal('ports[].hostIP', ''),
  ...equal('ports[].hostPort', 0),
  ...equal('terminationMessagePath', '/dev/termination-log', ''),
  ...equal('terminationMessagePolicy', 'File', ''),
  ...equal('env[].value', ''),
  ...below('env[].valueFrom', FIELD_REFERENCE),
  ...equal('env[].valueFrom.resourceFieldRef.containerName', ''),
  ...equal('envFrom[].prefix', ''),
  ...below('resources', RESOURCES),
  ...equal('resources', {}),
  ...equal('volumeMounts[].readOnly', false),
  ...equal('volumeMounts[].subPath', ''),
  ...equal('volumeMounts[].subPathExpr', ''),
  ...['stdin', 'stdinOnce', 'tty'].flatMap((field) => equal(field, false)),
  ...below('securityContext', SE_LINUX),
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => below(probe, PROBE)),
  ...['postStart', 'preStop'].flatMap((hook) => below(`lifecycle.${hook}`, HOOK)),
];

/** Of a claim, wherever it is written. */
export const CLAIM_DEFAULTS: DefaultList = [
  ...equal('volumeMode', 'Filesystem'),
  ...equal('volumeName', ''),
  ...equal('resources.limits', {}),
];

const VOLUME: DefaultList = [
  ...equal('secret.defaultMode', 420),
  ...equal('configMap.defaultMode', 420),
  ...equal('downwardAPI.defaultMode', 420),
  ...equal('projected.defaultMode', 420),
  ...below('downwardAPI.items[]', FIELD_REFERENCE),
  ...below('projected.sources[].downwardAPI.items[]', FIELD_REFERENCE),
  ...equal('projected.sources[].serviceAccountToken.expirationSeconds', 3600),
  ...equal('projected.sources[].serviceAccountToken.audience', ''),
  // A volume of nothing is one.
  ...equal('emptyDir.medium', ''),
  ...equal('emptyDir', {}),
  ...equal('hostPath.type', ''),
  ...below('ephemeral.volumeClaimTemplate.spec', CLAIM_DEFAULTS),
  ...equal('ephemeral.volumeClaimTemplate.metadata', {}),
  ...['persistentVolumeClaim', 'nfs', 'iscsi', 'rbd', 'azureDisk', 'scaleIO'].flatMap((source) =>
    equal(`${source}.readOnly`, false),
  ),
  ...equal('azureDisk.cachingMode', 'ReadWrite'),
  ...equal('azureDisk.fsType', 'ext4'),
  ...equal('azureDisk.kind', 'Shared'),
  ...equal('iscsi.iscsiInterface', 'default', ''),
  ...equal('iscsi.fsType', ''),
  ...['chapAuthDiscovery', 'chapAuthSession'].flatMap((field) => equal(`iscsi.${field}`, false)),
  ...equal('rbd.pool', 'rbd', ''),
  ...equal('rbd.user', 'admin', ''),
  ...equal('rbd.keyring', '/etc/ceph/keyring', ''),
  ...equal('rbd.fsType', ''),
  ...equal('scaleIO.storageMode', 'ThinProvisioned', ''),
  ...equal('scaleIO.fsType', 'xfs', ''),
  ...equal('scaleIO.sslEnabled', false),
  ...['protectionDomain', 'storagePool'].flatMap((field) => equal(`scaleIO.${field}`, '')),
];

const OF_POD = [
  ...['dnsPolicy', 'hostname', 'nodeName', 'priorityClassName', 'restartPolicy', 'schedulerName'],
  ...['serviceAccountName', 'subdomain'],
];

/**
 * Of the spec of pods, in a template as in a Pod. Only what Go has no pointer for may be empty: an empty `affinity`, an
 * empty `securityContext` of a container, and `optional: false` are kept, and differ from none.
 */
export const POD_DEFAULTS: DefaultList = [
  ...equal('restartPolicy', 'Always'),
  ...equal('dnsPolicy', 'ClusterFirst'),
  ...equal('schedulerName', 'default-scheduler'),
  ...equal('terminationGracePeriodSeconds', 30),
  ...['hostNetwork', 'hostPID', 'hostIPC'].flatMap((field) => equal(field, false)),
  ...OF_POD.flatMap((field) => equal(field, '')),
  ...['nodeSelector', 'overhead'].flatMap((field) => equal(field, {})),
  ...['key', 'value', 'effect'].flatMap((field) => equal(`tolerations[].${field}`, '')),
  ...below('securityContext', SE_LINUX),
  ...equal('securityContext', {}),
  ...below('volumes[]', VOLUME),
  ...['containers[]', 'initContainers[]'].flatMap((list) => below(list, CONTAINER)),
];

function below(place: string, fields: DefaultList): DefaultList {
  return fields.map(({ at, value }) => ({ at: `${place}.${at}`, value }));
}
