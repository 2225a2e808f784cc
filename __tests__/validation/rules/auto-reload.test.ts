import {
  container,
  cronJob,
  deployment,
  infisicalSecret,
  keyContainer,
  managedConfigMap,
  podTemplate,
  staticSecret,
  target,
} from '../manifests';
import { envFrom, pod, projected, still, volume } from '../pods';
import { describeRules } from '../rule-cases';

const AUTO_RELOAD = 'secrets.infisical.com/auto-reload';

const REMEDY = `add the annotation ${AUTO_RELOAD}: "true", or "false" where that is meant`;

const NO_EFFECT = `the annotation "${AUTO_RELOAD}" has no effect`;

describeRules([
  {
    rule: 'C6',
    what: 'the annotation on the pod template',
    bad: [deployment({ template: podTemplate({}, { annotations: { [AUTO_RELOAD]: 'true' } }) })],
    good: [deployment({ template: podTemplate({}, { annotations: { other: 'true' } }) })],
    message: `${NO_EFFECT} on the pod template: put it on the metadata of the Deployment`,
  },
  {
    rule: 'C6',
    what: 'the annotation with another text',
    bad: [deployment({}, { annotations: { [AUTO_RELOAD]: 'True' } })],
    good: [deployment({}, { annotations: { [AUTO_RELOAD]: 'false' } }), deployment()],
    message: `the annotation "${AUTO_RELOAD}" is "True", which the operator ignores: write the text "true", in quotes`,
  },
  {
    rule: 'C6',
    what: 'the annotation without quotes in YAML',
    bad: [deployment({}, { annotations: { [AUTO_RELOAD]: true } }, 'StatefulSet')],
    good: [deployment({}, { annotations: { [AUTO_RELOAD]: 'true' } }, 'StatefulSet')],
    message: `the annotation "${AUTO_RELOAD}" is a boolean, which the operator ignores: write the text "true", in quotes`,
  },
  {
    rule: 'C7',
    what: 'the annotation on a CronJob',
    bad: [cronJob(podTemplate(), { annotations: { [AUTO_RELOAD]: 'true' } })],
    good: [cronJob(), ...(['Deployment', 'StatefulSet', 'DaemonSet'] as const).map((kind) => deployment({}, {}, kind))],
    message: `${NO_EFFECT} on the kind CronJob: the operator restarts only Deployment, StatefulSet, DaemonSet`,
  },
  {
    rule: 'C7',
    what: 'the annotation on the pod template of a CronJob',
    bad: [cronJob(podTemplate({}, { annotations: { [AUTO_RELOAD]: 'true' } }))],
    good: [cronJob(podTemplate({}, { annotations: { [AUTO_RELOAD]: 'false' } }))],
    message: `${NO_EFFECT} on the kind CronJob: the operator restarts only Deployment, StatefulSet, DaemonSet`,
  },
  {
    rule: 'C7',
    what: 'the annotation on the resource that syncs',
    bad: [infisicalSecret({}, { annotations: { [AUTO_RELOAD]: 'true' } })],
    good: [infisicalSecret({}, { annotations: { team: 'shop' } })],
    message: `${NO_EFFECT} on the kind InfisicalSecret: the operator restarts only Deployment, StatefulSet, DaemonSet`,
  },
  {
    rule: 'C8',
    what: 'a projected volume',
    bad: [infisicalSecret(), pod(projected('api-secrets'))],
    good: [infisicalSecret(), pod(volume({ secret: { secretName: 'api-secrets' } })), still(projected('api-secrets'))],
    message:
      'auto-reload does not look at the projected volume where the workload uses the managed Secret "api-secrets": no change of it will restart the workload',
  },
  {
    rule: 'C8',
    what: 'an init container, which v1alpha1 does not see',
    bad: [infisicalSecret(), pod({ containers: [container({ env: [] })], initContainers: [keyContainer(['A'])] })],
    good: [
      staticSecret(),
      pod({ containers: [container({ env: [] })], initContainers: [keyContainer(['A'], 'web-secrets')] }),
    ],
    message:
      'auto-reload does not look at the init container where the workload uses the managed Secret "api-secrets": no change of it will restart the workload',
  },
  {
    rule: 'C8',
    what: 'a ConfigMap, which v1alpha1 does not see',
    bad: [
      infisicalSecret({ managedKubeConfigMapReferences: [managedConfigMap()] }),
      pod(volume({ configMap: { name: 'api-config' } })),
    ],
    good: [
      staticSecret({ targets: [target({ kind: 'ConfigMap', name: 'api-config' })] }),
      pod(volume({ configMap: { name: 'api-config' } })),
    ],
    message:
      'auto-reload does not look at the volume where the workload uses the managed ConfigMap "api-config": no change of it will restart the workload',
  },
  {
    rule: 'C9',
    what: 'auto-reload of a workload that uses nothing managed',
    bad: [infisicalSecret(), pod(envFrom('other'))],
    good: [infisicalSecret(), deployment()],
    message: `${NO_EFFECT}, as the workload uses no managed Secret or ConfigMap: drop it`,
  },
  {
    rule: 'C9',
    what: 'auto-reload of a workload that uses nothing at all',
    bad: [pod({ containers: [container({ env: [] })] })],
    // Its Secret may be managed by another app.
    good: [deployment()],
    message: `${NO_EFFECT}, as the workload uses no managed Secret or ConfigMap: drop it`,
  },
  {
    rule: 'C10',
    what: 'three workloads that restart together',
    bad: [infisicalSecret(), ...['a', 'b', 'c'].map((name) => deployment({}, { name }))],
    good: [
      infisicalSecret(),
      ...['a', 'b'].map((name) => deployment({}, { name })),
      still({}, 'c'),
      pod(projected('api-secrets'), { name: 'd' }),
    ],
    message:
      'a change of any key in the managed Secret "api-secrets" restarts 3 workloads ("a", "b", "c"): split it into one for each',
  },
  {
    rule: 'C11',
    what: 'variables without auto-reload beside a workload with it',
    bad: [infisicalSecret(), deployment({}, { name: 'web' }), still({})],
    good: [
      infisicalSecret(),
      deployment({}, { name: 'web' }),
      still(volume({ secret: { secretName: 'api-secrets' } })),
      still({ containers: [keyContainer(['A'], 'other')] }),
      deployment({}, { name: 'meant', annotations: { [AUTO_RELOAD]: 'false' } }),
      deployment({}, { name: 'reloader', annotations: { 'reloader.stakater.com/auto': 'true' } }),
      deployment({}, { name: 'not-meant', annotations: { 'reloader.stakater.com/auto': 'false' } }),
      deployment({}, { name: 'named', annotations: { 'secret.reloader.stakater.com/reload': 'other, api-secrets' } }),
      deployment({}, { name: 'secrets', annotations: { 'secret.reloader.stakater.com/auto': 'true' } }),
      deployment({}, { name: 'wave', annotations: { 'wave.pusher.com/update-on-config-change': 'true' } }),
      deployment(
        {},
        { name: 'excluded', annotations: { 'secrets.exclude.reloader.stakater.com/reload': 'api-secrets' } },
      ),
      deployment(
        { template: podTemplate({}, { annotations: { 'reloader.stakater.com/auto': 'true' } }) },
        { name: 'by-its-pods', annotations: {} },
      ),
    ],
    message: `the pods keep the old values of the managed Secret "api-secrets", which they use through variables, while Deployment "web" is restarted for new ones: ${REMEDY}`,
  },
  {
    rule: 'C11',
    what: 'a subPath mount without auto-reload beside a workload with it',
    bad: [
      infisicalSecret(),
      deployment({}, { name: 'web' }),
      still(volume({ secret: { secretName: 'api-secrets' } }, { subPath: 'TOKEN' })),
    ],
    good: [
      infisicalSecret(),
      deployment({}, { name: 'web' }),
      pod(volume({ secret: { secretName: 'api-secrets' } }, { subPath: 'TOKEN' })),
    ],
    message: `the pods keep the old values of the managed Secret "api-secrets", which they use through a subPath mount, while Deployment "web" is restarted for new ones: ${REMEDY}`,
  },
  {
    rule: 'C11',
    what: 'nothing of users that all keep old values, as is the default',
    bad: [infisicalSecret(), deployment({}, { name: 'web' }), still({}, 'a'), still({}, 'b')],
    good: [infisicalSecret(), still({}, 'a'), still({}, 'b')],
    message: `the pods keep the old values of the managed Secret "api-secrets", which they use through variables, while Deployment "web" is restarted for new ones: ${REMEDY}`,
  },
  {
    rule: 'C11',
    what: 'nothing of a Secret for which the operator does not restart the other one',
    bad: [infisicalSecret(), deployment({}, { name: 'web' }), still({})],
    good: [
      infisicalSecret(),
      deployment({ template: podTemplate(projected('api-secrets')) }, { name: 'web' }),
      still({}),
    ],
    message: `the pods keep the old values of the managed Secret "api-secrets", which they use through variables, while Deployment "web" is restarted for new ones: ${REMEDY}`,
  },
  ...[
    { 'configmap.reloader.stakater.com/auto': 'true' },
    { 'secret.reloader.stakater.com/reload': 'other' },
    { 'reloader.stakater.com/search': 'true' },
  ].map((annotations) => ({
    rule: 'C11',
    what: `a workload that Reloader restarts for something else: ${JSON.stringify(annotations)}`,
    bad: [infisicalSecret(), deployment({}, { name: 'web' }), deployment({}, { name: 'other', annotations })],
    good: [
      infisicalSecret({}, { annotations: { 'reloader.stakater.com/match': 'true' } }),
      deployment({}, { name: 'web' }),
      deployment({}, { name: 'other', annotations: { 'reloader.stakater.com/search': 'true' } }),
    ],
    message: `the pods keep the old values of the managed Secret "api-secrets", which they use through variables, while Deployment "web" is restarted for new ones: ${REMEDY}`,
  })),
  {
    rule: 'C11',
    what: 'a workload beside one that Reloader restarts',
    bad: [
      infisicalSecret(),
      deployment({}, { name: 'web', annotations: { 'reloader.stakater.com/auto': 'true' } }),
      still({}),
    ],
    good: [
      infisicalSecret(),
      ...['web', 'api'].map((name) => deployment({}, { name, annotations: { 'reloader.stakater.com/auto': 'true' } })),
    ],
    message:
      'the pods keep the old values of the managed Secret "api-secrets", which they use through variables, while Deployment "web" is restarted for new ones: give it the same annotation of Reloader, or reloader.stakater.com/auto: "false" where that is meant',
  },
]);
