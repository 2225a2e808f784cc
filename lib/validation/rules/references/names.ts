import { grouped } from '../../../collections/grouped';
import { type Field, pathText } from '../../../model/field';
import { labelProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { type ManagedObject, shownObject } from '../../../model/operator-resource';
import { type Reference, referencesOf } from '../../../model/references';
import { counted } from '../../../text/counted';
import { quotedText } from '../../../text/key-name';
import { isPlaceholder } from '../../../text/placeholder';
import { isTemplated } from '../../../text/substitution';
import { unsetPartOf } from '../../../text/unset-text';
import { ruleOn, Severity, withSpec } from '../../rule';
import { writing } from '../managed-objects/writing';

const NAMES =
  'Kubernetes 1.29 to 1.37: staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go (IsDNS1123Subdomain, IsDNS1123Label), pkg/apis/core/validation/validation.go (ValidateSecretName, ValidateServiceAccountName, ValidateNamespaceName)';

const login = (secretName: string) =>
  withSpec('InfisicalSecret', { authentication: { universalAuth: { credentialsRef: { secretName } } } });

export const A16 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'A reference has the name of something that can exist',
  why: 'The schema takes every text, and no object and no namespace of that name can ever be made: the operator never finds it.',
  source: NAMES,
  bad: login('Machine_Identity'),
  good: login('machine-identity'),
  check: (app, report) => {
    const found = app.operator.flatMap((owner) =>
      referencesOf(owner).flatMap((reference) =>
        problemsOf(reference, owner.resource.manifest.metadata.namespace).map((problem) => ({ ...problem, owner })),
      ),
    );
    // A construct has what it logs in with at many places, all of them made of one prop.
    for (const [, ofOne] of grouped(found, ({ owner: { resource } }) => resource.construct ?? resource)) {
      for (const [message, [{ owner, field }, ...others]] of grouped(ofOne, (one) => one.message)) {
        const more = others.length > 0 ? `, and ${counted(others.length, 'other place')},` : '';
        report(owner.resource, field, `${pathText(field.path)}${more} ${message}`);
      }
    }
  },
});

interface NameProblem {
  readonly field: Field<string>;
  readonly message: string;
}

function problemsOf({ kind, name, namespace }: Reference, own: string | undefined): NameProblem[] {
  return [
    ...problemAt(name, subdomainProblem, `and no ${kind} can have that name`),
    // N2 tells of the namespace of the resource.
    ...(namespace === undefined || namespace.value === own
      ? []
      : problemAt(namespace, labelProblem, 'and no namespace can have that name')),
  ];
}

function problemAt(field: Field<string>, problemOf: (name: string) => string | undefined, why: string): NameProblem[] {
  const { value } = field;
  const problem = value && isWritten(value) ? problemOf(value) : undefined;
  return problem === undefined ? [] : [{ field, message: `is ${quotedText(value ?? '')}, ${why}: it ${problem}` }];
}

/** Whether the text is read as it stands, and no other rule says what is wrong with it. */
function isWritten(text: string): boolean {
  return !isTemplated(text) && !isPlaceholder(text) && unsetPartOf(text) === undefined;
}

export const M19 = ruleOn('managedObject', {
  severity: Severity.ERROR,
  title: 'A managed object has a namespace that can exist',
  why: 'The operator never makes a namespace, and none can have that name: every sync fails.',
  source: NAMES,
  bad: writing({ secretNamespace: 'team-a, team-b', creationPolicy: 'Orphan' }),
  good: writing({ secretNamespace: 'team-a', creationPolicy: 'Orphan' }),
  check: (object, report) => {
    const { owner, namespace } = object;
    const { value } = namespace;
    // N2 tells of the namespace of the resource.
    if (!value || !isWritten(value) || value === owner.resource.manifest.metadata.namespace) return;
    const problem = labelProblem(value);
    if (problem === undefined) return;
    const many = value.split(/[,;\s]+/).filter(Boolean);
    const isList = many.length > 1 && many.every((one) => labelProblem(one) === undefined);
    report(
      namespace,
      isList
        ? `the ${shownObject(object)} has ${many.length} namespaces in one text, ${quotedText(value)}: write ${remedyFor(object)}`
        : `the namespace ${quotedText(value)} of the ${shownObject(object)} ${problem}`,
    );
  },
});

/** How one resource writes into several namespaces. */
function remedyFor({ owner: { kind, resource }, field }: ManagedObject): string {
  if (kind === 'InfisicalDynamicSecret') return 'a resource for each';
  if (resource.construct !== undefined) return 'one, and additionalTargets for the others';
  const list = field.path.find((key) => typeof key === 'string' && key !== 'spec');
  return `an entry of ${list === 'managedSecretReference' ? 'managedKubeSecretReferences' : list} for each`;
}
