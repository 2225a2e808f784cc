import { fileListOf, type ListedFile } from '../../../model/delivery/secrets-store-csi/listed-files';
import type { Mounting } from '../../../model/delivery/secrets-store-csi/mountings';
import { isFilledInLater } from '../../../model/resource';
import type { Report } from '../../rule';
import { checkEach } from './classes';

/** The files that a class lists, as far as its list is read. */
function filesOf({ parameters }: Mounting): readonly ListedFile[] {
  return (fileListOf(parameters)?.files ?? []).filter(isWritten);
}

function isWritten({ item, resource }: ListedFile): boolean {
  return item.entries().every(([, { raw }]) => !isFilledInLater(resource, raw));
}

export function checkFiles(
  provider: 'official' | 'other' | 'any',
  check: (files: readonly ListedFile[], report: Report) => void,
) {
  return checkEach(provider, (one, report) => check(filesOf(one), report));
}
