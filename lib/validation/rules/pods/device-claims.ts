import { repetitionsIn } from '../../../collections/repetitions';
import { labelProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { shown } from '../../../text/shown';
import { givenText, requiredValue, tell, text } from '../../constraints';
import { givenOf, hasItems } from '../../go-values';
import { ruleOnParts, Severity } from '../../rule';
import { podWith } from './examples';

const NAMES = ['resourceClaimName', 'resourceClaimTemplateName'];

export const P38 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'A claim of a pod for a device has a name of its own, and one claim or template',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validatePodResourceClaim since 1.34; before, claims are dropped)',
  bad: podWith({ resourceClaims: [{ name: 'gpu' }] }, { kubernetesVersion: '1.34' }),
  good: podWith({ resourceClaims: [{ name: 'gpu', resourceClaimName: 'shared-gpu' }] }, { kubernetesVersion: '1.34' }),
  of: {
    PodSpec: (part, report, { settings: { kubernetesVersion } }) => {
      if (!hasItems(part.raw.resourceClaims) || !isKubernetes(kubernetesVersion, '1.34')) return;
      const names = part.field
        .at('resourceClaims')
        .items()
        .map((claim) => claim.at('name'));
      for (const [, name] of repetitionsIn(names, ({ raw }) => raw)) {
        if (name.raw)
          tell(report, name, `is ${shown(name.raw)}, as that of another claim: give each a name of its own`);
      }
    },
    PodResourceClaim: (part, report, { settings: { kubernetesVersion } }) => {
      const { field } = part;
      // Before, the server drops them.
      if (!isKubernetes(kubernetesVersion, '1.34')) return;
      const problem = requiredValue('write a name', text(labelProblem))(field.at('name').raw);
      tell(report, field.at('name'), problem);
      if (givenOf(part, NAMES).length !== 1) tell(report, field, `must have one of ${NAMES.join(' and ')}`);
      for (const name of NAMES) {
        const found = givenText(subdomainProblem)(field.at(name).raw);
        tell(report, field.at(name), found);
      }
    },
  },
});
