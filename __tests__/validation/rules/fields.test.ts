import { clusterGenerator, deployment } from '../manifests';
import { describeRules } from '../rule-cases';

const TEMPLATE = { metadata: { labels: { 'app.kubernetes.io/name': 'api' } } };
const container = (fields: object) => [
  deployment({ template: { ...TEMPLATE, spec: { containers: [{ name: 'api', image: 'api:1.0', ...fields }] } } }),
];

describeRules([
  {
    rule: 'F1',
    what: 'a field that Kubernetes does not know',
    bad: container({ resource: {} }),
    good: container({ resources: {} }),
    message: 'spec.template.spec.containers[0] has no field "resource": did you mean "resources"?',
  },
  {
    rule: 'F1',
    what: 'a field that only newer releases know',
    bad: container({ restartPolicyRules: [] }),
    good: container({ restartPolicy: 'Always' }),
    message:
      'the field spec.template.spec.containers[0].restartPolicyRules is known since Kubernetes 1.34, and nobody has told that of the cluster: set kubernetes.version',
  },
  {
    rule: 'F2',
    what: 'a text in the place of a boolean',
    bad: container({ stdin: 'true' }),
    good: container({ stdin: true }),
    message: 'spec.template.spec.containers[0].stdin must be true or false, found "true"',
  },
  {
    rule: 'F3',
    what: 'what a schema asks for',
    bad: [clusterGenerator({ kind: undefined })],
    good: [clusterGenerator()],
    message: 'spec lacks the field "kind"',
  },
  {
    rule: 'F4',
    what: 'a word that is not among those of a closed set',
    bad: container({ imagePullPolicy: 'IfMissing' }),
    good: container({ imagePullPolicy: 'IfNotPresent' }),
    message:
      'spec.template.spec.containers[0].imagePullPolicy is "IfMissing", allowed are Always, IfNotPresent, Never: write one of them',
  },
]);
