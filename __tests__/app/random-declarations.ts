import { type Chart, Duration } from 'cdk8s';
import { Deployment, Probe } from 'cdk8s-plus-28';
import fc from 'fast-check';
import {
  ApiGeneration,
  CreationPolicy,
  DynamicSecret,
  type DynamicSecretProps,
  InfisicalAuth,
  InfisicalHost,
  LeaseRevocationPolicy,
  ManagedSecretType,
  PodSecurityLevel,
  PushDeletionPolicy,
  PushedSecret,
  type PushedSecretProps,
  PushUpdatePolicy,
  SecretGenerator,
  SecretProjection,
  SecretSyncedApp,
  type SecretSyncedAppProps,
  SyncedSecret,
  type SyncedSecretProps,
  SyncTarget,
  TemplateValue,
} from '../../lib';

const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const name = fc.stringMatching(/^[a-z]([-a-z0-9]{0,20}[a-z0-9])?$/);
const key = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/);
const anyKey = fc.oneof(
  key,
  fc.stringMatching(/^[-._a-zA-Z][-._a-zA-Z0-9]{1,12}$/).filter((text) => !text.startsWith('..')),
);
const segment = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
const path = fc.array(segment, { maxLength: 3 }).map((segments) => `/${segments.join('/')}`);
const uuid = fc.uuid();
const reference = fc.record({ name, namespace: name });
// cdk8s cannot render a field named `constructor`.
const labels = fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[a-z0-9]{1,12}$/), { maxKeys: 3 });

const host = fc.oneof(
  fc.constantFrom(InfisicalHost.cloudUs(), InfisicalHost.cloudEu()),
  fc
    .tuple(fc.domain(), option(fc.record({ name, namespace: name, key })))
    .map(([domain, ca]) => InfisicalHost.selfHosted(`https://${domain}`, { ca })),
);

const auth = fc.oneof(
  reference.map((credentials) => InfisicalAuth.universal({ credentials })),
  fc
    .record({
      identityId: uuid,
      serviceAccount: reference,
      audiences: option(fc.array(segment, { minLength: 1, maxLength: 2 })),
    })
    .map(InfisicalAuth.kubernetes),
  uuid.map((identityId) => InfisicalAuth.awsIam({ identityId })),
  fc.record({ identityId: uuid, resource: option(fc.webUrl()) }).map(InfisicalAuth.azure),
  uuid.map((identityId) => InfisicalAuth.gcpIdToken({ identityId })),
  uuid.map((identityId) => InfisicalAuth.gcpIam({ identityId, serviceAccountKeyFilePath: '/var/key.json' })),
  fc.record({ identityId: uuid, credentials: reference }).map(InfisicalAuth.ldap),
);

const location = fc
  .tuple(
    fc.oneof(
      segment.map((projectSlug) => ({ projectSlug })),
      uuid.map((projectId) => ({ projectId })),
    ),
    segment,
    option(path),
  )
  .map(([project, environment, path]) => ({ ...project, environment, path }));
const source = fc.tuple(location, option(fc.boolean())).map(([place, recursive]) => ({ ...place, recursive }));
const interval = fc.oneof(
  fc.integer({ min: 5, max: 3600 }).map((seconds) => Duration.seconds(seconds)),
  fc.integer({ min: 1, max: 600 }).map((minutes) => Duration.minutes(minutes)),
  fc.integer({ min: 1, max: 30 }).map((days) => Duration.days(days)),
);

const part = fc.oneof(
  key.map(TemplateValue.key),
  anyKey.map(TemplateValue.key),
  fc.string().map(TemplateValue.text),
  anyKey.map((one) => TemplateValue.key(one).urlEncoded()),
);
const value = fc.oneof(
  part,
  fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => TemplateValue.concat(...parts)),
);
const template = fc.dictionary(anyKey, value, { minKeys: 1, maxKeys: 3 });
const secretType = fc.oneof(
  fc.constant(ManagedSecretType.opaque()),
  value.map(ManagedSecretType.dockerConfigJson),
  fc.record({ certificate: value, privateKey: value }).map(ManagedSecretType.tls),
  fc.record({ username: value, password: value }).map(ManagedSecretType.basicAuth),
  value.map(ManagedSecretType.sshAuth),
);
const target = fc.oneof(
  fc
    .tuple(name, option(template), option(labels), option(secretType))
    .map(([one, template, labels, type]) => SyncTarget.secret(`s-${one}`, { template, labels, type })),
  fc.tuple(name, template).map(([one, template]) => SyncTarget.configMap(`c-${one}`, { template })),
);
const targets = fc.uniqueArray(target, { maxLength: 2, selector: (one) => one.name });

const resource = { host: option(host), auth, labels: option(labels), annotations: option(labels) };

/** Props of a sync that break no rule. */
export const SYNC_PROPS: fc.Arbitrary<SyncedSecretProps> = fc
  .record({
    ...resource,
    source,
    generation: fc.constantFrom(...Object.values(ApiGeneration)),
    secretName: option(name.map((one) => `m-${one}`)),
    secretType: option(secretType),
    secretTemplate: option(template),
    projection: option(fc.constant(SecretProjection.ALL)),
    additionalTargets: option(targets),
    secretLabels: option(labels),
    secretAnnotations: option(labels),
    creationPolicy: option(fc.constantFrom(...Object.values(CreationPolicy))),
    resyncInterval: option(interval),
    instantUpdates: option(fc.boolean()),
    more: fc.array(source, { maxLength: 2 }),
  })
  .map(({ more, ...props }) => ({
    ...props,
    // Instant updates of v1beta1 want the id (rule S6), and v1alpha1 has one source (rule A15).
    instantUpdates: 'projectId' in props.source ? props.instantUpdates : undefined,
    additionalSources: props.generation === ApiGeneration.V1BETA1 && !props.instantUpdates ? more : undefined,
  }));

const secretKeys = fc.oneof(
  fc.uniqueArray(key, { maxLength: 4 }),
  fc.dictionary(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,10}$/), anyKey, { maxKeys: 4 }),
);
const app: fc.Arbitrary<SecretSyncedAppProps> = fc.record({
  image: segment.map((image) => `${image}:1.0`),
  sync: SYNC_PROPS,
  secretKeys,
  env: option(fc.dictionary(fc.stringMatching(/^plain_[a-z]{1,8}$/), fc.string(), { maxKeys: 3 })),
  port: option(fc.integer({ min: 1, max: 65535 })),
  replicas: option(fc.integer({ min: 0, max: 5 })),
  command: option(fc.array(fc.string(), { minLength: 1, maxLength: 3 })),
  podSecurity: option(fc.constantFrom(...Object.values(PodSecurityLevel))),
  readiness: option(fc.constant(Probe.fromCommand(['true']))),
  labels: option(labels),
  autoReload: option(fc.boolean()),
});

const lease: fc.Arbitrary<DynamicSecretProps> = fc.record({
  ...resource,
  location,
  dynamicSecretName: segment,
  leaseTtl: option(interval),
  leaseRevocationPolicy: option(fc.constantFrom(...Object.values(LeaseRevocationPolicy))),
  secretName: option(name),
});

const push: fc.Arbitrary<PushedSecretProps> = fc.record({
  ...resource,
  destination: location,
  secret: name.map((one) => ({ name: one })),
  secretTemplate: option(template),
  updatePolicy: option(fc.constantFrom(...Object.values(PushUpdatePolicy))),
  deletionPolicy: option(fc.constantFrom(...Object.values(PushDeletionPolicy))),
  resyncInterval: option(interval),
});

/** Props that break no rule, and how to declare them. */
export const VALID: fc.Arbitrary<{ props: object; declare: (chart: Chart, props: object) => void }> = fc.oneof(
  { weight: 4, arbitrary: app.map((props) => ({ props, declare: declareApp })) },
  { weight: 2, arbitrary: SYNC_PROPS.map((props) => ({ props, declare: declareSync })) },
  { weight: 1, arbitrary: lease.map((props) => ({ props, declare: declareLease })) },
  { weight: 1, arbitrary: push.map((props) => ({ props, declare: declarePush })) },
);

function declareApp(chart: Chart, props: object): void {
  new SecretSyncedApp(chart, 'api', props as SecretSyncedAppProps);
}

function declareSync(chart: Chart, props: object): void {
  const secret = new SyncedSecret(chart, 'shop', props as SyncedSecretProps);
  const worker = new Deployment(chart, 'worker', { metadata: { name: 'worker' }, containers: [{ image: 'worker' }] });
  secret.injectInto(worker, { files: { path: '/keys', secretKeys: ['TOKEN'] } });
}

function declareLease(chart: Chart, props: object): void {
  const worker = new Deployment(chart, 'worker', { metadata: { name: 'worker' }, containers: [{ image: 'worker' }] });
  new DynamicSecret(chart, 'lease', props as DynamicSecretProps).injectInto(worker, { everyKey: true });
}

function declarePush(chart: Chart, props: object): void {
  const generators = { PASSWORD: SecretGenerator.password(chart, 'password', { length: 20, digits: 2, symbols: 2 }) };
  new PushedSecret(chart, 'push', { ...(props as PushedSecretProps), generators });
}
