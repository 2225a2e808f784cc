import { quoted, quotedList } from '../../typescript/literal';
import { type Answers, isUuid } from '../answers';

/** `order-api` as a name in code. */
export function functionName(name: string): string {
  const camel = name.replaceAll(/-+(.)/g, (_, letter: string) => letter.toUpperCase());
  return /^\d/.test(camel) ? `app${camel}` : camel;
}

export function mainTs({ name, environments, project, repository }: Answers): string {
  const declare = `${functionName(name)}App`;
  const listed = quotedList(environments);
  const laptop = isUuid(project);
  return `import { Chart } from 'cdk8s';
import { ArgoCdApplicationSet, GitOpsApp${laptop ? ', LocalStack' : ''} } from 'cdk8s-infisical';
import { ${declare} } from ${quoted(`./lib/${name}`)};

// Each environment goes into its own folder of dist/.
const environments = [${listed}];
const apps = environments.map(${declare});
for (const app of apps) app.synth();

// For Argo CD: apply dist/argocd once, and it deploys the environments.
const argocd = new GitOpsApp({ environment: 'argocd' });
new ArgoCdApplicationSet(new Chart(argocd, 'argocd'), ${quoted(name)}, {
  repoUrl: ${quoted(repository)},
  environments: environments.map((name) => ({ name })),
});
argocd.synth();
${laptop ? LAPTOP : ''}`;
}

const LAPTOP = `
// \`make up\`: the same application on a laptop, from the same keys.
new LocalStack(apps, { environment: 'dev' }).synth();
`;

export function applicationTs(answers: Answers): string {
  const { name, namespace, image, port, keys } = answers;
  const secretKeys = quotedList(keys);
  const local = isUuid(answers.project)
    ? `\n    local: { buildContext: '.', ports: [${quoted(`${port}:${port}`)}] }, // needs a Dockerfile here`
    : '';
  return `import { Chart } from 'cdk8s';
import { ${importsOf(answers).join(', ')} } from 'cdk8s-infisical';

/** The application in one environment. */
export function ${functionName(name)}App(environment: string): GitOpsApp {
  const app = new GitOpsApp({ environment });
  const chart = new Chart(app, ${quoted(name)}, { namespace: ${quoted(namespace)} });

  const secret = new SyncedSecret(chart, ${quoted(`${name}-secrets`)}, {
${hostOf(answers)}    auth: ${loginOf(answers)},
    source: { ${projectOf(answers)}, environment, path: ${quoted(answers.path)} },
  });

  new SecretSyncedApp(chart, ${quoted(name)}, {
    image: ${quoted(image)},
    port: ${port},
    secret,
    secretKeys: [${secretKeys}],
    autoReload: true, // the operator restarts the pods when a secret changes${local}
  });
  return app;
}
`;
}

function importsOf(answers: Answers): string[] {
  const login = isUuid(answers.login) ? 'InfisicalServiceAccount' : 'InfisicalAuth';
  const host = hostOf(answers) === '' ? [] : ['InfisicalHost'];
  return ['GitOpsApp', login, ...host, 'SecretSyncedApp', 'SyncedSecret'].sort();
}

function projectOf({ project }: Answers): string {
  return isUuid(project) ? `projectId: ${quoted(project)}` : `projectSlug: ${quoted(project)}`;
}

/** The default host is not written. */
function hostOf({ host }: Answers): string {
  if (host === 'https://app.infisical.com') return '';
  if (host === 'https://eu.infisical.com') return '    host: InfisicalHost.cloudEu(),\n';
  return `    host: InfisicalHost.selfHosted(${quoted(host)}),\n`;
}

function loginOf({ login }: Answers): string {
  return isUuid(login)
    ? `new InfisicalServiceAccount(chart, 'infisical-auth').auth({ identityId: ${quoted(login)} })`
    : `InfisicalAuth.universal({ credentials: { name: ${quoted(login)} } })`;
}
