import type { KeyStatus, User } from '../report';

/** Where a key is needed, a line each, as `file:line` and by whom; the resources that read it where nobody needs it himself. */
export function userLines({ key, users, locations }: Pick<KeyStatus, 'key' | 'users' | 'locations'>): string[] {
  const from = (user: User) => (user.as === `variable ${key}` ? user.object : `${user.object}, ${user.as}`);
  return users.length > 0
    ? users.map((user) => `${user.file}:${user.line}  ${from(user)}`)
    : locations.map(({ file, line }) => `${file}:${line}`);
}

export function shownKey({ key }: Pick<KeyStatus, 'key'>): string {
  return key === '*' ? '(every key)' : key;
}
