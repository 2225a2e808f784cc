import { isSeenByAutoReload, usersByObject } from '../../../model/consumption';
import { subdomainProblem } from '../../../model/kubernetes-names';
import { upgradeFor } from '../../../model/operator-features';
import { isUnresolved, shownObject } from '../../../model/operator-resource';
import { LONGEST_WATCHED_NAME } from '../../../model/operator-restarts';
import { unsetPartOf } from '../../../text/unset-text';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';
import { secret, writing } from './writing';

export const M7 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'The name of a managed object is a valid object name',
  why: 'The API server refuses the object when the operator creates it: every sync fails.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateSecretName, ValidateConfigMapName), staging/src/k8s.io/apimachinery/pkg/api/validation/generic.go (NameIsDNSSubdomain)',
  bad: writing({ secretName: 'API_Secrets' }),
  good: writing({ secretName: 'api-secrets' }),
  check: (object, report) => {
    const { owner, name } = object;
    const text = name.value ?? '';
    // N1 tells of the resource, and what it writes is called like it.
    const isTold = isUnresolved(object) || unsetPartOf(text) || text === owner.resource.manifest.metadata.name;
    const problem = isTold ? undefined : subdomainProblem(text);
    if (problem) report(name, `the name of the ${shownObject(object)} ${problem}`);
  },
});

const RELOADED = { annotations: { 'secrets.infisical.com/auto-reload': 'true' } };
const LONG = `api-${'secrets-'.repeat(6)}of-the-shop`;

function reloading(secretName: string): ExampleObjects {
  const container = { name: 'api', image: 'api:1.0', envFrom: [{ secretRef: { name: secretName } }] };
  return {
    keys: ['TOKEN'],
    objects: [
      { kind: 'InfisicalSecret', spec: { managedKubeSecretReferences: [secret({ secretName })] } },
      { kind: 'Deployment', metadata: RELOADED, spec: { template: { spec: { containers: [container] } } } },
    ],
  };
}

export const M8 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  operators: [
    { of: 'v1alpha1', that: 'nameAnnotations' },
    { of: 'v1beta1', without: 'digestAnnotations' },
  ],
  title: 'A managed object that auto-reload watches has a name of at most 48 characters',
  why: 'The operator writes "managed-secret." and the name as the name of an annotation, which ends at 63 characters: no workload is restarted.',
  source:
    'operator v0.11.7: internal/controllerhelpers/controllerhelpers.go (ReconcileDeployment); in v1beta1 a digest: internal/util/handler.go (ComputeManagedSecretAnnotation)',
  bad: reloading(LONG),
  good: reloading('api-secrets'),
  check: (object, report, app) => {
    const name = object.name.value ?? '';
    const watched = (usersByObject(app).get(object) ?? []).some(
      ({ workload, uses }) => workload.autoReload && uses.some((use) => isSeenByAutoReload(use, object)),
    );
    if (!watched || name.length <= LONGEST_WATCHED_NAME) return;
    const upgrade = object.owner.generation === 'v1beta1' ? `, or ${upgradeFor('digestAnnotations')}` : '';
    report(
      object.name,
      `the name of the ${shownObject(object)} has ${name.length} characters, auto-reload allows ${LONGEST_WATCHED_NAME} (the operator puts it into an annotation's name): shorten it${upgrade}`,
    );
  },
});
