const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const DNS = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
const MOST_OF_DOMAIN = 255;
const MOST_OF_USER = 104;

/** What is wrong with the name of a user of Windows, `DOMAIN\user`, if anything: what to write. */
export function userNameProblem(name: string): string | undefined {
  const parts = name.split('\\');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
  if (/[\x00-\x1f\x7f]/.test(name)) return 'write it without control characters';
  if (parts.length > 2) return 'write it with one backslash at most';
  const user = parts[parts.length - 1];
  const domain = parts.length > 1 ? parts[0] : undefined;
  if (domain !== undefined && (domain.length > MOST_OF_DOMAIN || !(NETBIOS.test(domain) || DNS.test(domain)))) {
    return 'write the name of a domain, NetBIOS or DNS, in front of the backslash';
  }
  if (user === '' || user.length > MOST_OF_USER) return `write a name of 1 to ${MOST_OF_USER} characters`;
  return /^[. ]+$/.test(user) || /["/\\:;|=,+*?<>@[\]]/.test(user)
    ? 'write a name without "/\\:;|=,+*?<>@[] and of more than dots and blanks'
    : undefined;
}
