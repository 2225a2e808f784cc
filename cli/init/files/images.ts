import { jsonText } from '../../languages/json';
import type { Answers } from '../answers';

/** The file with the images of an environment. */
export function imagesFile(environment: string): string {
  return `images/${environment}.yaml`;
}

/** Whether nobody has said yet what stands there. */
export function isPlaceholder(value: string): boolean {
  return /\bexample\.com\b/.test(value);
}

/** What runs where: these change with each release, and no code does. */
export function imagesFiles(answers: Answers): { [file: string]: string } {
  const { environments } = answers;
  return Object.fromEntries(
    environments.map((environment) => [imagesFile(environment), imagesYaml(answers, environment)]),
  );
}

function imagesYaml({ name, image, environments }: Answers, environment: string): string {
  const [first] = environments;
  const command =
    environment === first
      ? `npx cdk8s-infisical image ${name}=TAG --environment ${environment}`
      : `npx cdk8s-infisical promote ${first} ${environment}`;
  const note = isPlaceholder(image) ? ' # yours: what is deployed there' : '';
  return `# What runs in ${environment}; written by \`${command}\`.
${name}: { image: ${image} }${note}
`;
}

/** Renovate brings new images to the first environment; the others get them from there, once they have run. */
export function renovateJson({ environments: [first, ...others] }: Pick<Answers, 'environments'>): string {
  return jsonText({
    $schema: 'https://docs.renovatebot.com/renovate-schema.json',
    extends: ['config:recommended'],
    'helm-values': { managerFilePatterns: ['/^images/[^/]+\\.yaml$/'] },
    packageRules: [
      { matchFileNames: [imagesFile(first)], groupName: `${first} images`, pinDigests: true },
      ...(others.length === 0
        ? []
        : [
            {
              description: `They get their images by \`cdk8s-infisical promote ${first}\`.`,
              matchFileNames: others.map(imagesFile),
              enabled: false,
            },
          ]),
    ],
  });
}
