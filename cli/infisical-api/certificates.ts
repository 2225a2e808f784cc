/** The PEM certificates in a text; undefined if there are none. */
export function certificatesIn(text: string): string[] | undefined {
  return text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? undefined;
}
