import { DEFAULT_INTERVAL, INSTANT_INTERVAL } from './duration';
import { operatorDoes } from './operator-features';

const MINUTE = 60;

/** How often, in seconds, the operator syncs an InfisicalSecret that does not say it. */
export function defaultInterval(withInstantUpdates: boolean, settings: Parameters<typeof operatorDoes>[0]): number {
  if (withInstantUpdates && operatorDoes(settings, 'hourlyWithInstantUpdates')) return INSTANT_INTERVAL;
  return operatorDoes(settings, 'fiveMinuteDefault') ? DEFAULT_INTERVAL : MINUTE;
}
