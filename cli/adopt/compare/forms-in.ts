import { operatorResourceOf } from '../../../lib/model/app-model';
import { intervalSeconds } from '../../../lib/model/duration';
import type { Manifest } from '../../../lib/model/manifest';
import { EQUAL_FORMS, type EqualForm } from './infisical-forms';

/** Which equal forms a resource of the operator is written in that come out in the other one. */
export function formsIn(manifest: Manifest): EqualForm[] {
  return operatorResourceOf({ manifest }).flatMap(({ kind, spec, host, interval, managed }) => {
    const isSync = kind === 'InfisicalSecret';
    const isFlat = spec.number('resyncInterval').state === 'given' || spec.at('instantUpdates').isGiven;
    const url = kind === 'InfisicalConnection' ? '' : (host.value ?? '');
    const isMoved = kind === 'InfisicalStaticSecret' && managed[0]?.kind === 'ConfigMap' && managed.length > 1;
    return [
      ...(url !== '' && !url.endsWith('/api') ? [EQUAL_FORMS.host] : []),
      ...(isSync && isFlat ? [EQUAL_FORMS.flat] : []),
      ...(isSync && spec.at('managedSecretReference').isGiven ? [EQUAL_FORMS.single] : []),
      ...(isSync && isLonger(interval.value) ? [EQUAL_FORMS.interval] : []),
      ...(isMoved ? [EQUAL_FORMS.order] : []),
    ];
  });
}

/** `60s` comes out as `1m`. */
function isLonger(interval = ''): boolean {
  const seconds = intervalSeconds(interval);
  return seconds !== undefined && seconds % 60 === 0 && interval.endsWith('s');
}
