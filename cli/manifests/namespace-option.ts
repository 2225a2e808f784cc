import { type Command, InvalidArgumentError } from 'commander';
import { labelProblem } from '../../lib/model/kubernetes-names';

/** The namespace that whoever applies the manifests gives to what names none: Argo CD, Flux, Helm, `kubectl -n`. */
export interface NamespaceOptions {
  readonly namespace?: string;
}

const USUAL = 'the namespace of objects that name none, as kubectl --namespace gives them';

export function withNamespaceOption(command: Command, description = USUAL): Command {
  return command.option('--namespace <namespace>', description, parseNamespace);
}

function parseNamespace(text: string): string {
  const problem = labelProblem(text);
  if (problem !== undefined) throw new InvalidArgumentError(`A namespace ${problem}.`);
  return text;
}
