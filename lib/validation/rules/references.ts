import { type Fields, fields, list, text } from '../../json/json';
import type { AppModel } from '../../model/app-model';
import { infisicalOfKind } from '../../model/references';
import { closest } from '../../text/did-you-mean';
import type { AppReport as Report, AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

/** Operator resources that refer to each other. */
export const REFERENCE_RULES: readonly Rule[] = [
  {
    id: 'X1',
    severity: Severity.ERROR,
    title: 'A reference between operator resources leads to one that the app declares',
    check: (app, report) => {
      checkReferences(app, report, ['InfisicalStaticSecret', 'infisicalAuthRef', 'InfisicalAuth']);
      checkReferences(app, report, ['InfisicalAuth', 'infisicalConnectionRef', 'InfisicalConnection']);
    },
  },
  {
    id: 'X5',
    severity: Severity.ERROR,
    title: 'Generators are ClusterGenerators',
    check: (app, report) => {
      for (const resource of app.infisical) {
        const { kind } = resource.manifest;
        if (kind !== 'Password' && kind !== 'UUID') continue;
        report(resource, `the operator never reads the kind ${kind}: write a ClusterGenerator with kind: ${kind}`);
      }
      const generators = new Map<unknown, Fields>(
        infisicalOfKind(app, 'ClusterGenerator').map(({ manifest }) => [manifest.metadata.name, fields(manifest.spec)]),
      );
      for (const resource of infisicalOfKind(app, 'InfisicalPushSecret')) {
        for (const { generatorRef } of list(fields(fields(resource.manifest.spec).push).generators)) {
          const problem = generatorProblem(fields(generatorRef), generators);
          if (problem) report(resource, problem);
        }
      }
    },
  },
];

function checkReferences(app: AppModel, report: Report, [kind, field, target]: [string, string, string]): void {
  const declared = infisicalOfKind(app, target).map(
    ({ manifest: { metadata } }) => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`,
  );
  // The target may belong to another app, if this one declares none at all.
  if (declared.length === 0) return;
  for (const resource of infisicalOfKind(app, kind)) {
    const reference = fields(fields(resource.manifest.spec)[field]);
    const name = text(reference.name);
    const namespace = text(reference.namespace);
    // References that are not complete are reported by another rule.
    if (!name || !namespace || declared.includes(`${namespace}/${name}`)) continue;
    const sameName = declared.find((other) => other.endsWith(`/${name}`));
    if (resource.hasForeignLogin && sameName === undefined) continue;
    const meant = sameName ?? closest(`${namespace}/${name}`, declared);
    const remedy =
      meant === undefined
        ? `it declares ${declared.map((other) => `"${other}"`).join(', ')}`
        : `did you mean "${meant}"?`;
    report(
      resource,
      `${field} leads to the ${target} "${namespace}/${name}", which the app does not declare: ${remedy}`,
    );
  }
}

function generatorProblem(reference: Fields, generators: ReadonlyMap<unknown, Fields>): string | undefined {
  const name = text(reference.name);
  if (!name) return 'a generator has no generatorRef with a name: name a ClusterGenerator';
  // It may belong to another app, if this one declares none at all.
  if (generators.size === 0) return undefined;
  const generator = generators.get(name);
  if (generator === undefined) {
    const names = [...generators.keys()].map((other) => `"${String(other)}"`).join(', ');
    return `generatorRef leads to the ClusterGenerator "${name}", which the app does not declare: it declares ${names}`;
  }
  if (reference.kind === 'Password' && fields(generator.generator).passwordSpec === undefined) {
    return `generatorRef wants a Password from the ClusterGenerator "${name}", which has no generator.passwordSpec: add one`;
  }
  return undefined;
}
