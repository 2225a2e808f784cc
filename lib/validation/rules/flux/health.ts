import { isOfOperator } from '../../../model/app-model';
import { isOperatorKind, OPERATOR_GROUP } from '../../../model/kinds';
import { Severity } from '../../rule';
import { ruleOnApplied } from './applied';

export const G6 = ruleOnApplied({
  severity: Severity.WARNING,
  title: 'A Kustomization of Flux that waits can tell the health of operator resources',
  why: 'Of a kind that it has no expression for, Flux takes each object for ready at once, so that it is ready while the operator cannot log in, and what depends on it starts.',
  source:
    'kustomize-controller v1.9.6: docs/spec/v1/kustomizations.md (health check expressions), since 1.5.0; fluxcd/cli-utils: pkg/kstatus/status, which knows none of the conditions of the operator',
  bad: { objects: [{ kind: 'InfisicalSecret' }, { kind: 'Kustomization', spec: { wait: true } }] },
  good: {
    objects: [
      { kind: 'InfisicalSecret' },
      {
        kind: 'Kustomization',
        spec: {
          wait: true,
          healthCheckExprs: [
            {
              apiVersion: 'secrets.infisical.com/v1alpha1',
              kind: 'InfisicalSecret',
              current:
                "has(status.conditions) && status.conditions.exists(c, c.type == 'secrets.infisical.com/ReadyToSyncSecrets' && c.status == 'True')",
            },
          ],
        },
      },
    ],
  },
  checkApplied: ({ spec }, applied) => {
    const expressions = spec.at('healthCheckExprs');
    if (spec.flag('wait').value !== true || expressions.isUnresolved) return [];
    const known = expressions.items().filter((one) => one.text('apiVersion').value?.startsWith(`${OPERATOR_GROUP}/`));
    // Without a kind, an expression is for the whole group.
    const hasExpression = (kind: string) =>
      known.some((one) => one.at('kind').isEmpty || one.text('kind').value === kind);
    const kinds = new Set(
      applied.filter(({ manifest }) => isOfOperator(manifest)).map(({ manifest }) => manifest.kind as string),
    );
    return [...kinds]
      .filter((kind) => isOperatorKind(kind) && kind !== 'ClusterGenerator' && !hasExpression(kind))
      .map((kind) => [
        expressions,
        `Flux takes every ${kind} for ready at once: add what FluxHealthChecks.expressions() has for it to healthCheckExprs (docs/flux.md)`,
      ]);
  },
});
