import { distinct } from '../collections/order';
import type { InfisicalHost } from '../infisical';
import { hostApi, isBaseUrl } from '../model/host';
import { doesOperator } from '../model/operator-features';
import type { OperatorReleaseProps } from './operator-release-props';
import { namespacesNeeded, servedEnvironments } from './served-environments';

export const CHART_REPOSITORY = 'https://dl.cloudsmith.io/public/infisical/helm-charts/helm/charts/';
export const OPERATOR_NAMESPACE = 'infisical-operator-system';

/** Whether the operator is limited to namespaces. */
export function isScoped({ projects, watchedNamespaces, watchesCluster }: OperatorReleaseProps): boolean {
  return !watchesCluster && (projects !== undefined || watchedNamespaces !== undefined);
}

/** The namespaces that a limited operator watches, sorted. */
export function watchedBy(props: OperatorReleaseProps): string[] {
  const served = servedEnvironments(props).flatMap(namespacesNeeded);
  const named = [...(props.watchedNamespaces ?? []), ...served];
  // Of none of them the operator would watch the whole cluster, its own namespace or not.
  return named.length === 0 ? [] : distinct([...named, ...ofConnection(props)]);
}

/** Where the operator finds its own connection, and what that refers to. */
export function ofConnection(props: OperatorReleaseProps): string[] {
  const connection = connectionOf(props);
  if (connection === undefined) return [];
  const own = props.namespace ?? OPERATOR_NAMESPACE;
  return [own, connection.ca?.namespace ?? own];
}

/** What the connection `default` leads to. */
export function connectionOf(props: OperatorReleaseProps): InfisicalHost | undefined {
  const hosts = servedEnvironments(props).map(({ host }) => host);
  return props.defaultConnection ?? hosts.find(({ isOfOperator }) => isOfOperator);
}

export function serviceAccountOf({ serviceAccountName }: OperatorReleaseProps, name: string): string {
  return serviceAccountName ?? `${name}-controller-manager`;
}

/** The values of the chart. */
export function chartValues(props: OperatorReleaseProps, name: string): object {
  const { replicas } = props;
  const host = hostOf(props);
  const own = {
    installCRDs: props.installCrds ?? true,
    ...(host !== undefined && { hostAPI: hostApi(host) }),
    ...(isScoped(props) && { scopedRBAC: true, scopedNamespaces: watchedBy(props) }),
    ...connectionValues(props),
    controllerManager: {
      ...(replicas !== undefined && { replicas }),
      serviceAccount: { name: serviceAccountOf(props, name) },
    },
  };
  return mergedValues(props.values ?? {}, own);
}

function hostOf(props: OperatorReleaseProps): string | undefined {
  const hosts = new Set(servedEnvironments(props).map(({ host }) => host.url));
  const [only] = hosts.size === 1 ? hosts : [];
  const isKnown = doesOperator({ operatorVersion: props.version }, 'hostOfChart');
  return props.host?.url ?? (only !== undefined && isKnown && isBaseUrl(only) ? only : undefined);
}

function connectionValues(props: OperatorReleaseProps): object {
  const connection = connectionOf(props);
  if (connection === undefined) return {};
  const { url: address, ca } = connection;
  const namespace = ca?.namespace ?? props.namespace ?? OPERATOR_NAMESPACE;
  const tls = ca === undefined ? {} : { tls: { caCertificate: { name: ca.name, namespace, key: ca.key } } };
  return { defaultInfisicalConnection: { enabled: true, address, ...tls } };
}

type Values = { readonly [name: string]: unknown };

/** What both have, with the second one's where both say something. */
function mergedValues(values: Values, own: Values): Values {
  const both = Object.entries(own).map(([name, value]): [string, unknown] => {
    const other = Object.hasOwn(values, name) ? values[name] : undefined;
    return [name, isObject(value) && isObject(other) ? mergedValues(other, value) : value];
  });
  return Object.fromEntries([...Object.entries(values), ...both]);
}

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values that other props say, by their paths. */
const SAID_ELSEWHERE: { readonly [path: string]: keyof OperatorReleaseProps } = {
  installCRDs: 'installCrds',
  hostAPI: 'host',
  scopedRBAC: 'projects',
  scopedNamespaces: 'watchedNamespaces',
  scopedNamespace: 'watchedNamespaces',
  defaultInfisicalConnection: 'defaultConnection',
  'controllerManager.replicas': 'replicas',
  'controllerManager.serviceAccount.name': 'serviceAccountName',
};

/** The values that belong into props of their own, with these. */
export function misplacedValues(values: Values): [path: string, prop: string][] {
  const isThere = (path: string) =>
    path.split('.').reduce<unknown>((holder, step) => (isObject(holder) ? holder[step] : undefined), values) !==
    undefined;
  return Object.entries(SAID_ELSEWHERE).filter(([path]) => isThere(path));
}
