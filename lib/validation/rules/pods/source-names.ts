import { subdomainProblem } from '../../../model/kubernetes-names';
import { checkOf, text } from '../../constraints';
import { ruleOnParts, Severity } from '../../rule';
import { podMounting } from './examples';

const named = (kind: string) =>
  text((name) => {
    const problem = subdomainProblem(name);
    return problem && `is no name of a ${kind}: it ${problem}`;
  });

export const P39 = ruleOnParts({
  severity: Severity.WARNING,
  title: 'What a pod takes from elsewhere can have that name',
  why: 'The API server takes the workload, but no object can have such a name: the pod waits for it, and never starts.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateSecretVolumeSource, validateConfigMapVolumeSource, validatePersistentClaimVolumeSource: no form of names)',
  bad: podMounting({ secret: { secretName: 'Api_Secrets' } }),
  good: podMounting({ secret: { secretName: 'api-secrets' } }),
  of: {
    SecretVolumeSource: checkOf({ secretName: named('Secret') }),
    ConfigMapVolumeSource: checkOf({ name: named('ConfigMap') }),
    SecretProjection: checkOf({ name: named('Secret') }),
    ConfigMapProjection: checkOf({ name: named('ConfigMap') }),
    PersistentVolumeClaimVolumeSource: checkOf({ claimName: named('claim') }),
    LocalObjectReference: checkOf({ name: named('Secret') }),
  },
});
