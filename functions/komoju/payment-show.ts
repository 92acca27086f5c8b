/** Stub until the operation is written. */
export const start = () => () =>
  Promise.resolve({ statusCode: 501, headers: { 'Content-Type': 'application/json' }, body: '{}' });
