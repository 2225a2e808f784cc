import { Document, visit } from 'yaml';
import type { ExampleObjects, RuleExample } from '../../lib/validation/example';

/** What every example that is a program has: `docs/rules.md` shows it. */
export const PRELUDE = `const auth = InfisicalAuth.universal({ credentials: { name: 'infisical-login' } });
const project = new InfisicalProject({ projectId: '6f1c2d7e-0000-4000-8000-000000000002', auth });
const [stagingChart, prodChart] = ['staging', 'prod'].map((name) => {
  const namespace = \`shop-\${name}\`;
  const environment = project.addEnvironment(name, { namespace, cluster: 'https://kubernetes.example.com' });
  return new Chart(environment, 'shop', { namespace });
});
const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
`;

/** Columns of a line of `docs/rules.md`. */
const PAGE_WIDTH = 118;

/** How an example is shown; a program stays as it is written. */
export function exampleText(example: RuleExample, width = PAGE_WIDTH): string {
  if (typeof example === 'string') return example.trim();
  const { objects, ...around } = example;
  const documents = objects.map((object) => yamlText(object, width));
  return [...aroundText(around, width), documents.join('\n---\n')].join('\n');
}

/** What is around the objects, as comments in words. */
function aroundText({ keys, settings = {}, previous }: Omit<ExampleObjects, 'objects'>, width: number): string[] {
  return [
    ...(keys === undefined ? [] : [`# declared keys: ${keys.join(', ')}`]),
    ...Object.entries(settings).map(([name, value]) => `# ${name}: ${[value].flat().join(', ')}`),
    ...(previous === undefined ? [] : ['# what was written before:']),
    ...(previous ?? []).flatMap((object) =>
      yamlText(object, width)
        .split('\n')
        .map((line) => `#   ${line}`),
    ),
  ];
}

/** What fits into a line is in one. */
function yamlText(object: object, width: number): string {
  const document = new Document(object);
  visit(document, {
    Collection: (key, node, above) => {
      if (above.length < 2) return undefined;
      node.flow = JSON.stringify(node).length + 2 * above.length + String(key).length < width;
      return node.flow ? visit.SKIP : undefined;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trim();
}
