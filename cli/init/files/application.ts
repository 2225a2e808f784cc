import { CLOUD_EU, CLOUD_US } from '../../../lib/model/host';
import { isUuid } from '../../../lib/text/uuid';
import { stringLiteral, stringLiteralList } from '../../typescript/literal';
import { camelCase, Names, pascalCase } from '../../typescript/names';
import { type Answers, namespaceOf } from '../answers';
import { CERTIFICATE_FILE, CERTIFICATE_KEY, CERTIFICATE_SECRET } from './certificate';
import { deliveryOf } from './delivery';
import { imagesFile } from './images';

/** What the file may import from the library; a name of the user's own is none of these. */
const LIBRARY = [
  'ArgoCdApplicationSet',
  'ArgoCdHealthChecks',
  'ArgoCdOperatorRelease',
  'FluxGitRepository',
  'FluxKustomization',
  'FluxKustomizations',
  'FluxOperatorRelease',
  'Images',
  'InfisicalAuth',
  'InfisicalHost',
  'InfisicalProject',
  'InfisicalServiceAccount',
  'LocalStack',
  'ProjectEnvironment',
  'SecretSyncedApp',
] as const;

/** What the statements of any delivery declare. */
const OF_DELIVERY = ['argocd', 'flux', 'operator', 'sourceRef'];

/** The names that the application, its project and an environment have in code. */
export interface NamesInCode {
  readonly project: string;
  readonly chart: string;
  readonly laptop: string;
}

export function namesInCode({ name, laptop }: Answers): NamesInCode {
  const names = new Names();
  for (const taken of [...LIBRARY, 'Chart', 'Release', 'Construct', ...OF_DELIVERY, 'environment', 'test', 'expect']) {
    names.take(taken);
  }
  const project = names.take(camelCase(name), `${camelCase(name)}Project`);
  return {
    project,
    chart: names.take(pascalCase(name), `${pascalCase(name)}App`),
    laptop: names.take(camelCase(laptop), `${camelCase(laptop)}Environment`),
  };
}

export function mainTs(answers: Answers): string {
  const { project } = namesInCode(answers);
  return `import { ${project} } from ${stringLiteral(`./${answers.name}`)};

// Checks all environments, and writes all of them: or nothing, if one has a mistake.
${project}.synth();
`;
}

export function applicationTs(answers: Answers): string {
  const names = namesInCode(answers);
  const sections = [
    importsOf(answers),
    `/** What all environments have in common: the project in Infisical, and how the operator logs in. */
export const ${names.project} = new InfisicalProject({
  ${projectOf(answers)},
  ${hostOf(answers)},
  ${loginOf(answers)},
});`,
    `/** What differs between environments. */
interface Release {
  readonly replicas: number;
}`,
    chartOf(answers, names),
    environmentsOf(answers, names),
    ...deliveryOf(answers).statements(answers, names.project),
    ...(hasLaptop(answers)
      ? [
          `// \`make up\`: the same application on a laptop, from the keys of ${answers.laptop}.
new LocalStack([${names.laptop}]${stackProps(answers)});`,
        ]
      : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The certificate of an authority of one's own is in the project: a laptop trusts it for Infisical alone. */
function stackProps({ certificate }: Answers): string {
  return certificate === undefined ? '' : `, { caFile: ${stringLiteral(CERTIFICATE_FILE)} }`;
}

/** The Infisical CLI does not know slugs. */
export function hasLaptop({ project }: Answers): boolean {
  return isUuid(project);
}

function chartOf(answers: Answers, { chart }: NamesInCode): string {
  const { name, port, path, keys, login } = answers;
  const local = hasLaptop(answers)
    ? `\n      local: { ports: [${stringLiteral(`127.0.0.1:${port}:${port}`)}] }, // its image; buildContext: '.' builds it from a Dockerfile here`
    : '';
  const account = isUuid(login)
    ? "    new InfisicalServiceAccount(this, 'infisical-auth'); // with which the operator logs in\n\n"
    : '';
  return `/** The application in one environment. */
class ${chart} extends Chart {
  public constructor(environment: ProjectEnvironment, { replicas }: Release) {
    super(environment, ${stringLiteral(name)}, { namespace: environment.namespace });

${account}    new SecretSyncedApp(this, ${stringLiteral(name)}, {
      image: environment.images.of(${stringLiteral(name)}), // of images/<environment>.yaml
      replicas,
      port: ${port},
      secretPath: ${stringLiteral(path)},
      secretKeys: [${stringLiteralList(keys)}],
      autoReload: true, // the operator restarts the pods when a secret changes: without this line, nobody does
      resources: {}, // fill in: { cpu: { request: Cpu.millis(100) }, memory: { limit: Size.mebibytes(256) } }${local}
    });
  }
}`;
}

function environmentsOf(answers: Answers, { project, chart, laptop }: NamesInCode): string {
  const { environments } = answers;
  const deployed = environments.filter((environment) => !(hasLaptop(answers) && environment === answers.laptop));
  const added = (environment: string) =>
    `${project}.addEnvironment(${stringLiteral(environment)}, { namespace: ${stringLiteral(namespaceOf(answers, environment))} })`;
  const release = (replicas: number) => `{ replicas: ${replicas} }`;
  const isDeployed = environments.includes(answers.laptop);
  const ofLaptop = hasLaptop(answers)
    ? [
        `const ${laptop} = ${isDeployed ? added(answers.laptop) : undeployedOf(answers, project)};`,
        `new ${chart}(${laptop}, ${release(1)});`,
      ]
    : [];
  return [
    ...ofLaptop,
    ...deployed.map(
      (environment) => `new ${chart}(${added(environment)}, ${release(environment === deployed.at(-1) ? 2 : 1)});`,
    ),
  ].join('\n');
}

function undeployedOf(answers: Answers, project: string): string {
  const { laptop, environments } = answers;
  return `${project}.addEnvironment(${stringLiteral(laptop)}, {
  namespace: ${stringLiteral(namespaceOf(answers, laptop))},
  deployed: false, // no dist/ of it: it is for the laptop
  images: Images.fromFile(${stringLiteral(imagesFile(environments[0]))}), // it runs what ${environments[0]} does
})`;
}

function importsOf(answers: Answers): string {
  const { imports } = deliveryOf(answers);
  const wanted = LIBRARY.filter(
    (name) =>
      (!/^(ArgoCd|Flux)/.test(name) || imports.includes(name)) &&
      (name !== 'InfisicalServiceAccount' || isUuid(answers.login)) &&
      (name !== 'LocalStack' || hasLaptop(answers)) &&
      (name !== 'Images' || (hasLaptop(answers) && !answers.environments.includes(answers.laptop))),
  );
  const lines = wanted.map((name) => `  ${name === 'ProjectEnvironment' ? 'type ' : ''}${name},\n`);
  return `import { Chart } from 'cdk8s';\nimport {\n${lines.join('')}} from 'cdk8s-infisical';`;
}

function projectOf({ project }: Answers): string {
  return isUuid(project) ? `projectId: ${stringLiteral(project)}` : `projectSlug: ${stringLiteral(project)}`;
}

function hostOf({ host, certificate }: Answers): string {
  if (host === CLOUD_US) return 'host: InfisicalHost.cloudUs()';
  if (host === CLOUD_EU) return 'host: InfisicalHost.cloudEu()';
  if (certificate === undefined) return `host: InfisicalHost.selfHosted(${stringLiteral(host)})`;
  const secret = `{ name: ${stringLiteral(CERTIFICATE_SECRET)}, key: ${stringLiteral(CERTIFICATE_KEY)} }`;
  return `// The Secret holds ${CERTIFICATE_FILE}: the README tells how to make it.
  host: InfisicalHost.selfHosted(${stringLiteral(host)}, { ca: ${secret} })`;
}

function loginOf({ login }: Answers): string {
  return isUuid(login)
    ? `auth: InfisicalAuth.kubernetes({
    identityId: ${stringLiteral(login)},
    serviceAccount: { name: 'infisical-auth' }, // of each environment's namespace
  })`
    : `auth: InfisicalAuth.universal({ credentials: { name: ${stringLiteral(login)} } })`;
}
