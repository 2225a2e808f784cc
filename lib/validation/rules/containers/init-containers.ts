import { isKubernetes } from '../../../model/kubernetes-version';
import { tell } from '../../constraints';
import { ruleOnParts, Severity } from '../../rule';
import { withContainer } from './examples';
import { endsBeforeOthers, listOf } from './holders';

const OF_OTHERS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

export const P11 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'An init container that ends before the others has no probes, and no lifecycle',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateInitContainers; resizePolicy since 1.36)',
  bad: withContainer(
    {},
    { initContainers: [{ name: 'proxy', image: 'proxy:1', startupProbe: { tcpSocket: { port: 9 } } }] },
  ),
  good: withContainer(
    {},
    {
      initContainers: [
        { name: 'proxy', image: 'proxy:1', restartPolicy: 'Always', startupProbe: { tcpSocket: { port: 9 } } },
      ],
    },
  ),
  of: {
    Container: (part, report, { settings }) => {
      if (part.raw.resizePolicy === undefined && OF_OTHERS.every((name) => part.raw[name] === undefined)) return;
      const { field } = part;
      if (listOf(field) !== 'initContainers' || !endsBeforeOthers(field)) return;
      const [first, ...others] = OF_OTHERS.map((name) => field.at(name)).filter(({ isGiven }) => isGiven);
      if (first !== undefined) {
        const what = others.length === 0 ? 'is' : `(and ${others.map(({ key }) => key).join(', ')}) is`;
        tell(report, first, `${what} only for init containers that go on: write restartPolicy: Always, or drop it`);
      }
      if (!isKubernetes(settings.kubernetesVersion, '1.36')) return;
      for (const policy of field.at('resizePolicy').items()) {
        if (policy.at('restartPolicy').raw !== 'RestartContainer') continue;
        tell(
          report,
          policy.at('restartPolicy'),
          'is "RestartContainer", for a container that ends before the others: write NotRequired',
        );
      }
    },
  },
});
