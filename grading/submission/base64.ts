/** The bytes of text in base64. */
export const fromBase64 = (text: string): Uint8Array => Buffer.from(text, 'base64');
