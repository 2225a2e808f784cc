import type { IConstruct } from 'constructs';
import { isRuled, ownWordsOf, type PropsProblem, problemsOf } from '../construct-problems';
import { subjectsIn } from '../construct-tree';
import type { Manifest } from '../manifest';
import { findingsOf, Severity } from '../rule';
import { RULES } from '../rules';
import { settingsOf } from '../settings';
import { asLine } from '../shown';
import { silenceReason } from '../silence';
import { viewOf } from '../view/app-view';
import type { FindingRecord } from './finding-record';

const ENVIRONMENT = Symbol.for('cdk8s-infisical.environment-name');
type Named = IConstruct & { [ENVIRONMENT]?: string };

/** Remembers by which name messages know an app. */
export function declareEnvironment(root: IConstruct, name: string): void {
  Object.defineProperty(root, ENVIRONMENT, { value: name, configurable: true });
}

/** The name by which messages know the app that a construct belongs to; undefined if it has none. */
export function environmentNameOf({ node }: IConstruct): string | undefined {
  return (node.root as Named)[ENVIRONMENT];
}

/** A finding, and the construct that it is about. */
export interface ConstructFinding {
  readonly construct: IConstruct;
  readonly finding: FindingRecord;
}

/**
 * All that there is to say of an app: what the rules find, the mistakes in props, and what constructs of others say of
 * themselves (`node.addValidation`); what is silenced too. It prints nothing, and can be asked as often as need be.
 */
export function findingsOfApp(root: IConstruct): FindingRecord[] {
  const foreign = ownWordsOf(root).flatMap(([construct, messages]) =>
    messages.map((message) => about(construct, { severity: Severity.ERROR, message })),
  );
  return [...foreign, ...propsFindings(root), ...ruleFindings(root)].map(({ finding }) => finding);
}

/** The mistakes in the props of all constructs of an app. */
export function propsFindings(root: IConstruct): ConstructFinding[] {
  return root.node
    .findAll()
    .flatMap((construct) => problemsOf(construct).map((problem) => propsFinding(construct, problem)));
}

/** What the rules find in an app, as far as it is about a construct of it. */
export function ruleFindings(root: IConstruct): ConstructFinding[] {
  if (!isRuled(root)) return [];
  return findingsOf(RULES, viewOf(subjectsIn(root), settingsOf(root))).flatMap(({ subject, ...finding }) => {
    const { construct, manifest } = subject;
    return construct === undefined ? [] : [about(construct, { ...finding, ...identityOf(manifest) })];
  });
}

export function propsFinding(construct: IConstruct, problem: PropsProblem): ConstructFinding {
  return about(construct, { severity: Severity.ERROR, ...problem });
}

function identityOf({ kind, metadata: { namespace } }: Manifest): { kind: string; namespace?: string } {
  return { kind, ...(namespace !== undefined && { namespace }) };
}

function about(construct: IConstruct, { rule, message, ...rest }: FindingRecord): ConstructFinding {
  const { path } = construct.node;
  const environment = environmentNameOf(construct);
  const silencedBecause = rule === undefined ? undefined : silenceReason(construct, rule);
  const finding = {
    ...rest,
    ...(rule !== undefined && { rule }),
    ...(environment !== undefined && { environment }),
    ...(path !== '' && { path: asLine(path) }),
    message: asLine(message),
    ...(silencedBecause !== undefined && { silencedBecause: asLine(silencedBecause) }),
  };
  return { construct, finding };
}
