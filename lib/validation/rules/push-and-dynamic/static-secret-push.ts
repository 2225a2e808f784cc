import { operatorResourceOf } from '../../../model/app-model';
import type { Source } from '../../../model/operator-resource';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';
import { pathOf, reads } from './destination';

export const X31 = ruleOn('consumption', {
  severity: Severity.WARNING,
  operators: [{ that: 'staticSecretPush' }],
  title: 'A push of v1beta1 does not lead back to the folder that its Secret comes from',
  why: 'A circle writes a secret over the one that it comes from: a value that is changed in Infisical is changed back.',
  source:
    'https://infisical.com/docs/integrations/platforms/kubernetes/infisical-static-secret-push-crd (v0.11.17), whose fields are not public: read are names of Secrets and folders as other kinds of the operator have them',
  bad: pushingTo('/web'),
  good: pushingTo('/copies'),
  check: ({ workload: { resource }, object, uses: [use] }, report) => {
    if (resource.manifest.kind !== 'InfisicalStaticSecretPush' || object.kind !== 'Secret') return;
    const [push] = operatorResourceOf(resource);
    for (const destination of push?.folders ?? []) {
      const source = object.owner.sources.find((one) => reads(one, destination));
      if (source === undefined) continue;
      report(use.field, `${told(object.name.value, source)}, so that push and sync run in a circle: ${REMEDY}`);
    }
  },
});

const REMEDY = 'push another Secret, or to another path';

function told(name: string | undefined, source: Source): string {
  return `the pushed Secret "${name}" is itself synced from "${pathOf(source)}" in the same environment`;
}

function pushingTo(secretPath: string): ExampleObjects {
  const targets = [{ projectId: '6f1c2d7e-8a3b-4c5d-9e6f-000000000001', environmentSlug: 'prod', secretPath }];
  return {
    objects: [
      { kind: 'InfisicalStaticSecret' },
      { kind: 'InfisicalStaticSecretPush', spec: { secretRef: { name: 'web-secrets', namespace: 'shop' }, targets } },
    ],
  };
}
