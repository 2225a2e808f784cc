import { isSubstituted } from '../../text/substitution';

/** Whether somebody fills a text in before it is used, so that nobody knows here what it will be. */
export function isLeftOpen(text: string): boolean {
  return isSubstituted(text) || /<[^<>]+>/.test(text);
}
