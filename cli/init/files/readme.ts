import { isUuid } from '../../../lib/text/uuid';
import { code } from '../../languages/markdown';
import { shellWord } from '../../shell/word';
import { type Answers, GitOps, namespaceOf, placeholdersOf } from '../answers';
import { hasLaptop, namesInCode } from './application';
import { CERTIFICATE_FILE, CERTIFICATE_KEY, CERTIFICATE_SECRET } from './certificate';
import { resourceOf } from './ci-workflow';
import { asUrl, deliveryOf, repositorySecret } from './delivery';

export function readme(answers: Answers): string {
  const { name, environments } = answers;
  const folders = [...environments, ...deliveryOf(answers).folders].map((folder) => `dist/${folder}/`).join(', ');
  const file = `${name}.ts`;
  const { chart, project } = namesInCode(answers);
  return `# ${name}

[${file}](${file}) declares the application, its secret keys and its environments once; [main.ts](main.ts) writes them.

\`\`\`console
$ npm install
$ npm test         # is there a mistake in any environment?
$ npm run synth    # writes ${folders}: commit them
$ npm run keys     # does every key exist in Infisical? reads names, never values
${laptopOf(answers)}\`\`\`
${noLaptopOf(answers)}
The tests hold no copy of dist, so that nothing has to be updated when it changes: review the diff of dist itself.
\`npm run keys\` logs in with what stands in the environment, such as \`INFISICAL_TOKEN\`; \`npx cdk8s-infisical check --help\`
lists the ways. \`cdk8s-plus-28\` is a newer cdk8s-plus, under the name by which the library knows it:
[cdk8s-plus.md](node_modules/cdk8s-infisical/docs/cdk8s-plus.md).

${keyNames(answers)}

${imagesOf(answers)}

## In the cluster, once

${[...placeholders(answers), whatIsNeeded(answers)].join('\n\n')}

\`\`\`console
${[...environments.map((environment) => clusterSection(answers, environment)), ...appliedByHand(answers)].join('\n')}
\`\`\`

${[loginOf(answers), ...operatorOf(answers)].join('\n\n')}

## An empty Infisical

\`npx cdk8s-infisical provision\` writes as Terraform what Infisical needs for these manifests: project, environments, folders,
machine identities with the least roles, and how they log in.${identitiesNote(answers)} From the first step to the first secret:
[provision.md](node_modules/cdk8s-infisical/docs/provision.md#day-one).

## In the pull request

[ci.yaml](.github/workflows/ci.yaml) proves that dist is what the code makes, and shows who gains a key. It asks Infisical
whether every key exists as soon as the repository has the variable \`INFISICAL_IDENTITY_ID\`: the id of a machine identity
with OIDC Auth for the subject ${code(resourceOf(answers))},
and with no other use: on the identity of the operator its role would stop the sync.

## Another environment

Add it to ${code(file)}, and run \`npm run synth\`:

\`\`\`ts
new ${chart}(${project}.addEnvironment('qa', { namespace: '${namespaceOf(answers, 'qa')}' }), { replicas: 1 });
\`\`\`

Its images stand in images/qa.yaml.${appliedAgain(answers)}

A folder of an environment that is gone from there is removed. Where git tells of a conflict in dist, resolve the code and run
\`npm run synth\`: dist is never merged by hand. Two clusters, several teams, a preview for each pull request:
[environments.md](node_modules/cdk8s-infisical/docs/environments.md).
`;
}

/** As long as the id is not known, each folder has an identity of its own. */
function identitiesNote({ login, environments }: Answers): string {
  if (!/^[0-]+$/.test(login) || environments.length < 2) return '';
  return ' It makes one for each environment: give each\n`addEnvironment` its own `auth` with the id that Terraform tells.';
}

/** What nobody pulls, and nobody clones. */
function placeholders(answers: Answers): string[] {
  const { image, repository, name, environments } = answers;
  const is = placeholdersOf(answers);
  const files = environments.map((environment) => code(`images/${environment}.yaml`)).join(', ');
  const all = [
    ...(is.repository ? [`the git repository ${code(repository)} in ${code(`${name}.ts`)}`] : []),
    ...(is.image ? [`the image ${code(image)} in ${files}`] : []),
  ];
  if (all.length === 0) return [];
  const stand = all.length === 1 ? 'stands' : 'stand';
  return [
    `Before anything is applied, write your own where these ${stand}, run \`npm run synth\`, and commit it:\n${all.join(',\n')}.`,
  ];
}

function whatIsNeeded(answers: Answers): string {
  const namespaces = `for each environment its namespace${needOf(answers)}`;
  if (answers.gitops !== GitOps.NONE)
    return `First ${namespaces}, then what installs the operator and deploys the environments:`;
  return `The [Infisical operator](${OPERATOR}), and ${namespaces}:`;
}

const OPERATOR = 'https://infisical.com/docs/integrations/platforms/kubernetes/overview';

const APPLIED: { readonly [gitOps in GitOps]: readonly [folder: string, what: string][] } = {
  [GitOps.ARGO_CD]: [
    ['operator', 'Argo CD installs the operator, where the cluster has none'],
    ['argocd', 'Argo CD deploys each environment from then on'],
  ],
  [GitOps.FLUX]: [['flux', 'Flux installs the operator, and deploys each environment from then on']],
  [GitOps.NONE]: [],
};

function appliedByHand(answers: Answers): string[] {
  const { gitops, environments } = answers;
  if (gitops === GitOps.NONE)
    return environments.map((environment) => `$ kubectl apply -f dist/${shellWord(environment)}`);
  const applied = APPLIED[gitops].map(
    ([folder, what]) => `$ kubectl apply --server-side -f dist/${folder}   # ${what}`,
  );
  return [...repositoryKey(answers), ...applied];
}

/** By ssh Flux reads nothing without a key. */
function repositoryKey(answers: Answers): string[] {
  const secret = answers.gitops === GitOps.FLUX ? repositorySecret(answers) : undefined;
  if (secret === undefined) return [];
  // Its user is no credential, and it has no character that a shell reads.
  const url = asUrl(answers.repository);
  return [`$ flux create secret git ${secret} --url=${url}   # prints a key: let it read the repository`];
}

function operatorOf({ gitops, environments }: Answers): string[] {
  if (gitops === GitOps.NONE) return [];
  return [
    `A cluster has one [Infisical operator](${OPERATOR}),
for all applications: this one watches the namespaces of these environments alone, and brings the CRDs. Where the cluster
has one already (\`kubectl get crd infisicalsecrets.secrets.infisical.com\`), take it out of the program before anything is
applied, and have that one watch them, too. What can be said of it, and why nothing deletes it:
[operator.md](node_modules/cdk8s-infisical/docs/operator.md#install-it).`,
    ...(gitops === GitOps.FLUX
      ? ['Flux has to be 2.7 or newer: an older one would uninstall an operator whose first installation fails.']
      : []),
    `Without ${gitops === GitOps.FLUX ? 'Flux' : 'Argo CD'}: \`kubectl apply -f dist/${environments[0]}\`.`,
  ];
}

/** What nobody applies but a person. */
function appliedAgain({ gitops }: Answers): string {
  const folders = APPLIED[gitops].map(([folder]) => code(`dist/${folder}`));
  if (folders.length === 0) return '';
  return ` Its namespace is made as above, and ${folders.join(' and ')} applied again.`;
}

function laptopOf(answers: Answers): string {
  if (!hasLaptop(answers)) return '';
  return `$ make up          # the same application on a laptop, with the keys of ${answers.laptop}\n`;
}

/** Whoever looks for it is told how to have it. */
function noLaptopOf(answers: Answers): string {
  if (hasLaptop(answers)) return '';
  return `
There is nothing here for a laptop: the Infisical CLI takes the id (UUID) of a project, and this one is known by its slug.
With \`projectId\` in place of \`projectSlug\` it can have a [\`LocalStack\`](node_modules/cdk8s-infisical/docs/local.md).
`;
}

function keyNames(answers: Answers): string {
  const { name, project, environments, laptop, path } = answers;
  const all = [...new Set([...(hasLaptop(answers) ? [laptop] : []), ...environments])].map(shellWord).join(' ');
  const below = path === '/' ? '' : ` --path ${shellWord(path)}`;
  return `## Names of the keys

\`\`\`console
$ npx cdk8s-infisical import --project ${shellWord(project)} --environment ${all}${below} --name ${shellWord(name)}
\`\`\`

writes the names of the keys that exist into imports/infisical/. With
\`catalogue: KeyCatalogue.fromFile('imports/infisical/${name}.lock.json')\` in the project, a key that an environment does
not have is found by \`npm run synth\`, without a network.`;
}

function imagesOf({ name, environments }: Answers): string {
  const [first, next] = environments;
  const promote = next === undefined ? '' : `$ npx cdk8s-infisical promote ${first} ${next}\n`;
  return `## From a build to ${environments.at(-1)}

What runs where stands in images/, and no release touches the code:

\`\`\`console
$ npx cdk8s-infisical image                                # what runs where
$ npx cdk8s-infisical image ${shellWord(name)}=1.1.0 --environment ${first}
${promote}\`\`\`

Each changes a line of a file and writes dist: commit both. [renovate.json](renovate.json) does the first step when an image
has a new tag. Workflows that do it after a build: [images.md](node_modules/cdk8s-infisical/docs/images.md).`;
}

function needOf({ login, certificate }: Answers): string {
  const authority = certificate === undefined ? [] : [`the certificate of your authority (${code(CERTIFICATE_FILE)})`];
  const credentials = isUuid(login) ? [] : ['the credentials of a machine identity'];
  const needs = [...credentials, ...authority];
  return needs.length === 0 ? '' : ` with ${needs.join(' and ')}`;
}

function clusterSection(answers: Answers, environment: string): string {
  const namespace = shellWord(namespaceOf(answers, environment));
  const secret = `$ kubectl -n ${namespace} create secret generic`;
  return [
    `$ kubectl create namespace ${namespace}`,
    ...(isUuid(answers.login) ? [] : [`${secret} ${shellWord(answers.login)} --from-env-file=/dev/stdin`]),
    ...(answers.certificate === undefined
      ? []
      : [`${secret} ${CERTIFICATE_SECRET} --from-file=${CERTIFICATE_KEY}=${CERTIFICATE_FILE}`]),
  ].join('\n');
}

/** How the operator gets in. */
function loginOf({ login, environments, ...answers }: Answers): string {
  if (!isUuid(login)) {
    return `Of the credentials, type the lines \`clientId=…\` and \`clientSecret=…\`, then Ctrl-D: so they are in no file and in no
history of a shell.`;
  }
  const namespaces = environments.map((environment) => namespaceOf({ ...answers, login, environments }, environment));
  return `The machine identity has Kubernetes Auth, and trusts the service account \`infisical-auth\`, which is in dist, in the
namespaces ${namespaces.map(code).join(', ')}.`;
}
