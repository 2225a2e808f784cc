import { labelProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { shown, shownText } from '../../../text/shown';
import { tell } from '../../constraints';
import { hasItems, textOf } from '../../go-values';
import { ruleOnParts, Severity } from '../../rule';
import { withContainer } from './examples';
import { podOf } from './holders';

const CLAIMED = { resourceClaims: [{ name: 'gpu', resourceClaimName: 'shared-gpu' }] };

export const P14 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A claim of a container is one of its pod, and taken once',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateResourceClaimNames), since 1.34; before, claims are dropped (DynamicResourceAllocation)',
  bad: withContainer({ resources: { claims: [{ name: 'gpus' }] } }, CLAIMED, '1.37'),
  good: withContainer({ resources: { claims: [{ name: 'gpu' }] } }, CLAIMED, '1.37'),
  of: {
    ResourceRequirements: (part, report, { settings }) => {
      if (!hasItems(part.raw.claims)) return;
      const claims = part.field.at('claims');
      if (!isKubernetes(settings.kubernetesVersion, '1.34') || part.holder?.type === 'PodSpec') return;
      const known = podOf(part)
        .at('resourceClaims')
        .items()
        .map((claim) => claim.at('name').raw);
      const taken = new Map<string, Set<string>>();
      for (const claim of claims.items()) {
        const [name, request] = [textOf(claim.at('name')), textOf(claim.at('request'))];
        if (name === undefined || request === undefined) continue;
        if (name === '') tell(report, claim.at('name'), 'is missing: write the name of a claim of the pod');
        else if (!known.includes(name)) {
          tell(
            report,
            claim.at('name'),
            `is ${shown(name)}, and the pod has no claim of that name: add it to its resourceClaims`,
          );
        }
        const problem = request === '' ? undefined : labelProblem(request);
        if (problem) tell(report, claim.at('request'), `is ${shownText(request)}, which ${problem}`);
        const before = taken.get(name) ?? new Set();
        if (name !== '' && (before.has('') || before.has(request) || (request === '' && before.size > 0))) {
          tell(report, claim, `takes the claim ${shown(name)} again: keep one`);
        }
        taken.set(name, before.add(request));
      }
    },
  },
});
