import type { IConstruct } from 'constructs';
import { grouped } from '../collections/grouped';
import type { PropsProblem } from '../props/props-problem';
import { writeReadAlike } from '../yaml/cdk8s-writer';
import { asksOthersOnly, declareProblems, declareRuled, isRuled, ownWordsOf } from './construct-problems';
import { isRendered, renderingOf, withOneRendering } from './one-rendering';
import { renderOnce } from './rendering-of-cdk8s';
import {
  type ConstructFinding,
  misreadFindings,
  propsFinding,
  propsFindings,
  ruleFindings,
  twinFindings,
} from './report/app-findings';
import { configurationFindings } from './report/configuration-findings';
import { type FindingRecord, isError } from './report/finding-record';
import { remember } from './report/keep-and-refuse';

export type { PropsProblem } from '../props/props-problem';

/**
 * Has the whole app that the construct belongs to checked by the rules, and with it the problems of the construct's own
 * props. A `GitOpsApp` asks for all findings itself; of another app, cdk8s gets the errors whenever it validates, each
 * under its construct's path, and the warnings are kept for the end of the process. Nothing is printed here. An app of
 * cdk8s also learns to write what every reader takes for what was meant.
 */
export function validateWithApp(construct: IConstruct, problems: () => PropsProblem[] = () => []): void {
  declareProblems(construct, problems);
  const { root } = construct.node;
  renderOnce(construct);
  addErrors(construct, () => problems().map((problem) => propsFinding(construct, problem).finding));
  if (isRuled(root)) return;
  declareRuled(root);
  writeReadAlike(root);
  const watched = new WeakSet<IConstruct>();
  let found = new Map<IConstruct, ConstructFinding[]>();
  root.node.addValidation({
    validate: () => {
      if (asksOthersOnly(root)) return [];
      found = grouped(
        withOneRendering(root, () => findOnce(root)),
        ({ construct: owner }) => owner,
      );
      for (const owner of found.keys()) {
        if (watched.has(owner)) continue;
        watched.add(owner);
        // The root is validated first, so that the construct reports this in the same pass.
        addErrors(owner, () => (found.get(owner) ?? []).map(({ finding }) => finding));
      }
      return configurationFindings().map(({ path, message }) => (path === undefined ? message : `${path}: ${message}`));
    },
  });
}

const FOUND = new WeakMap<object, ConstructFinding[]>();

/** cdk8s validates the whole app for each of its charts. */
function findOnce(root: IConstruct): ConstructFinding[] {
  const rendering = renderingOf(root) ?? {};
  const known = FOUND.get(rendering);
  if (known !== undefined) return known;
  // This comes first, and what validations of others change is written, too.
  if (!isRendered(root)) ownWordsOf(root);
  const findings = [...ruleFindings(root), ...misreadFindings(root), ...twinFindings(root)];
  remember(
    root,
    [...propsFindings(root), ...findings].map(({ finding }) => finding),
  );
  FOUND.set(rendering, findings);
  return findings;
}

/** Has a construct report errors when cdk8s validates it. */
function addErrors(construct: IConstruct, findings: () => readonly FindingRecord[]): void {
  const messageOf = ({ message, rule }: FindingRecord) => (rule === undefined ? message : `${message} (${rule})`);
  construct.node.addValidation({
    validate: () => (asksOthersOnly(construct) ? [] : findings().filter(isError).map(messageOf)),
  });
}
