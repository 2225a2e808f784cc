import { stringLiteral } from '../../typescript/literal';
import { type Answers, GitOps } from '../answers';
import { isPlaceholder } from './images';

/** What deploys the environments, and what deploys the operator. */
interface Delivery {
  /** The folders below dist that are no environments. */
  readonly folders: readonly string[];
  /** What the program imports for it. */
  readonly imports: readonly string[];
  /** The statements that declare it. */
  readonly statements: (answers: Answers, project: string) => string[];
}

const OPERATOR_NOTE = `// The operator, for a cluster that has none: one serves all applications. Where one is there, take these lines out before
// anything is applied, and have that one watch the namespaces of these environments, too.`;

const ARGO_CD: Delivery = {
  folders: ['operator', 'argocd'],
  imports: ['ArgoCdApplicationSet', 'ArgoCdHealthChecks', 'ArgoCdOperatorRelease'],
  statements: ({ name, repository }, project) => [
    `// For Argo CD: apply dist/argocd once, and each environment is deployed into its own namespace.
const argocd = new Chart(${project}.addFolder('argocd'), 'argocd');
new ArgoCdHealthChecks(argocd, 'health'); // an environment is healthy when its Secrets are there
new ArgoCdApplicationSet(argocd, ${stringLiteral(name)}, {
  repoUrl: ${stringLiteral(repository)},${placeholderComment(repository, 'what Argo CD reads')}
  environmentsOf: ${project},
  createNamespace: true,
});`,
    `${OPERATOR_NOTE}
const operator = new Chart(${project}.addFolder('operator'), 'operator');
new ArgoCdOperatorRelease(operator, ${operatorOf(name)}, { projects: [${project}] }); // watches their namespaces alone`,
  ],
};

const FLUX: Delivery = {
  folders: ['operator', 'flux'],
  imports: ['FluxGitRepository', 'FluxKustomization', 'FluxKustomizations', 'FluxOperatorRelease'],
  statements: ({ name, repository }, project) => [
    `// For Flux: apply dist/flux once, and each environment is deployed into its own namespace, when the operator is there.
const flux = new Chart(${project}.addFolder('flux'), 'flux');
const { sourceRef } = new FluxGitRepository(flux, 'repository', {
  name: ${stringLiteral(name)},
  url: ${stringLiteral(asUrl(repository))},${placeholderComment(repository, 'what Flux reads')}${secretLine({ name, repository })}
});
new FluxKustomizations(flux, ${stringLiteral(name)}, {
  environmentsOf: ${project},
  sourceRef,
  createNamespace: true,
  dependsOn: [{ name: ${operatorOf(name)} }],
});`,
    `${OPERATOR_NOTE.replace('these lines out', "these lines and 'dependsOn' out")}
new FluxKustomization(flux, ${operatorOf(name)}, { sourceRef, path: './dist/operator', prune: false });
const operator = new Chart(${project}.addFolder('operator'), 'operator');
new FluxOperatorRelease(operator, ${operatorOf(name)}, { projects: [${project}] }); // watches their namespaces alone`,
  ],
};

const NONE: Delivery = { folders: [], imports: [], statements: () => [] };

const DELIVERIES: { readonly [gitOps in GitOps]: Delivery } = {
  [GitOps.ARGO_CD]: ARGO_CD,
  [GitOps.FLUX]: FLUX,
  [GitOps.NONE]: NONE,
};

export function deliveryOf({ gitops }: Pick<Answers, 'gitops'>): Delivery {
  return DELIVERIES[gitops];
}

/** What nobody has said yet is marked where it stands. */
function placeholderComment(value: string, what: string): string {
  return isPlaceholder(value) ? ` // yours: ${what}` : '';
}

/** Another application that brings an operator of its own brings one of another name, and not another one of this name. */
function operatorOf(name: string): string {
  return stringLiteral(`${name}-operator`);
}

/** The short form that git knows for ssh is no URL to Flux. */
export function asUrl(repository: string): string {
  const [, login, path] = /^([\w.-]+@[\w.-]+):(.+)$/.exec(repository) ?? [];
  return login === undefined ? repository : `ssh://${login}/${path}`;
}

/** The Secret with the key by which Flux reads the repository; undefined where it needs none. */
export function repositorySecret({ name, repository }: Pick<Answers, 'name' | 'repository'>): string | undefined {
  return asUrl(repository).startsWith('ssh://') ? `${name}-git` : undefined;
}

function secretLine(answers: Pick<Answers, 'name' | 'repository'>): string {
  const secret = repositorySecret(answers);
  return secret === undefined ? '' : `\n  secretName: ${stringLiteral(secret)}, // its key: see README.md`;
}
