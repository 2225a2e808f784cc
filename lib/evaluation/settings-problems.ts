import type { Settings } from '../model/app-model';
import { ArgoCdTracking } from '../model/argo-cd-tracking';
import { isArgoCdVersion } from '../model/argo-cd-version';
import { isExternalSecretsVersion } from '../model/delivery/external-secrets/versions';
import { apiIndex, urlProblem } from '../model/host';
import { labelProblem } from '../model/kubernetes-names';
import { isKubernetesVersion, KUBERNETES_VERSION_REMEDY } from '../model/kubernetes-version';
import { operatorVersionProblem } from '../model/operator-version';
import { listOf, oneOf, type PropType, TEXT } from '../props/prop-types';
import type { PropsProblem } from '../props/props-problem';
import { withoutCredentials } from '../text/credential-text';
import { asLine, shown } from '../text/shown';

const VERSION: PropType = (value, path) => {
  const problem = operatorVersionProblem(value);
  return problem === undefined ? [] : [{ rule: 'X6', message: `${path} is ${typedValue(value)}, and ${problem}` }];
};

const BASE_URL: PropType = (value, path) => {
  if (typeof value !== 'string') return TEXT(value, path);
  const problem = urlProblem(value);
  const shownUrl = shown(withoutCredentials(value));
  const remedy = 'write the base URL, for example "https://secrets.example.com"';
  if (problem !== undefined) return [{ rule: 'H3', message: `${path} ${shownUrl} ${problem}: ${remedy}` }];
  const at = apiIndex(value);
  if (at < 0) return [];
  const base = shown(withoutCredentials(value.slice(0, at)));
  const message = `${path} ${shownUrl} must be the base URL: write ${base}, and mend the connection in the cluster`;
  return [{ rule: 'H1', message }];
};

const KUBERNETES: PropType = (value, path) =>
  isKubernetesVersion(value)
    ? []
    : [{ rule: 'N5', message: `${path} is ${typedValue(value)}: ${KUBERNETES_VERSION_REMEDY}` }];

const ARGO_CD: PropType = (value, path) =>
  isArgoCdVersion(value)
    ? []
    : [
        {
          rule: 'X33',
          message: `${path} is ${typedValue(value)}, and no version: write for example "3.1", or leave it out`,
        },
      ];

const EXTERNAL_SECRETS: PropType = (value, path) =>
  isExternalSecretsVersion(value)
    ? []
    : [
        {
          rule: 'O9',
          message: `${path} is ${typedValue(value)}, and no version: write for example "2.9", or leave it out`,
        },
      ];

const NAMESPACE: PropType = (value, path) => {
  const problem = typeof value === 'string' ? labelProblem(value) : undefined;
  return problem === undefined ? TEXT(value, path) : [{ rule: 'N2', message: `${path} ${shown(value)} ${problem}` }];
};

/** What is said of the cluster; what it holds is another matter. */
type Stated = Omit<Settings, 'previous'>;

const TYPES: { readonly [setting in keyof Stated]-?: PropType } = {
  operatorVersion: VERSION,
  defaultConnection: BASE_URL,
  watchedNamespaces: listOf(NAMESPACE),
  kubernetesVersion: KUBERNETES,
  argoCdVersion: ARGO_CD,
  argoCdTracking: oneOf(ArgoCdTracking),
  argoCdInstanceLabel: TEXT,
  externalSecretsVersion: EXTERNAL_SECRETS,
};

/**
 * What is wrong with what is said of the cluster. Taken as it is, `latest` would switch rules off, and a text would be a
 * list of its letters.
 *
 * @param nameOf how a setting is called where it was written
 */
export function settingsProblems(
  settings: Stated,
  nameOf: (setting: string) => string = (setting) => setting,
): PropsProblem[] {
  return Object.entries(TYPES).flatMap(([setting, type]) => {
    const value: unknown = settings[setting as keyof Stated];
    return value === undefined || value === null ? [] : type(value, nameOf(setting));
  });
}

/** What is said; null, which plain JavaScript and YAML say of what they do not know, says nothing. */
export function statedIn<T extends object>(settings: T): Partial<T> {
  const stated = Object.entries(settings).filter(([, value]) => (value ?? undefined) !== undefined);
  return Object.fromEntries(stated) as Partial<T>;
}

/**
 * What somebody has said of the cluster.
 *
 * @throws with all that is wrong in it, and where it was written
 */
export function statedSettings(where: string, settings: Stated): Stated {
  const problems = settingsProblems(settings);
  if (problems.length > 0) {
    throw new Error(asLine(`${where}: ${problems.map(({ rule, message }) => `${message} (${rule})`).join('; ')}`));
  }
  return statedIn(settings);
}

/** @throws if it is said, and no cluster can have a namespace of that name */
export function assertNamespace(where: string, namespace: unknown): void {
  if (namespace === undefined || namespace === null) return;
  const [problem] = NAMESPACE(namespace, 'namespace');
  if (problem !== undefined) throw new Error(asLine(`${where}: ${problem.message} (N2)`));
}

function typedValue(value: unknown): string {
  return typeof value === 'number' ? `the number ${value}` : shown(value);
}
