import { DEFAULT_INTERVAL, INSTANT_INTERVAL } from './duration';
import { doesOperator } from './operator-features';

const MINUTE = 60;

/** How often, in seconds, the operator syncs an InfisicalSecret that does not say it. */
export function defaultInterval(withInstantUpdates: boolean, settings: Parameters<typeof doesOperator>[0]): number {
  if (withInstantUpdates && doesOperator(settings, 'hourlyWithInstantUpdates')) return INSTANT_INTERVAL;
  return doesOperator(settings, 'fiveMinuteDefault') ? DEFAULT_INTERVAL : MINUTE;
}
