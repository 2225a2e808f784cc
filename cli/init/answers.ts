import { fileNameProblem } from '../../lib/gitops/file-names';
import { imageReferenceIn } from '../../lib/images/image-reference';
import { apiIndex, CLOUD_EU, CLOUD_US, canonicalHost, urlProblem } from '../../lib/model/host';
import {
  labelProblem,
  serviceNameProblem,
  subdomainProblem,
  variableNameProblem,
} from '../../lib/model/kubernetes-names';
import { isUuid } from '../../lib/text/uuid';

/** What deploys what is in git. */
export enum GitOps {
  ARGO_CD = 'argocd',
  FLUX = 'flux',
  NONE = 'none',
}

/** What a new project needs to know. Each answer becomes text in its files, so that only plain ones are let through. */
export interface Answers {
  readonly name: string;
  /** What the namespaces of the environments begin with. */
  readonly namespace: string;
  readonly host: string;
  /** Certificate (PEM) of the private authority of a self-hosted Infisical. */
  readonly certificate?: string;
  /** Slug or id (UUID) of the Infisical project. */
  readonly project: string;
  readonly environments: readonly string[];
  /** The environment whose keys a laptop gets. */
  readonly laptop: string;
  readonly path: string;
  /** Name of the Secret with the machine identity's credentials, or the id of an identity for Kubernetes auth. */
  readonly login: string;
  readonly image: string;
  readonly port: number;
  readonly keys: readonly string[];
  readonly repository: string;
  readonly gitops: GitOps;
  /** How package.json names the library; this release if undefined. */
  readonly library?: string;
}

/** Those of the answers that are not text on the command line. */
type Asked = Exclude<keyof Answers, 'certificate' | 'library'>;

/** What was said, by flags or by a person. */
export type Said = { readonly [name in Asked]: string };

/** One thing that a new project needs to know. */
export interface Question {
  readonly name: Asked;
  readonly flag: string;
  readonly message: string;
  /** Whether a person is asked, or just told by `--help`. */
  readonly asked: boolean;
  /** What is taken where nothing is said; absent where only the user can know. */
  readonly preset?: (known: Partial<Said>) => string;
  /** Why nothing is taken where nothing is said. */
  readonly absence?: string;
  /** What is wrong with an answer, if anything. */
  readonly problem: (answer: string) => string | undefined;
}

/** In lower case (rule S14). */
const SLUG = /^[a-z0-9][a-z0-9_-]*$/;
/** As Infisical makes them; 20 characters leave room for the name of the application in a namespace. */
const ENVIRONMENT = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const REPOSITORY =
  /^(?:https?:\/\/|ssh:\/\/(?:[\w.-]+@)?)[\w.-]+(?::\d+)?(?:\/[\w.~+-]+)+\/?$|^[\w.-]+@[\w.-]+:[\w.~+-]+(?:\/[\w.~+-]+)*$/;
const CLOUD: { readonly [short: string]: string } = { us: CLOUD_US, eu: CLOUD_EU };

const matches = (pattern: RegExp, remedy: string) => (answer: string) => (pattern.test(answer) ? undefined : remedy);
const each = (problem: (item: string) => string | undefined) => (answer: string) => {
  const items = listOf(answer);
  const twice = items.find((item, index) => items.indexOf(item) < index);
  if (items.length === 0) return 'must name at least one, several with commas between';
  return twice === undefined ? items.map(problem).find(Boolean) : `names ${twice} twice`;
};

export const QUESTIONS: readonly Question[] = [
  {
    name: 'name',
    flag: '--name',
    asked: true,
    message: 'name of the application',
    problem: (name) => serviceNameProblem(name) ?? lengthProblem(name) ?? fileProblem(name),
  },
  {
    name: 'namespace',
    flag: '--namespace',
    asked: false,
    message: 'what the namespaces begin with: orders becomes orders-staging and orders-prod',
    preset: ({ name }) => name ?? '',
    problem: (namespace) => labelProblem(namespace) ?? lengthProblem(namespace),
  },
  {
    name: 'project',
    flag: '--project',
    asked: true,
    message: 'Infisical project: its id (UUID), or its slug',
    problem: projectProblem,
  },
  {
    name: 'environments',
    flag: '--environments',
    asked: true,
    message: 'environments in Infisical, by their slugs, with commas between',
    preset: () => 'staging,prod',
    problem: each(environmentProblem),
  },
  {
    name: 'laptop',
    flag: '--laptop',
    asked: false,
    message: 'environment whose keys a laptop gets, by its slug',
    preset: () => 'dev',
    problem: environmentProblem,
  },
  {
    name: 'path',
    flag: '--path',
    asked: false,
    message: 'secret path',
    preset: () => '/',
    problem: matches(/^\/$|^(\/[\w.-]+)+$/, 'must be a folder such as /api, or / for the root'),
  },
  {
    name: 'host',
    flag: '--host',
    asked: true,
    message: 'Infisical: us, eu, or the URL of your own',
    preset: () => 'us',
    problem: hostProblem,
  },
  {
    name: 'login',
    flag: '--login',
    asked: true,
    message: 'Secret with the credentials of a machine identity; or the id (UUID) of one, for Kubernetes auth',
    preset: () => 'universal-auth-credentials',
    problem: subdomainProblem,
  },
  {
    name: 'keys',
    flag: '--keys',
    asked: true,
    message: 'secret keys that the application needs, with commas between',
    preset: () => 'DATABASE_URL',
    problem: each(variableNameProblem),
  },
  {
    name: 'gitops',
    flag: '--gitops',
    asked: true,
    message: 'what deploys the environments and the operator: argocd, flux or none',
    preset: () => GitOps.ARGO_CD,
    problem: (answer) => (isGitOps(answer) ? undefined : 'must be argocd, flux or none'),
  },
  {
    name: 'image',
    flag: '--image',
    asked: false,
    message: 'image of the application',
    preset: ({ name }) => `registry.example.com/${name}:1.0.0`,
    problem: imageProblem,
  },
  {
    name: 'port',
    flag: '--port',
    asked: false,
    message: 'port that it listens on',
    preset: () => '3000',
    problem: (answer) =>
      /^\d{1,5}$/.test(answer) && Number(answer) >= 1 && Number(answer) <= 65_535
        ? undefined
        : 'must be a whole number from 1 to 65535',
  },
  {
    name: 'repository',
    flag: '--repository',
    asked: false,
    message: 'git repository, for Argo CD or Flux',
    preset: ({ name }) => `https://git.example.com/team/${name}.git`,
    problem: matches(
      REPOSITORY,
      'must be the URL of a git repository, such as https://git.example.com/team/orders.git',
    ),
  },
];

/** What stands for something of the user's own that nobody has said. */
export function placeholdersOf({ name, ...answers }: Answers): {
  readonly image: boolean;
  readonly repository: boolean;
} {
  const isUsual = (asked: 'image' | 'repository') =>
    QUESTIONS.some((one) => one.name === asked && one.preset?.({ name }) === answers[asked]);
  return { image: isUsual('image'), repository: answers.gitops !== GitOps.NONE && isUsual('repository') };
}

/** The answers as the files want them, from what a person wrote. */
export function answersFrom(said: Said, more: Pick<Answers, 'certificate' | 'library'> = {}): Answers {
  return {
    ...said,
    ...more,
    host: CLOUD[said.host] ?? canonicalHost(said.host),
    environments: listOf(said.environments),
    keys: listOf(said.keys),
    port: Number(said.port),
    gitops: isGitOps(said.gitops) ? said.gitops : GitOps.ARGO_CD,
  };
}

function isGitOps(answer: string): answer is GitOps {
  return (Object.values(GitOps) as string[]).includes(answer);
}

/** The namespace of an environment: no two share one, or each would delete what the other has. */
export function namespaceOf({ namespace }: Answers, environment: string): string {
  return `${namespace}-${environment}`;
}

/** Auto-reload allows a managed Secret 48 characters (rule M8), and a namespace has 63 with its environment. */
function lengthProblem({ length }: string): string | undefined {
  return length <= 40 ? undefined : `has ${length} characters, 40 are allowed`;
}

function fileProblem(name: string): string | undefined {
  if (fileNameProblem(name) !== undefined) return DEVICE;
  return name === 'main' ? 'is what the program is called: name it after what the application does' : undefined;
}

const DEVICE = 'is what Windows calls a device: no file or folder can have this name there';

function projectProblem(project: string): string | undefined {
  if (isUuid(project) || SLUG.test(project)) return undefined;
  if (!/^[\w -]+$/.test(project)) return 'must be the id or the slug of a project, from its settings in Infisical';
  return 'is a name, and no slug: write its slug, as Infisical shows it, for example "my-shop-x1y2", or its id (UUID)';
}

function environmentProblem(slug: string): string | undefined {
  if (fileNameProblem(slug) !== undefined) return DEVICE;
  if (['argocd', 'flux', 'operator'].includes(slug))
    return 'names a folder of its own: there can be no environment of this name';
  if (slug.length > 20) return `names an environment of ${slug.length} characters, 20 are allowed`;
  if (ENVIRONMENT.test(slug)) return undefined;
  return `must be slugs of environments as Infisical has them (a-z, 0-9 and "-"), with commas between`;
}

function imageProblem(image: string): string | undefined {
  const remedy = 'write the whole of it, such as registry.example.com/api:1.0.0';
  try {
    const { tag, digest } = imageReferenceIn(image);
    if (!/^[\w./:@-]+$/.test(image)) return `must be the name of an image: ${remedy}`;
    return tag === undefined && digest === undefined ? `has neither tag nor digest: ${remedy}` : undefined;
  } catch (error) {
    return `${(error as Error).message}: ${remedy}`;
  }
}

/** Whether Infisical runs on a machine of the user's own. */
export function isSelfHosted({ host }: Pick<Answers, 'host'>): boolean {
  return !Object.values(CLOUD).includes(host);
}

function listOf(answer: string): string[] {
  return answer.split(/[\s,]+/).filter(Boolean);
}

function hostProblem(answer: string): string | undefined {
  if (Object.hasOwn(CLOUD, answer)) return undefined;
  const problem = urlProblem(answer) ?? (/['"`\\$<>]/.test(answer) ? 'has characters that no URL needs' : undefined);
  if (problem) return `${problem}: write us, eu, or a URL such as https://secrets.example.com`;
  return apiIndex(answer) < 0 ? undefined : 'must be the base URL, without /api';
}
