export const attack = async () => ({ code: 0, output: 'not yet' });
