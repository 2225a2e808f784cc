import { basename, resolve } from 'node:path';

/** What Helm takes for the name of a release. */
const RELEASE = /^[a-z0-9](?:[-a-z0-9]{0,51}[a-z0-9])?$/;

/** The release as which a chart is rendered, of which nobody has said what it is called. */
export function releaseName(name: string | undefined, folder: string): string {
  const own = [name ?? '', basename(resolve(folder))].find((one) => RELEASE.test(one));
  return own ?? 'release';
}
