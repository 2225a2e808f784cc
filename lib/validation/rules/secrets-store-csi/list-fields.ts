import type { ListedFile } from '../../../model/delivery/secrets-store-csi/listed-files';
import { closest } from '../../../text/did-you-mean';

export const FIELDS = ['secretPath', 'secretKey', 'fileName'];
export const OTHER_FIELDS = ['objectName', 'objectAlias'];

/** What people write in the place of a field. */
const MEANT: Readonly<Record<string, string>> = {
  path: 'secretPath',
  secretsPath: 'secretPath',
  key: 'secretKey',
  name: 'secretKey',
  secretName: 'secretKey',
  objectName: 'secretKey',
  file: 'fileName',
  filename: 'fileName',
  objectAlias: 'fileName',
};

export function missingOf({ isOther, key, fileName }: ListedFile): readonly string[] {
  const needed = isOther ? { objectName: key } : { secretKey: key, fileName };
  return Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
}

/** What stands in the place of a field that is missing, and that field. */
export function slipsIn(file: ListedFile): ReadonlyMap<string, string> {
  const missing = missingOf(file);
  const meant = (name: string) => (file.isOther ? closest(name, OTHER_FIELDS) : meantField(name));
  return new Map(
    file.item.entries().flatMap(([name]) => {
      const own = meant(name);
      return own !== undefined && name !== own && missing.includes(own) ? [[name, own]] : [];
    }),
  );
}

export function meantField(name: string): string | undefined {
  return Object.hasOwn(MEANT, name) ? MEANT[name] : closest(name, FIELDS);
}
