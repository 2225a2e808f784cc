import { sourceText } from '../../manifests/real-file';
import type { KeyStatus, Location, User } from '../report';

/** Where a key is needed, a line each, as `file:line` and by whom; the resources that read it where nobody needs it himself. */
export function userLines({ key, users, locations }: Pick<KeyStatus, 'key' | 'users' | 'locations'>): string[] {
  const by = (user: User) => (user.as === `variable ${key}` ? user.object : `${user.object}, ${user.as}`);
  return users.length > 0
    ? users.map((user) => `${user.file}:${user.line}  ${by(user)}${fromText(user)}`)
    : locations.map((location) => `${location.file}:${location.line}${fromText(location)}`);
}

/** What stands for a place in a rendering. */
export function fromText({ source, sourceLine = 1 }: Pick<Location, 'source' | 'sourceLine'>): string {
  return source === undefined ? '' : `, from ${sourceText({ file: source, line: sourceLine })}`;
}

export function shownKey({ key }: Pick<KeyStatus, 'key'>): string {
  return key === '*' ? '(every key)' : key;
}
