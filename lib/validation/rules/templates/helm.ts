import { objectOf, type Resource } from '../../../model/resource';
import { type ExampleObjects, ruleOn, Severity } from '../../rule';
import { secret } from '../managed-objects/writing';
import { templating } from './templating';

const BOTH = { TOKEN: '{{ .TOKEN.Value }}' };

const withHelm = (managedBy: string): ExampleObjects => ({
  objects: [
    {
      kind: 'InfisicalSecret',
      metadata: { labels: { 'app.kubernetes.io/managed-by': managedBy } },
      spec: { managedKubeSecretReferences: [secret({ template: { data: BOTH } })] },
    },
  ],
});

export const K11 = ruleOn('template', {
  severity: Severity.WARNING,
  title: 'A template that passes through Helm is escaped',
  why: 'Helm renders the same braces itself, before the operator sees them: it fails, or leaves nothing there.',
  source: 'https://helm.sh/docs/chart_template_guide/: {{ }} anywhere in a template of a chart is an action',
  bad: withHelm('Helm'),
  good: withHelm('cdk8s'),
  check: ({ resource, field, what, source }, report) => {
    if (!isHelmObject(resource) || !withoutHelmEscapes(source).includes('{{')) return;
    report(
      field,
      `${what} has "{{", which Helm would render itself: escape each as {{ "{{" }}, or apply this manifest without Helm`,
    );
  },
});

export const M22 = ruleOn('template', {
  severity: Severity.WARNING,
  title: 'A template that does not pass through Helm is not escaped for it',
  why: 'The operator writes what the escape stands for: the application gets the text "{{ .KEY.Value }}", and no value.',
  source: 'Go: text/template, which writes a constant as it stands; https://helm.sh/docs/chart_template_guide/',
  bad: templating('{{ `{{ .TOKEN.Value }}` }}'),
  good: templating('{{ .TOKEN.Value }}'),
  check: ({ resource, field, what, source }, report) => {
    if (isHelmObject(resource) || withoutHelmEscapes(source) === source) return;
    report(
      field,
      `${what} is escaped for Helm, so that the operator writes the braces and no value: write it without, or label what passes through Helm with app.kubernetes.io/managed-by: Helm`,
    );
  },
});

function isHelmObject(resource: Resource): boolean {
  const metadata = objectOf(resource).at('metadata');
  return (
    metadata.at('labels', 'app.kubernetes.io/managed-by').raw === 'Helm' ||
    metadata.at('annotations', 'meta.helm.sh/release-name').raw !== undefined
  );
}

function withoutHelmEscapes(source: string): string {
  return source.replace(/\{\{-?\s*(?:"\{\{-?"|`[^`]*\{\{[^`]*`)\s*-?\}\}/g, '');
}
