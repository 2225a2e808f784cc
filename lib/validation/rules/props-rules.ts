import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/**
 * What only the props of a construct show, no manifest: the constructs check these themselves and report them with
 * all other findings.
 */
export const PROPS_RULES: readonly Omit<Rule, 'check'>[] = [
  { id: 'A15', severity: Severity.ERROR, title: 'What is asked for exists in the API generation' },
  { id: 'C14', severity: Severity.ERROR, title: 'An application has one secret: a shared one, or one of its own' },
  { id: 'C15', severity: Severity.ERROR, title: 'Containers keep to the pod security level' },
  { id: 'C16', severity: Severity.ERROR, title: 'Labels do not contradict the selector' },
  { id: 'C17', severity: Severity.ERROR, title: 'Keys are given to containers that exist' },
  { id: 'C18', severity: Severity.ERROR, title: 'The order of variables names variables that exist' },
  { id: 'L1', severity: Severity.ERROR, title: 'A key has a name that reaches a local service' },
  { id: 'L2', severity: Severity.WARNING, title: 'A key of the cluster is used on a laptop too' },
  { id: 'L3', severity: Severity.ERROR, title: 'A key has the same value on a laptop as in the cluster' },
  {
    id: 'L4',
    severity: Severity.WARNING,
    title: 'A plain variable has the same value on a laptop, unless it is meant to differ',
  },
  { id: 'L5', severity: Severity.ERROR, title: 'A local service is declared once, or alike' },
  { id: 'L6', severity: Severity.ERROR, title: 'A local service depends on services that exist' },
  { id: 'L7', severity: Severity.ERROR, title: 'A local stack has one project, and files of its own' },
  { id: 'L8', severity: Severity.WARNING, title: 'No key has a name that the CLI reads for itself' },
  { id: 'L9', severity: Severity.ERROR, title: 'The name of a local service is valid' },
  { id: 'L10', severity: Severity.ERROR, title: 'What a local service is given can stand in a file' },
  { id: 'N5', severity: Severity.ERROR, title: 'A prop has the type that its documentation says' },
  { id: 'S10', severity: Severity.ERROR, title: 'No key is declared at two sources of one sync' },
  { id: 'S11', severity: Severity.ERROR, title: 'A secret is told its place and its login, each once' },
  { id: 'S12', severity: Severity.ERROR, title: 'What is read is in the key catalogue, where there is one' },
  { id: 'X15', severity: Severity.ERROR, title: 'Shared connections and auths of one name are the same' },
];
