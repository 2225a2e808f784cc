import { closest } from '../../../text/did-you-mean';
import { quotedText } from '../../../text/key-name';
import type { AppModel } from '../../app-model';
import type { Field, Path } from '../../field';
import { type Resource, specOf } from '../../resource';
import { infisicalClasses } from './provider-class';

/** What each part of a class has: secrets-store-csi-driver v1.6.0, apis/v1/secretproviderclass_types.go. */
const FIELDS = {
  spec: ['provider', 'parameters', 'secretObjects'],
  secretObject: ['secretName', 'type', 'labels', 'annotations', 'data'],
  data: ['objectName', 'key'],
} as const;

interface MisspeltClassField {
  readonly resource: Resource;
  readonly at: Field;
  readonly meant: Path;
  readonly problem: string;
}

/** The fields of classes of Infisical that the driver does not know, where nobody can have meant but one that it does. */
export function misspeltClassFields(app: AppModel): MisspeltClassField[] {
  return infisicalClasses(app).flatMap(({ resource, secretObjects }) => [
    ...misspeltIn('spec', specOf(resource), resource),
    ...secretObjects.flatMap((one) => [
      ...misspeltIn('secretObject', one, resource),
      ...one
        .at('data')
        .items()
        .flatMap((item) => misspeltIn('data', item, resource)),
    ]),
  ]);
}

function misspeltIn(part: keyof typeof FIELDS, field: Field, resource: Resource): MisspeltClassField[] {
  const known: readonly string[] = FIELDS[part];
  return field.entries().flatMap(([name, at]) => {
    const meant = known.includes(name) ? undefined : closest(name, known);
    if (meant === undefined) return [];
    const problem = `the driver knows no field ${quotedText(name)}: did you mean "${meant}"?`;
    return [{ resource, at, meant: [...field.path, meant], problem }];
  });
}
