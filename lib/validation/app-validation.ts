import type { IConstruct } from 'constructs';
import { writeReadAlike } from '../yaml/cdk8s-writer';
import { subjectsIn } from './construct-tree';
import { type Finding, findingsOf, Severity } from './rule';
import { RULES } from './rules';
import { settingsOf } from './settings';
import { asLine } from './shown';
import { silenceReason } from './silence';
import { viewOf } from './view/app-view';
import { warn } from './warnings';

const VALIDATED = Symbol.for('cdk8s-infisical.validated');

/** A mistake in the props of a construct, found before there is an object to look at. */
export interface PropsProblem {
  readonly rule: string;
  readonly message: string;
}

/**
 * Has the whole app that the construct belongs to checked by the rules whenever it is validated, and with it the
 * problems of the construct's own props. All errors come out in one, each under its construct's path; warnings are
 * printed. An app of cdk8s also learns to write what every reader takes for what was meant.
 */
export function validateWithApp(construct: IConstruct, problems: () => PropsProblem[] = () => []): void {
  construct.node.addValidation({
    validate: () => problems().flatMap((problem) => (isSilenced(construct, problem) ? [] : [messageOf(problem)])),
  });
  const root = construct.node.root as IConstruct & { [VALIDATED]?: true };
  if (root[VALIDATED]) return;
  Object.defineProperty(root, VALIDATED, { value: true });
  writeReadAlike(root);
  const watched = new WeakSet<IConstruct>();
  let errors = new Map<IConstruct, string[]>();
  root.node.addValidation({
    validate: () => {
      errors = errorsByConstruct(findingsOf(RULES, viewOf(subjectsIn(root), settingsOf(root))));
      for (const owner of errors.keys()) {
        if (watched.has(owner)) continue;
        watched.add(owner);
        // The root is validated first, so that the construct reports this in the same pass.
        owner.node.addValidation({ validate: () => errors.get(owner) ?? [] });
      }
      return [];
    },
  });
}

/** The errors that count; all else is printed. */
function errorsByConstruct(findings: readonly Finding[]): Map<IConstruct, string[]> {
  const errors = new Map<IConstruct, string[]>();
  for (const { severity, subject, ...problem } of findings) {
    const { construct } = subject;
    if (construct === undefined || isSilenced(construct, problem)) continue;
    if (severity === Severity.WARNING) warn(construct, `warning: [${construct.node.path}] ${messageOf(problem)}`);
    else errors.set(construct, [...(errors.get(construct) ?? []), messageOf(problem)]);
  }
  return errors;
}

function isSilenced(construct: IConstruct, problem: PropsProblem): boolean {
  const reason = silenceReason(construct, problem.rule);
  if (reason === undefined) return false;
  warn(construct, `silenced: [${construct.node.path}] ${messageOf(problem)}, because: ${reason}`);
  return true;
}

function messageOf({ rule, message }: PropsProblem): string {
  return asLine(`${message} (${rule})`);
}
