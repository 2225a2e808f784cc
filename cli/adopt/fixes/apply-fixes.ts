import { withoutCredentialsIn } from '../../../lib/text/credential-text';
import type { ReadManifest } from '../../manifests/read-manifests';
import { objectName } from '../findings';
import { FIXES } from './fixes';

/** A mistake that was put right. */
export interface AppliedFix {
  readonly file: string;
  readonly line: number;
  readonly object: string;
  readonly rule: string;
  readonly message: string;
}

/** The manifests with every mistake put right that can be without changing what the cluster does today. */
export function withFixes(manifests: readonly ReadManifest[]): {
  readonly manifests: readonly ReadManifest[];
  readonly fixes: readonly AppliedFix[];
} {
  const fixes: AppliedFix[] = [];
  const fixed = manifests.map((read) => {
    if (typeof read.manifest.metadata !== 'object' || read.manifest.metadata === null) return read;
    const manifest = structuredClone(read.manifest);
    const own = FIXES.flatMap(({ rule, fix }) =>
      fix(manifest).map(({ path, message }) => ({
        file: read.file,
        line: read.lineAt(path),
        object: objectName(manifest),
        rule,
        message: `${withoutCredentialsIn(message)} (${rule})`,
      })),
    );
    fixes.push(...own);
    return own.length > 0 ? { ...read, manifest } : read;
  });
  return { manifests: fixed, fixes };
}
