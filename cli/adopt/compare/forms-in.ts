import { fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { EQUAL_FORMS, type EqualForm } from './infisical-forms';
import { secondsOf } from './interval';
import { scalarText } from './scalar';

/** Which equal forms a resource of the operator is written in that come out in the other one. */
export function formsIn({ apiVersion, kind, spec }: Manifest): EqualForm[] {
  if (!apiVersion.startsWith('secrets.infisical.com/')) return [];
  const { hostAPI, resyncInterval, instantUpdates, managedSecretReference, syncConfig, targets } = fields(spec);
  const isFlat = kind === 'InfisicalSecret' && (typeof resyncInterval === 'number' || instantUpdates !== undefined);
  const interval = fields(syncConfig).resyncInterval;
  const first = Array.isArray(targets) ? fields(targets[0]).kind : undefined;
  return [
    ...(typeof hostAPI === 'string' && hostAPI !== '' && !hostAPI.endsWith('/api') ? [EQUAL_FORMS.host] : []),
    ...(isFlat ? [EQUAL_FORMS.flat] : []),
    ...(kind === 'InfisicalSecret' && managedSecretReference !== undefined ? [EQUAL_FORMS.single] : []),
    ...(isLonger(interval) ? [EQUAL_FORMS.interval] : []),
    ...(first === 'ConfigMap' && Array.isArray(targets) && targets.length > 1 ? [EQUAL_FORMS.order] : []),
  ];
}

/** `60s` comes out as `1m`. */
function isLonger(interval: unknown): boolean {
  const seconds = secondsOf(interval);
  return seconds !== undefined && seconds % 60 === 0 && scalarText(interval).endsWith('s');
}
