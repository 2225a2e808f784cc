import type { AppModel } from '../../../model/app-model';
import { askingPodsOf, INJECT, INJECT_MODE, type InjectedPod } from '../../../model/delivery/injected-pods';
import type { Field } from '../../../model/field';
import { isUnplaced, objectOf } from '../../../model/resource';
import { resourcesOfKind } from '../../../model/resources-of-kind';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';
import { CONFIGURATION, injectedExample } from './injected';

const SOURCE = 'Infisical/infisical-agent-injector v0.1.12: ';

export const J8 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A pod with an injected agent has the token of its service account',
  why: 'The injector looks for the volume of the token in the containers, whatever the agent logs in with, and refuses the pod where it finds none.',
  source: `${SOURCE}pkg/agent/service-account.go (getServiceAccountTokenVolume), pkg/agent/agent.go (NewAgent)`,
  bad: injectedExample({}, { pod: { automountServiceAccountToken: false } }),
  good: injectedExample({}, { pod: { automountServiceAccountToken: true } }),
  check: (app, report) => {
    for (const { workload } of askingPodsOf(app)) {
      const { pod, resource } = workload;
      // Init containers are not looked at.
      const hasToken = pod.containers.some((container) =>
        container
          .at('volumeMounts')
          .items()
          .some((mount) => mount.text('mountPath').value?.includes('serviceaccount')),
      );
      const refusal = hasToken ? undefined : refusedToken(app, workload);
      if (refusal === undefined) continue;
      const [field, where] = refusal;
      report(
        resource,
        field,
        `${where} has automountServiceAccountToken: false, so that the injector finds no token in the pod and refuses it: leave that out for this pod`,
      );
    }
  },
});

/** What keeps the token from a pod: itself, or its service account. */
function refusedToken(app: AppModel, { pod, namespace }: InjectedPod['workload']): [Field, string] | undefined {
  const own = pod.spec.at('automountServiceAccountToken');
  if (own.isGiven || own.isUnresolved) return own.raw === false ? [own, 'the pod'] : undefined;
  const name = pod.spec.text('serviceAccountName').value || pod.spec.text('serviceAccount').value;
  if (!name) return undefined;
  const account = resourcesOfKind(app, 'ServiceAccount').find(
    (one) =>
      one.manifest.apiVersion === 'v1' &&
      one.manifest.metadata.name === name &&
      one.manifest.metadata.namespace === namespace &&
      !isUnplaced(one),
  );
  const isRefused = account && objectOf(account).at('automountServiceAccountToken').raw === false;
  return isRefused ? [pod.spec.text('serviceAccountName'), `the ServiceAccount "${name}" of the pod`] : undefined;
}

function nightly(mode: string): ExampleObjects {
  const annotations = { [INJECT]: 'true', [INJECT_MODE]: mode, 'org.infisical.com/agent-config-map': 'agent' };
  const spec = { restartPolicy: 'Never', containers: [{ name: 'api', image: 'api:1.0' }] };
  const template = { metadata: { annotations }, spec };
  return {
    objects: [
      { kind: 'ConfigMap', metadata: { name: 'agent' }, data: { 'config.yaml': CONFIGURATION } },
      { kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } },
    ],
  };
}

export const J13 = ruleOn('app', {
  severity: Severity.WARNING,
  title: 'A Job gets its files from an agent that ends',
  why: 'The injected sidecar is an ordinary container, which never ends: the Job never completes, and of a CronJob each run stays.',
  source: `${SOURCE}pkg/agent/sidecar-container.go (ContainerSidecar)`,
  bad: nightly('sidecar'),
  good: nightly('init'),
  check: (app, report) => {
    for (const { workload, annotations } of askingPodsOf(app)) {
      const mode = annotations.text(INJECT_MODE);
      const { kind } = workload.resource.manifest;
      if ((kind !== 'Job' && kind !== 'CronJob') || !mode.value?.startsWith('sidecar')) continue;
      report(
        workload.resource,
        mode,
        `the agent of the mode "${mode.value}" runs as long as the pod, so that the ${kind === 'Job' ? 'Job never completes' : 'Jobs of the CronJob never complete'}: use the mode init`,
      );
    }
  },
});
