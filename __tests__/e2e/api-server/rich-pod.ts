const exec = { command: ['true'] };
const http = { port: 'http', path: '/live', host: 'a.example', httpHeaders: [{ name: 'A', value: 'b' }] };

export const container = {
  name: 'api',
  image: 'api:1.2',
  command: ['serve'],
  args: ['--all'],
  workingDir: '/srv',
  ports: [{ name: 'http', containerPort: 80, protocol: 'TCP', hostIP: '10.0.0.1', hostPort: 8080 }],
  env: [
    { name: 'PLAIN', value: 'a' },
    { name: 'SECRET', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } },
    { name: 'CONFIG', valueFrom: { configMapKeyRef: { name: 'a', key: 'b', optional: true } } },
    { name: 'FIELD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'RESOURCE', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
  ],
  envFrom: [{ prefix: 'A_', secretRef: { name: 'a' } }, { configMapRef: { name: 'a', optional: true } }],
  resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m', memory: '512Mi' } },
  volumeMounts: [{ name: 'empty', mountPath: '/a', subPath: 'a', mountPropagation: 'None' }],
  volumeDevices: [{ name: 'claim', devicePath: '/dev/a' }],
  livenessProbe: { httpGet: http, periodSeconds: 7, terminationGracePeriodSeconds: 5 },
  readinessProbe: { grpc: { port: 80, service: 'a' }, initialDelaySeconds: 3 },
  startupProbe: { tcpSocket: { port: 80, host: 'a.example' }, failureThreshold: 9 },
  lifecycle: { preStop: { httpGet: { port: 80 } }, postStart: { exec } },
  terminationMessagePath: '/dev/other',
  terminationMessagePolicy: 'FallbackToLogsOnError',
  imagePullPolicy: 'Never',
  stdin: true,
  stdinOnce: true,
  tty: true,
  securityContext: {
    capabilities: { add: ['CHOWN'], drop: ['ALL'] },
    privileged: false,
    seLinuxOptions: { level: 's0' },
    runAsUser: 1000,
    runAsGroup: 1000,
    runAsNonRoot: true,
    readOnlyRootFilesystem: true,
    allowPrivilegeEscalation: false,
    procMount: 'Default',
    seccompProfile: { type: 'RuntimeDefault' },
  },
};

export const CLAIM_SPEC = {
  accessModes: ['ReadWriteOnce'],
  storageClassName: 'fast',
  volumeName: 'a',
  selector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] },
  resources: { requests: { storage: '1Gi' } },
};

const volumes = [
  { name: 'empty', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
  { name: 'secret', secret: { secretName: 'a', items: [{ key: 'a', path: 'b', mode: 256 }], defaultMode: 256 } },
  { name: 'config', configMap: { name: 'a', items: [{ key: 'a', path: 'b' }] } },
  {
    name: 'downward',
    downwardAPI: {
      items: [
        { path: 'a', fieldRef: { fieldPath: 'metadata.name' } },
        { path: 'b', resourceFieldRef: { containerName: 'api', resource: 'limits.cpu', divisor: '1m' } },
      ],
    },
  },
  {
    name: 'projected',
    projected: {
      sources: [
        { secret: { name: 'a', items: [{ key: 'a', path: 'b' }] } },
        { configMap: { name: 'b', items: [{ key: 'a', path: 'c' }] } },
        { downwardAPI: { items: [{ path: 'd', fieldRef: { fieldPath: 'metadata.name' } }] } },
        { serviceAccountToken: { path: 'e', audience: 'a', expirationSeconds: 7200 } },
      ],
    },
  },
  { name: 'host', hostPath: { path: '/a' } },
  { name: 'claimed', persistentVolumeClaim: { claimName: 'a', readOnly: true } },
  { name: 'claim', ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' } }, spec: CLAIM_SPEC } } },
  {
    name: 'csi',
    csi: { driver: 'a.example', readOnly: true, volumeAttributes: { a: 'b' }, nodePublishSecretRef: { name: 'a' } },
  },
  { name: 'nfs', nfs: { server: 'a.example', path: '/a', readOnly: true } },
  { name: 'iscsi', iscsi: { targetPortal: '10.0.0.1', iqn: 'iqn.2001-04.example:a', lun: 1, fsType: 'ext4' } },
  { name: 'rbd', rbd: { monitors: ['10.0.0.1'], image: 'a', secretRef: { name: 'a' } } },
  { name: 'azure', azureDisk: { diskName: 'a', diskURI: 'https://a.example/a' } },
  { name: 'scale', scaleIO: { gateway: 'a', system: 'a', volumeName: 'a', secretRef: { name: 'a' } } },
];

const term = {
  labelSelector: { matchLabels: { a: 'b' } },
  namespaces: ['a'],
  namespaceSelector: { matchLabels: { a: 'b' } },
  topologyKey: 'zone',
};
const node = { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }], matchFields: [] };

/** What pods can say at once. */
export const pod = {
  containers: [
    container,
    { name: 'latest', image: 'api', livenessProbe: { exec }, lifecycle: { preStop: { tcpSocket: { port: 80 } } } },
    { name: 'digest', image: `api@sha256:${'a'.repeat(64)}`, resources: { limits: { cpu: '1' } } },
    { name: 'both', image: `api:latest@sha256:${'a'.repeat(64)}` },
    { name: 'port', image: 'registry.example:5000/api', imagePullPolicy: 'IfNotPresent' },
  ],
  initContainers: [
    { name: 'init', image: 'init:2', env: [{ name: 'A', value: 'a' }], resources: { requests: { cpu: '1' } } },
  ],
  volumes,
  terminationGracePeriodSeconds: 60,
  dnsPolicy: 'None',
  dnsConfig: { nameservers: ['10.0.0.1'], searches: ['a'], options: [{ name: 'ndots', value: '2' }] },
  nodeSelector: { a: 'b' },
  serviceAccountName: 'api',
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  shareProcessNamespace: true,
  setHostnameAsFQDN: true,
  securityContext: {
    runAsUser: 1000,
    runAsGroup: 1000,
    runAsNonRoot: true,
    fsGroup: 1000,
    fsGroupChangePolicy: 'Always',
    supplementalGroups: [1],
    sysctls: [{ name: 'kernel.shm_rmid_forced', value: '0' }],
    seLinuxOptions: { level: 's0' },
    seccompProfile: { type: 'RuntimeDefault' },
  },
  imagePullSecrets: [{ name: 'a' }],
  hostname: 'a',
  subdomain: 'b',
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [node] },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: node }],
    },
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [term],
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }],
    },
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
  },
  schedulerName: 'other',
  tolerations: [
    { key: 'a', operator: 'Equal', value: 'b', effect: 'NoExecute', tolerationSeconds: 3 },
    { operator: 'Exists' },
  ],
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }],
  priorityClassName: 'high',
  readinessGates: [{ conditionType: 'a.example/b' }],
  runtimeClassName: 'a',
  overhead: { cpu: '1m' },
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { a: 'b' } },
      minDomains: 2,
      nodeAffinityPolicy: 'Honor',
      nodeTaintsPolicy: 'Ignore',
    },
  ],
  os: { name: 'linux' },
};
