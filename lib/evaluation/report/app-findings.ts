import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { modelOf, type Settings } from '../../model/app-model';
import { ignoredBecause } from '../../model/ignored-rules';
import type { Manifest } from '../../model/manifest';
import type { Resource } from '../../model/resource';
import type { PropsProblem } from '../../props/props-problem';
import { asLine } from '../../text/shown';
import { findingsOf } from '../../validation/findings-of';
import { placeOfFinding } from '../../validation/place-of-finding';
import type { Finding } from '../../validation/rule';
import { RULES } from '../../validation/rules';
import { Severity } from '../../validation/severity';
import { misreadProblems } from '../../yaml/other-cdk8s';
import { isRuled, ownWordsOf, problemsOf } from '../construct-problems';
import { environmentNameOf } from '../environment-name';
import { constructsOf, renderedObjects } from '../one-rendering';
import { resourcesOfApp } from '../resources-of-app';
import { settingsOf } from '../settings';
import { suppressionReason } from '../suppress';
import { configurationFindings } from './configuration-findings';
import type { FindingRecord } from './finding-record';
import { twinsIn } from './twins';

/** A finding, and the construct that it is about. */
export interface ConstructFinding {
  readonly construct: IConstruct;
  readonly finding: FindingRecord;
}

/**
 * All that there is to say of an app: what the rules find, the mistakes in props, and what constructs of others say of
 * themselves (`node.addValidation`); what is suppressed too. It prints nothing, and can be asked as often as need be.
 *
 * @param resources what the rules look at, where that is wanted for something else too
 */
export function findingsOfApp(root: IConstruct, resources?: () => readonly Resource[]): FindingRecord[] {
  const foreign = ownWordsOf(root).flatMap(([construct, messages]) =>
    messages.map((message) => findingAbout(construct, { severity: Severity.ERROR, message })),
  );
  // They have all objects rendered: whoever looks at one of these afterwards need not do that once more.
  const ofRules = ruleFindings(root, resources);
  const ofConstructs = [...foreign, ...propsFindings(root), ...ofRules].map(({ finding }) => finding);
  return isRuled(root) ? [...configurationFindings(), ...ofConstructs] : ofConstructs;
}

/** The mistakes in the props of all constructs of an app. */
export function propsFindings(root: IConstruct): ConstructFinding[] {
  const findings: ConstructFinding[] = [];
  for (const construct of constructsOf(root)) {
    for (const problem of problemsOf(construct)) findings.push(propsFinding(construct, problem));
  }
  return findings;
}

/** What the rules find in an app, as far as it is about a construct of it. */
export function ruleFindings(
  root: IConstruct,
  resources: () => readonly Resource[] = () => resourcesOfApp(root),
): ConstructFinding[] {
  if (!isRuled(root)) return [];
  const settings = settingsOf(root);
  const findings = findingsOf(RULES, modelOf(resources(), settings));
  const isUnread = configurationFindings().length > 0;
  return (isUnread ? findings.filter((finding) => isCertain(finding, settings)) : findings).flatMap(resourceFinding);
}

/** What some readers would take for something else in an app of another copy of cdk8s. */
export function misreadFindings(root: IConstruct): ConstructFinding[] {
  if (root instanceof App || !('synthYaml' in root)) return [];
  return renderedObjects(root).flatMap(({ object, json }) =>
    misreadProblems(json).map((message) => findingAbout(object, { severity: Severity.ERROR, message })),
  );
}

/** Objects of a chart that others of it overwrite. */
export function twinFindings(root: IConstruct): ConstructFinding[] {
  return twinsIn(root).map(({ construct, message }) => findingAbout(construct, { severity: Severity.ERROR, message }));
}

/** Where the committed configuration cannot be read, it may say what a rule assumes, or suppress a warning. */
function isCertain({ rule, severity }: Finding, settings: Settings): boolean {
  const { assumes, operators } = RULES.find(({ id }) => id === rule) ?? {};
  const assumed = assumes ?? (operators && 'operatorVersion');
  return severity === Severity.ERROR && (assumed === undefined || settings[assumed] !== undefined);
}

/** A broken rule, where it is about a construct. */
export function resourceFinding({ resource, rule, severity, message, at }: Finding): ConstructFinding[] {
  const { construct, manifest } = resource;
  if (construct === undefined || !isConstruct(construct)) return [];
  const said = { rule, severity, message, ...identityOf(manifest), ...placeOfFinding({ rule, at, message }) };
  return [findingAbout(construct, said, manifest)];
}

function isConstruct(value: object): value is IConstruct {
  return 'node' in value;
}

export function propsFinding(
  construct: IConstruct,
  problem: PropsProblem,
  severity = Severity.ERROR,
): ConstructFinding {
  return findingAbout(construct, { severity, ...problem });
}

function identityOf({ kind, metadata }: Manifest): Pick<FindingRecord, 'kind' | 'namespace' | 'name'> {
  const { namespace, name } = metadata;
  return {
    kind,
    ...(namespace !== undefined && { namespace }),
    ...(typeof name === 'string' && { name: asLine(name) }),
  };
}

/** What is said of a construct; what it says of itself has no rule. */
type Said = Omit<FindingRecord, 'rule'> & Partial<PropsProblem>;

function findingAbout(construct: IConstruct, { rule, message, ...rest }: Said, manifest?: Manifest): ConstructFinding {
  const { path } = construct.node;
  const environment = environmentNameOf(construct);
  const suppressedBecause =
    rule === undefined
      ? undefined
      : (suppressionReason(construct, rule, { ...rest, name: manifest?.metadata.name }) ??
        (manifest && ignoredBecause(manifest, rule)));
  const finding = {
    ...rest,
    ...(rule !== undefined && { rule }),
    ...(environment !== undefined && { environment }),
    ...(path !== '' && { path: asLine(path) }),
    message: asLine(message),
    ...(suppressedBecause !== undefined && { suppressedBecause: asLine(suppressedBecause) }),
  };
  return { construct, finding };
}
