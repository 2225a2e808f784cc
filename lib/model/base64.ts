/** Whether Go decodes it: complete groups of four, line breaks do not count. */
export function isBase64(text: string): boolean {
  const plain = text.replace(/[\r\n]/g, '');
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
}

/** How many bytes it holds. */
export function base64Length(text: string): number {
  const plain = text.replace(/[\r\n]/g, '');
  return (plain.length / 4) * 3 - (plain.length - plain.replace(/=+$/, '').length);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Its bytes, each as a character. */
export function bytesOfBase64(text: string): string {
  let [bytes, bits, count] = ['', 0, 0];
  for (const character of text.replace(/[\r\n=]/g, '')) {
    bits = ((bits << 6) | ALPHABET.indexOf(character)) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += String.fromCharCode((bits >> count) & 0xff);
    }
  }
  return bytes;
}
