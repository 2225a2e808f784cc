import { Field } from '../../lib/model/field';
import { applyEdits } from '../findings/edits';
import { asShortAmount } from './quantity';

type Tree = Record<string, unknown>;

/**
 * `1Gi` and `1024Mi` are one amount: Kubernetes compares the amounts, not the texts. What keeps the text of its template
 * replaces its pods for another notation of the same amount, too: `1Gi` and `1073741824`.
 */
export function normalizeAmounts(pod: Tree, keepsText: boolean): void {
  const spec = Field.of(pod);
  const volumes = spec.at('volumes').items();
  const amounts = [
    ...[...spec.at('containers').items(), ...spec.at('initContainers').items()].flatMap(amountsOfContainer),
    ...amountsIn(spec.at('overhead')),
    ...amountsOf(spec.at('resources')),
    ...volumes.map((volume) => volume.at('emptyDir', 'sizeLimit')),
    ...volumes.flatMap((volume) => amountsOf(volume.at('ephemeral', 'volumeClaimTemplate', 'spec', 'resources'))),
  ];
  applyEdits(
    pod,
    amounts.filter(({ isGiven }) => isGiven).map(({ path, raw }) => ({ path, value: asShortAmount(raw, keepsText) })),
  );
}

/** Of the claims that a StatefulSet makes. */
export function normalizeClaims(tree: Tree): void {
  const claims = Field.of(tree).at('spec', 'volumeClaimTemplates').items();
  const amounts = claims.flatMap((claim) => amountsOf(claim.at('spec', 'resources')));
  applyEdits(
    tree,
    amounts.map(({ path, raw }) => ({ path, value: asShortAmount(raw, false) })),
  );
}

function amountsOfContainer(container: Field): Field[] {
  const divisors = container
    .at('env')
    .items()
    .map((variable) => variable.at('valueFrom', 'resourceFieldRef', 'divisor'));
  return [...amountsOf(container.at('resources')), ...divisors];
}

function amountsOf(resources: Field): Field[] {
  return ['limits', 'requests'].flatMap((side) => amountsIn(resources.at(side)));
}

function amountsIn(amounts: Field): Field[] {
  return amounts.entries().map(([, amount]) => amount);
}
