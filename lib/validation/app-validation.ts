import type { IConstruct } from 'constructs';
import { subjectsIn } from './construct-tree';
import { findingsOf, Severity } from './rule';
import { RULES } from './rules';
import { viewOf } from './view/app-view';

const VALIDATED = Symbol.for('cdk8s-infisical.validated');

/** A mistake in the props of a construct, found before there is an object to look at. */
export interface PropsProblem {
  readonly rule: string;
  readonly message: string;
}

/**
 * Has the whole app that the construct belongs to checked by the rules whenever it is validated, and with it the
 * problems of the construct's own props. All findings come out in one error, each under its construct's path.
 */
export function validateWithApp(construct: IConstruct, problems: () => PropsProblem[] = () => []): void {
  construct.node.addValidation({ validate: () => problems().map(messageOf) });
  const root = construct.node.root as IConstruct & { [VALIDATED]?: true };
  if (root[VALIDATED]) return;
  Object.defineProperty(root, VALIDATED, { value: true });
  const watched = new WeakSet<IConstruct>();
  let errors = new Map<IConstruct, string[]>();
  root.node.addValidation({
    validate: () => {
      errors = errorsByConstruct(root);
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

function errorsByConstruct(root: IConstruct): Map<IConstruct, string[]> {
  const errors = new Map<IConstruct, string[]>();
  for (const { rule, severity, message, subject } of findingsOf(RULES, viewOf(subjectsIn(root)))) {
    if (severity !== Severity.ERROR || subject.construct === undefined) continue;
    errors.set(subject.construct, [...(errors.get(subject.construct) ?? []), messageOf({ rule, message })]);
  }
  return errors;
}

function messageOf({ rule, message }: PropsProblem): string {
  return `${message} (${rule})`;
}
