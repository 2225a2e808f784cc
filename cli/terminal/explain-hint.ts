import { isWatched } from './progress';
import { say } from './terminal-text';
import { tell } from './writer';

const MOST_RULES = 3;
/** A plugin of somebody else calls its rules as it likes, and a person copies this line into a shell. */
const OWN_RULE = /^[A-Z]\d{1,3}$/;

/** Tells a person who sees findings where more is said of their rules; no log has to hold it. */
export function tellHowToExplain(rules: Iterable<string>): void {
  const named = [...new Set(rules)].filter((rule) => OWN_RULE.test(rule)).slice(0, MOST_RULES);
  if (named.length > 0 && isWatched()) tell(say`more: npx cdk8s-infisical explain ${named.join(' ')}\n`);
}
