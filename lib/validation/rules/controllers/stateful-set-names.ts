import { objectNameProblem } from '../../../model/object-names';
import { quotedText } from '../../../text/key-name';
import { unsetPartOf } from '../../../text/unset-text';
import { ruleOn, Severity } from '../../rule';

/** A label has 63 characters at most, and the hash that follows the name and a "-" has up to 10. */
const LONGEST = 63 - 1 - 10;

const named = (name: string) => ({
  objects: [
    {
      kind: 'StatefulSet' as const,
      metadata: { name },
    },
  ],
});

export const W16 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'The name of a StatefulSet has 52 characters at most',
  why: 'The API server takes up to 63. But the controller gives each pod the label controller-revision-hash, which is that name, "-" and a hash of up to 10 digits, and the API server refuses pods whose label has more than 63 characters: none starts, or, with a short hash, none after the next change.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/controller/history/controller_history.go (ControllerRevisionName, HashControllerRevision), pkg/controller/statefulset/stateful_set_utils.go (setPodRevision); https://github.com/kubernetes/kubernetes/issues/64023',
  bad: named('orders-database-with-a-name-that-says-all-of-its-purpose'),
  good: named('orders-database'),
  check: ({ manifest }, report) => {
    const { apiVersion, kind, metadata } = manifest;
    const { name } = metadata;
    if (kind !== 'StatefulSet' || !apiVersion.startsWith('apps/') || typeof name !== 'string') return;
    // N1 tells of what the API server refuses, and N6 of what is not set.
    const isTold = objectNameProblem(manifest, name) !== undefined || unsetPartOf(name) !== undefined;
    if (name.length <= LONGEST || isTold) return;
    const what = `the name of the StatefulSet ${quotedText(name)} has ${name.length} characters`;
    report(
      ['metadata', 'name'],
      `${what}, and its pods get a label of it and a hash that must not have more than 63: write at most ${LONGEST}`,
    );
  },
});
