/** Of a place that could not be read: the rest of its file, and of its object, may stand in the report. */
export const UNREAD_EFFECT = 'what it says is not in the report';

/** A sentence that says of nobody, or of nothing: only of what could be read. */
export function limitToRead(sentence: string, unread: readonly string[]): string {
  return unread.length === 0 ? sentence : sentence.replace(/\.$/, ' in what could be read.');
}
