import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { FindingRecord } from '../evaluation/report/finding-record';
import type { ImagesProblem } from '../images/images';
import { isBaseUrl } from '../model/host';
import { labelProblem } from '../model/kubernetes-names';
import type { PropsProblem } from '../props/props-problem';
import { quotedText } from '../text/key-name';
import { placeText } from '../text/place-in-text';
import { asLine } from '../text/shown';
import { unsetPartOf } from '../text/unset-text';
import { Severity } from '../validation/severity';
import type { EnvironmentOptions, InfisicalProjectProps } from './project-props';

/**
 * All that is wrong with the props of a project.
 *
 * @param problems of their types
 */
export function projectMistakes(props: InfisicalProjectProps, problems: readonly PropsProblem[]): FindingRecord[] {
  return mistakeRecords(problems, contradictions(props));
}

function contradictions({ projectSlug, projectId, host, catalogue }: InfisicalProjectProps): string[] {
  const empty = Object.entries({ projectSlug, projectId }).flatMap(([prop, value]) =>
    value === undefined ? [] : textMistakes(prop, value),
  );
  if (catalogue === undefined) return empty;
  const { hostUrl, projectSlug: slug, projectId: id } = catalogue;
  const isIdAsSlug = projectSlug !== undefined && projectSlug.toLowerCase() === id?.toLowerCase();
  return [
    ...empty,
    ...(host === undefined || !isBaseUrl(host.url) || isSameUrl(host.url, hostUrl)
      ? []
      : [
          `the catalogue was imported from ${quotedText(hostUrl)}, and host is ${quotedText(host.url)}: give the host of ` +
            'the catalogue, or import it from the other one; an environment whose cluster reaches Infisical by another ' +
            'URL has a host of its own',
        ]),
    // An id in the place of the slug is told wherever it is used.
    ...(isIdAsSlug ? [] : contradiction('projectSlug', projectSlug, slug)),
    ...contradiction('projectId', projectId?.toLowerCase(), id?.toLowerCase()),
  ];
}

/**
 * All that is wrong with the name and the options of an environment.
 *
 * @param problems of their types
 */
export function environmentMistakes(
  name: string,
  options: EnvironmentOptions,
  problems: readonly PropsProblem[],
): FindingRecord[] {
  const { slug, cluster, revision } = options;
  const mistakes = [
    ...(slug === undefined ? [] : textMistakes('slug', slug)),
    ...(cluster === undefined ? [] : clusterMistakes(cluster)),
    ...(revision === undefined ? [] : textMistakes('revision', revision)),
  ];
  return [...mistakeRecords([...problems, ...unsetName(name, options)], mistakes), ...namespaceMistakes(options)].map(
    (finding) => ({ ...finding, environment: name }),
  );
}

function mistakeRecords(problems: readonly PropsProblem[], mistakes: readonly string[]): FindingRecord[] {
  return [...problems, ...mistakes.map((message) => ({ message }))].map(({ message, ...rule }) => ({
    severity: Severity.ERROR,
    ...rule,
    message: asLine(message),
  }));
}

function contradiction(prop: string, own: string | undefined, imported: string | undefined): string[] {
  if (own === undefined || imported === undefined || own === imported) return [];
  return [
    `the catalogue is that of the project ${quotedText(imported)}, and ${prop} is ${quotedText(own)}: leave ${prop} away, or give the catalogue of that project`,
  ];
}

function textMistakes(prop: string, value: string): string[] {
  if (value.trim() === '') return [`${prop} is empty: leave it away, or write it`];
  return /[\s/\p{Cc}]/u.test(value) && prop !== 'revision'
    ? [`${prop} ${quotedText(value)} has a blank or a slash: write it as Infisical shows it`]
    : [];
}

/** Whether nothing was declared in an app. */
export function isWithoutConstructs({ node }: IConstruct): boolean {
  return node.children.length === 0;
}

/** A chart that makes its objects itself counts. */
function hasObjects(construct: IConstruct): boolean {
  return construct instanceof ApiObject || (construct instanceof Chart && construct.toJson !== Chart.prototype.toJson);
}

/** An environment in which nobody declared an object: its manifests go, and what Argo CD prunes with them. */
export function emptinessOf(
  environment: IConstruct & { readonly name: string; readonly deployed: boolean },
): FindingRecord[] {
  if (!environment.deployed || environment.node.findAll().some(hasObjects)) return [];
  const missing = isWithoutConstructs(environment)
    ? 'it has no chart, so that its folder is empty: add one to it'
    : 'it has no object, so that its folder is empty: declare one in its charts';
  const message = `${missing}, or write \`deployed: false\``;
  return [{ severity: Severity.WARNING, environment: environment.name, message }];
}

/** What is wrong with the images of an environment. */
export function imagesMistake(environment: string, { file, place, message }: ImagesProblem): FindingRecord {
  return { severity: Severity.ERROR, environment, path: asLine(placeText(file, place)), message: asLine(message) };
}

/** A name that was put together from what is not set; where it is the slug too, its sources tell. */
function unsetName(name: string, { slug }: EnvironmentOptions): PropsProblem[] {
  const part = slug === undefined ? undefined : unsetPartOf(name);
  if (part === undefined) return [];
  const message = `the name ${quotedText(name)}: "${part}" is what a program writes for a value that is not set: set it`;
  return [{ rule: 'N6', message }];
}

function namespaceMistakes({ namespace }: EnvironmentOptions): FindingRecord[] {
  const problem = namespace === undefined ? undefined : labelProblem(namespace);
  if (problem === undefined) return [];
  return mistakeRecords([], [`the namespace ${quotedText(namespace ?? '')} ${problem}`]).map((one) => ({
    ...one,
    namespace,
  }));
}

const CLUSTER = 'write the URL of its API server (https://…), or the name that Argo CD has for it';

function clusterMistakes(cluster: string): string[] {
  const mistake = (why: string) => [`the cluster ${quotedText(cluster)} ${why}: ${CLUSTER}`];
  if (cluster.trim() === '') return mistake('is empty');
  if (/[\s\p{Cc}]/u.test(cluster)) return mistake('has a blank');
  if (!cluster.includes('://')) {
    return /^[\w.-]+:\d+$/.test(cluster) || cluster.startsWith('//') ? mistake('is no URL') : [];
  }
  if (!/^https:\/\//i.test(cluster) || !URL.canParse(cluster)) return mistake('is no https URL');
  const { username, password, search, hash } = new URL(cluster);
  return `${username}${password}${search}${hash}` === '' ? [] : mistake('has more in it than a host and a path');
}

function isSameUrl(one: string, other: string): boolean {
  const normal = (url: string) => (URL.canParse(url) ? new URL(url).href : url).replace(/\/+$/, '');
  return normal(one) === normal(other);
}

/** What has this is taken for a scope by every construct, if nobody has TypeScript check the program. */
export function refuseToBeScope(): never {
  throw new Error(
    "a project has no charts, its environments have: write new Chart(project.addEnvironment('prod'), 'shop')",
  );
}
